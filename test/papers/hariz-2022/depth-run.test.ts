import { expect, test } from "vitest";
import { type DepthOutcome, runDepth } from "../../../src/papers/hariz-2022/depth-run.js";
import { summarizeDepths } from "../../../src/papers/hariz-2022/depth-summary.js";
import { compareLosses, figure5 } from "../../../src/papers/hariz-2022/figure-5.js";
import { compareDepths } from "../../../src/papers/hariz-2022/figure-6.js";
import { compareRankOne } from "../../../src/papers/hariz-2022/figure-7.js";
import { bestComparison, table1 } from "../../../src/papers/hariz-2022/table-1.js";
import { both, experimentContext } from "../../support/experiment-context.js";

const outcome = (depth: number, rank: number, testError: number, ended = "iterations"): DepthOutcome => ({
  name: `${depth}`,
  depth,
  vectors: 0.001,
  observed: 0.3,
  outcome: ended,
  iterations: 1,
  seconds: 1,
  loss: 0,
  testError,
  rank,
});

test("a rank-one tensor is completed by one block, at depths 0 and 1", async () => {
  const shape = [6, 5, 4];
  const data = new Float64Array(120);
  for (let k = 0; k < 120; k++)
    data[k] = (1 + Math.floor(k / 20) / 5) * (2 - (Math.floor(k / 4) % 5) / 4) * (0.5 + (k % 4) / 3);
  for (const depth of [0, 1]) {
    const lines: string[] = [];
    const found = await runDepth(
      { shape, data },
      {
        name: "tiny",
        depth,
        components: 6,
        observed: 0.5,
        start: { vectors: 0.05, matrices: 0.4, sigma: "deviation" },
        maxIterations: 4000,
        stopBelow: 1e-6,
      },
      { seed: 3, breathe: async () => {}, onProgress: (line) => lines.push(line) },
    );
    expect(found, JSON.stringify(found)).toMatchObject({ depth, rank: 1 });
    expect(found.loss).toBeLessThan(1e-2);
    expect(found.testError).toBeLessThan(0.1);
    expect(lines[0]).toContain("tiny: iteration");
  }
});

test("depths are summed up without runs that diverged", () => {
  const outcomes = [
    outcome(1, 9, 1),
    outcome(0, 3, 0.5),
    outcome(0, 8, 0.25),
    outcome(0, 4, 2),
    outcome(1, 90, 9, "diverged"),
  ];
  expect(summarizeDepths(outcomes)).toEqual([
    { depth: 0, medianRank: 4, spread: 5, leastTestError: 0.25, medianTestError: 0.5, medianLoss: 0 },
    { depth: 1, medianRank: 9, spread: 0, leastTestError: 1, medianTestError: 1, medianLoss: 0 },
  ]);
  expect(summarizeDepths([outcome(2, 4, 1), outcome(2, 7, 3)])[0]).toMatchObject({
    medianRank: 5.5,
    medianTestError: 2,
  });
});

test("the criterion holds where depth lowers the rank, and fails where it does not", () => {
  const holds = (deep: number, loss = 1) =>
    compareDepths("x", "?", [
      { ...outcome(0, 5, 1), loss: 1, matrices: null },
      { ...outcome(3, deep, 1), loss, matrices: 0.2 },
    ]).find(({ criterion }) => criterion !== undefined)?.holds;
  expect(holds(4)).toBe(true);
  expect(holds(0, 5)).toBe(false); // nothing learned yet
  expect(holds(6)).toBe(false);
});

test("losses by depth: the criterion of figure 5 can fail", () => {
  const holds = (deep: number) =>
    compareLosses(summarizeDepths([outcome(0, 5, 0.5), outcome(2, 5, deep)])).find(
      ({ criterion }) => criterion !== undefined,
    )?.holds;
  expect([holds(0.4), holds(0.6)]).toEqual([true, false]);
  expect(compareLosses([])[0].holds).toBe(false);
});

test("table 1 takes a depth's best run, and asks of it what the paper's reached", () => {
  const runs = [outcome(0, 7, 0.5), outcome(0, 5, 1e-3), outcome(0, 4, 0, "diverged"), outcome(5, 2, 0.5)];
  expect(bestComparison(0, 75, runs)).toMatchObject({
    ours: "1.000e-3 (5)",
    paper: "7.925e-05 (5)",
    holds: true,
  });
  expect(bestComparison(5, 75, runs)).toMatchObject({ ours: "5.000e-1 (2)", holds: false });
  expect(bestComparison(5, 85, runs).criterion).toBeUndefined();
  expect(bestComparison(1, 75, runs)).toMatchObject({ ours: "none", holds: false });
});

test("figure 5 and table 1 run on a small grid", async () => {
  const plan = {
    shape: [4, 4, 4],
    rank: 1,
    blocks: 3,
    depths: [0, 1],
    vectors: [0.2],
    matrices: [0.4],
    starts: 1,
    maxIterations: 50,
    stopBelow: 1e-4,
    reduction: "tiny",
  };
  const figure = await figure5(both(plan))(experimentContext());
  expect(figure.figures[0].figure.panels[0].series[0].x).toHaveLength(2);
  const table = await table1(both(plan))(experimentContext());
  expect(table.tables?.[0].rows).toHaveLength(2);
  expect(table.comparisons).toHaveLength(6);
});

test("figure 7's criterion asks that as much was learned, and can fail", () => {
  const holds = (deep: number, loss = 1) =>
    compareRankOne([
      { ...outcome(0, 5, 1), loss: 1, matrices: null },
      { ...outcome(3, deep, 1), loss, matrices: 1 },
    ]).holds;
  expect([holds(4), holds(6), holds(0, 5)]).toEqual([true, false, false]);
});
