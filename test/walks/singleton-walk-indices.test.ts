import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { singletonWalkIndices } from "../../src/walks/singleton-walk-indices.js";
import { arbitraryGraph, complete, graphOf } from "../sparsify/graphs.js";
import { singletonIndices } from "../sparsify/literal-wis.js";

describe("singletonWalkIndices", () => {
  it.each([1, 2])("equals walk counts from the boundary by matrix powers, L - 1 = %i", (walkLength) => {
    fc.assert(
      fc.property(arbitraryGraph(14), (graph) => {
        const edges = Array.from({ length: graph.edgeCount }, (_, e) => e);
        expect([...singletonWalkIndices(graph, walkLength)].map(BigInt)).toEqual(
          singletonIndices(graph, edges, walkLength),
        );
      }),
    );
  });

  it("is n^2 on a clique of n, where every walk of length 3 can be closed", () => {
    expect([...singletonWalkIndices(graphOf(6, complete(6)), 2)]).toEqual(new Array(6).fill(36));
  });

  it("names the walk lengths it can do", () => {
    expect(() => singletonWalkIndices(graphOf(2, []), 3)).toThrow("walk length: expected 1 or 2, got 3");
  });
});
