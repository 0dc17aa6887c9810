import { describe, expect, it } from "vitest";
import { leadingComponent } from "../../../../src/factorization/index.js";
import {
  drawProblem,
  type RankOneTrajectoryPlan,
  rankOneTrajectory,
} from "../../../../src/papers/thesis/tensor-factorization/rank-one-trajectory.js";
import { createRandom } from "../../../../src/random.js";
import { both, experimentContext } from "../../../support/experiment-context.js";

const plan: RankOneTrajectoryPlan = {
  problems: [{ name: "2x2x2, rank 1", shape: [2, 2, 2], rank: 1, componentCount: 3, observations: 7 }],
  draws: 1,
  scales: [1, 0.1],
  samples: 2,
  reduction: "for a test",
};

describe("rankOneTrajectory", () => {
  it("draws problems that meet Assumptions 1 to 3", () => {
    for (const shape of [
      [2, 2, 2],
      [2, 3, 2, 2],
    ])
      for (let seed = 0; seed < 10; seed++) {
        const problem = { name: "", shape, rank: 2, componentCount: 4, observations: 5 };
        const { factorization, task, delta, radius, start, truth } = drawProblem(problem, createRandom(seed));
        const least = Math.min(...task.targets.map(Math.abs));
        expect(delta).toBeLessThan(least);
        expect(radius).toBeLessThan(least - delta);
        expect(task.targets.every((value) => truth.data.includes(value))).toBe(true);
        expect(factorization.unbalancedness(start)).toBeLessThan(1e-12);
        expect(leadingComponent(factorization, task, start)?.component).toBe(0);
        expect(Math.hypot(...factorization.endTensor(start).data)).toBeLessThan(radius);
      }
  });

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
