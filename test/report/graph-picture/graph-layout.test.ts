import { expect, test } from "vitest";
import { karate } from "../../../datasets/graphs/karate.js";
import { buildAdjacency } from "../../../src/graph/adjacency.js";
import { graphLayout } from "../../../src/report/graph-picture/graph-layout.js";

test("the same graph, the same places; no two vertices in one; friends are nearer than others", () => {
  const { adjacency } = karate();
  const { x, y } = graphLayout(adjacency);
  const again = graphLayout(adjacency);
  expect([...again.x, ...again.y]).toEqual([...x, ...y]);
  expect(new Set(x.map((value, t) => value + 1e3 * y[t])).size).toBe(adjacency.vertexCount);
  const distance = (s: number, t: number) => Math.hypot(x[s] - x[t], y[s] - y[t]);
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const ofEdges = [...adjacency.sources].map((s, e) => distance(s, adjacency.targets[e]));
  const ofPairs = [...x].flatMap((_, s) => [...x].flatMap((__, t) => (t < s ? [distance(s, t)] : [])));
  expect(mean(ofEdges)).toBeLessThan(0.6 * mean(ofPairs));
});

test("graphs without edges, of one vertex and of none", () => {
  for (const vertexCount of [0, 1, 3]) {
    const { x, y } = graphLayout(buildAdjacency({ vertexCount, sources: [], targets: [] }).adjacency);
    expect([...x, ...y].every(Number.isFinite)).toBe(true);
    expect(x).toHaveLength(vertexCount);
  }
});
