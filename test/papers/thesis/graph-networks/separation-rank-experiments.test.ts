import { expect, test } from "vitest";
import { figure52 } from "../../../../src/papers/thesis/graph-networks/figure-5.2.js";
import { theoremCheck } from "../../../../src/papers/thesis/graph-networks/theorem-check.js";
import { wisOrderRank } from "../../../../src/papers/thesis/graph-networks/wis-order-rank.js";
import { both, experimentContext } from "../../../support/experiment-context.js";

test("theorem-check: no violations, as many decided cases as asked for, histograms that sum to one", async () => {
  const result = await theoremCheck(both({ cases: 60, vertices: 4, points: 16 }))(experimentContext());
  expect(result.comparisons).toHaveLength(3 * 4 + 1);
  for (const { holds, quantity } of result.comparisons)
    expect({ quantity, holds }).toEqual({ quantity, holds: true });
  const [{ rows }, closed] = result.tables ?? [];
  for (const [, graphs, cases, decided] of rows) {
    expect(decided).toBeGreaterThanOrEqual(20);
    expect(cases).toBeGreaterThanOrEqual(decided as number);
    expect(graphs).toBeGreaterThan(0);
  }
  // K_4: all vertices are on the boundary; each has 4 walks of one step.
  expect(closed.rows[0].slice(0, 3)).toEqual(["complete graph of 4", 1, 4]);
  expect(closed.rows[1].slice(0, 3)).toEqual(["complete graph of 4", 2, 16]);
  for (const panel of result.figures[0].figure.panels)
    for (const { y } of panel.series)
      expect(Array.from(y).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 10);
});

test("figure-5.2: two triangles, prediction at one vertex", async () => {
  const settings = [{ depth: 2, prediction: "vertex" }] as const;
  const result = await figure52(both({ clique: 3, width: 2, features: 2, settings, points: 64 }))(
    experimentContext(),
  );
  expect(result.comparisons.map(({ holds }) => holds)).toEqual([true, true]);
  // Vertex 0 has two walks from 1 and from 2, and one from the bridge's end: walks of one step to 0 from the boundary {2, 3}: 1.
  expect(result.tables?.[0].rows[0].slice(1, 3)).toEqual(["apart: 0 1 2", 1]);
  expect(result.figures[0].figure.panels[0].series[0].x).toHaveLength(31);
});

test("wis-order-rank: from the whole graph to none of its edges", async () => {
  const plan = { graph: "karate", methods: ["1-wis"], randomOrders: 1, width: 2, features: 2, step: 0.5 };
  const result = await wisOrderRank(both(plan))(experimentContext());
  const [mean] = result.figures[0].figure.panels;
  const [wis, random] = mean.series.map(({ y }) => Array.from(y));
  expect(wis).toHaveLength(3);
  expect(wis[0]).toBe(random[0]);
  expect(wis[1]).toBeGreaterThan(random[1]);
  // Without edges f^(t) is a function of x^(t) alone.
  expect([wis[2], random[2]]).toEqual([0, 0]);
  expect(result.comparisons.find(({ quantity }) => quantity === "ranks not decided")?.ours).toBe(0);
});
