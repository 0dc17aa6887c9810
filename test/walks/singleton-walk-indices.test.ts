import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { singletonWalkIndices } from "../../src/walks/singleton-walk-indices.js";
import { arbitraryGraph, complete, graphOf } from "../generators/graphs.js";
import { singletonIndices } from "../oracles/wis.js";

describe("singletonWalkIndices", () => {
  it.each([0, 1, 2, 3, 4, 5])(
    "equals walk counts from the boundary by matrix powers, L - 1 = %i",
    (walkLength) => {
      fc.assert(
        fc.property(arbitraryGraph(14), (graph) => {
          const edges = Array.from({ length: graph.edgeCount }, (_, e) => e);
          expect([...singletonWalkIndices(graph, walkLength)].map(BigInt)).toEqual(
            singletonIndices(graph, edges, walkLength),
          );
        }),
      );
    },
  );

  it("is n^2 on a clique of n, where every walk of length 3 can be closed", () => {
    expect([...singletonWalkIndices(graphOf(6, complete(6)), 2)]).toEqual(new Array(6).fill(36));
  });

  it("goes on in big integers where a count passes 2^53, and says so by its type", () => {
    const graph = graphOf(8, complete(8));
    expect(singletonWalkIndices(graph, 17)).toEqual(new Float64Array(8).fill(2 ** 51));
    expect(singletonWalkIndices(graph, 18)).toEqual(new Array(8).fill(2n ** 54n));
  });

  it("refuses what is no walk length", () => {
    for (const walkLength of [-1, 1.5])
      expect(() => singletonWalkIndices(graphOf(2, []), walkLength)).toThrow(
        `walk length: expected an integer >= 0, got ${walkLength}`,
      );
  });
});
