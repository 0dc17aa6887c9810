import { expect, test } from "vitest";
import { buildAdjacency } from "../../../src/graph/adjacency.js";
import { transposeCsr } from "../../../src/kernels/float32/csr.js";
import { normalizedAdjacency } from "../../../src/nn/layers/aggregation-matrices.js";
import { smallTask } from "../../generators/small-task.js";
import { dense } from "../../generators/sparse-matrices.js";
import { denseNormalizedAdjacency } from "../../oracles/dense-ops.js";
import { distance } from "../../support/kernel-harness.js";

const graph = (vertexCount: number, ...edges: [number, number][]) =>
  buildAdjacency({ vertexCount, sources: edges.map(([s]) => s), targets: edges.map(([, t]) => t) }).adjacency;

test.each([
  ["one vertex", graph(1)],
  ["no edges", graph(4)],
  ["a path", graph(3, [0, 1], [1, 2])],
  ["a star with an isolated vertex", graph(6, [3, 0], [3, 1], [3, 2], [4, 3])],
  ["three communities", smallTask().adjacency],
])("%s agrees with the definition and is symmetric", (_, adjacency) => {
  const matrix = normalizedAdjacency(adjacency);
  expect(distance(dense(matrix), denseNormalizedAdjacency(adjacency).values)).toBeLessThan(1e-7);
  expect(transposeCsr(matrix)).toEqual(matrix);
});

test("the degrees count the implied self-loop", () => {
  const { values } = normalizedAdjacency(graph(2, [0, 1]));
  expect([...values]).toEqual([0.5, 0.5, 0.5, 0.5].map(Math.fround));
});
