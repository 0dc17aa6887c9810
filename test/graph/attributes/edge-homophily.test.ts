import { expect, test } from "vitest";
import { buildAdjacency } from "../../../src/graph/adjacency.js";
import { edgeHomophily } from "../../../src/graph/attributes/edge-homophily.js";
import { readGraph } from "../../../src/graph/formats/formats.js";
import { realData } from "../../support/real-data.js";

test("the fraction of edges within a class; edges of vertices without a label do not count", () => {
  const { adjacency } = buildAdjacency({ vertexCount: 5, sources: [0, 1, 2, 3], targets: [1, 2, 3, 4] });
  expect(edgeHomophily(adjacency, Int32Array.of(0, 0, 1, 1, 1))).toBe(0.75);
  expect(edgeHomophily(adjacency, Int32Array.of(0, 0, -1, 1, 0))).toBe(0.5);
  expect(edgeHomophily(adjacency, new Int32Array(5).fill(-1))).toBeNull();
});

test("Cora's published 0.81", async (context) => {
  const cora = await readGraph(realData(context, "gnn-benchmark/cora.npz"), { name: "cora.npz" });
  expect(edgeHomophily(cora.adjacency, cora.labels!)).toBeCloseTo(0.81, 2);
});
