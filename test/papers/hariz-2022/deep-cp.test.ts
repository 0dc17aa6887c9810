import { expect, it } from "vitest";
import { experiments } from "../../../src/papers/experiments.js";
import { blockNormsFigure, nearerComparison } from "../../../src/papers/hariz-2022/block-norms-figure.js";
import { compareSummaries, figure4 } from "../../../src/papers/hariz-2022/figure-4.js";
import { both, experimentContext } from "../../support/experiment-context.js";

const tiny = {
  shape: [4, 4, 4],
  rank: 2,
  blocks: 8,
  maxIterations: 400,
  stopBelow: 1e-4,
  reduction: "tiny",
} as const;

it("figures 2 and 3: a panel a depth, and the losses, which fall", async () => {
  const result = await blockNormsFigure(both({ ...tiny, depths: [0, 1], vectors: 0.01, matrices: 0.05 }))(
    experimentContext(),
  );
  const { panels } = result.figures[0].figure;
  expect(panels.map(({ title }) => title)).toEqual(["depth 0", "depth 1", "loss"]);
  expect(panels[0].series.length).toBe(40);
  for (const { y } of panels[2].series) {
    const losses = Array.from(y);
    expect(losses.at(-1)).toBeLessThan(0.9 * losses[0]);
  }
});

it("figure 4: a point a run, and what became of the others", async () => {
  const result = await figure4(
    both({ ...tiny, depths: [0, 1], vectors: [0.1, 0.3], matrices: [0.3], starts: 1 }),
  )(experimentContext());
  const [left] = result.comparisons;
  const points = result.figures[0].figure.panels[0].series[0].x.length;
  expect(left.ours).toBe(`${4 - points} of 4`);
  expect(points).toBeGreaterThan(0);
});

it("their criteria can fail", () => {
  const summary = (depth: number, medianRank: number, spread: number) => ({
    depth,
    medianRank,
    spread,
    leastTestError: 0,
    medianTestError: 0,
    medianLoss: 0,
  });
  const holds = (...summaries: ReturnType<typeof summary>[]) =>
    compareSummaries(summaries, 5).map((comparison) => comparison.holds);
  expect(holds(summary(0, 20, 9), summary(5, 5, 1))).toEqual([true, true]);
  expect(holds(summary(0, 5, 1), summary(5, 5, 1))).toEqual([false, false]);
  expect(holds()).toEqual([false]);
  expect(nearerComparison([0, 2], [9, 5], 5).holds).toBe(true);
  expect(nearerComparison([0, 2], [5, 1], 5).holds).toBe(false);
});

it("every experiment's module loads", async () => {
  for (const experiment of Object.values(experiments)) expect(await experiment.load()).toBeTypeOf("function");
});
