import { describe, expect, it } from "vitest";
import {
  type RankOneTrajectoryPlan,
  rankOneTrajectory,
} from "../../../../src/papers/thesis/tensor-factorization/rank-one-trajectory.js";
import { both, experimentContext } from "../../../support/experiment-context.js";

const plan: RankOneTrajectoryPlan = {
  problems: [{ name: "2x2x2, rank 1", shape: [2, 2, 2], rank: 1, componentCount: 3, observations: 7 }],
  draws: 1,
  scales: [1, 0.1],
  samples: 2,
  reduction: "for a test",
};

describe("rankOneTrajectory", () => {
  it("runs, and says what held", async () => {
    const { comparisons, figures } = await rankOneTrajectory(both(plan))(experimentContext());
    expect(comparisons.filter(({ holds }) => holds === false).map(({ quantity }) => quantity)).toEqual([]);
    expect(comparisons.filter(({ holds }) => holds)).toHaveLength(7);
    const [{ figure }] = figures;
    expect(figure.panels.map(({ series }) => series.map(({ name }) => name))).toEqual([
      ["alpha 1", "alpha 0.1"],
      ["alpha 1", "alpha 0.1"],
    ]);
  });
});
