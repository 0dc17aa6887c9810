import fc from "fast-check";
import { expect, it } from "vitest";
import { bridgePartitions, twoEdgeConnected } from "../../src/partitions/bridge-partitions.js";
import { chain, complete, disjoint, graphOf } from "../generators/graphs.js";
import { connectedTwice } from "../oracles/partitions.js";
import { arbitraryAnyGraph } from "../oracles/walks.js";

it("finds the 2-edge-connected components of the graph without directions and edge types", () => {
  fc.assert(
    fc.property(arbitraryAnyGraph(7), (graph) => {
      const component = twoEdgeConnected(graph);
      for (let s = 0; s < graph.vertexCount; s++)
        for (let t = 0; t < s; t++)
          expect(component[s] === component[t], `${s} and ${t}`).toBe(connectedTwice(graph, s, t));
    }),
    { numRuns: 60 },
  );
});

it("gives the parts of several vertices that bridges lead to, by first vertex", () => {
  // Two cliques of three joined over a vertex between them, a leaf at the second, and a clique apart.
  const pairs = disjoint(8, [...complete(3), [2, 3], [3, 4], ...lifted(4), [6, 7]], complete(3));
  const partitions = bridgePartitions(graphOf(11, pairs));
  expect(partitions.map(({ name, subset }) => [name, [...subset]])).toEqual([
    ["1", [0, 1, 2]],
    ["2", [4, 5, 6]],
  ]);
  expect(() => bridgePartitions(graphOf(4, chain(4)))).toThrow("partitions by bridge: expected a bridge");
});

it("does not end at the stack's depth", () => {
  const ring = chain(200_000);
  const component = twoEdgeConnected(graphOf(200_000, [...ring, [199_998, 0]]));
  expect(component[199_998]).toBe(0);
  expect(component[199_999]).toBe(1);
});

function lifted(by: number): [number, number][] {
  return complete(3).map(([i, j]) => [i + by, j + by]);
}
