import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { singletonWalkIndices } from "../../src/walks/singleton-walk-indices.js";
import { arbitraryGraph, arbitraryLeafyGraph, complete, graphOf, star } from "../generators/graphs.js";
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

  it.each([3, 4, 5, 30])("equals them where most vertices are leaves, L - 1 = %i", (walkLength) => {
    fc.assert(
      fc.property(arbitraryLeafyGraph(14), (graph) => {
        const edges = Array.from({ length: graph.edgeCount }, (_, e) => e);
        expect([...singletonWalkIndices(graph, walkLength)].map(BigInt)).toEqual(
          singletonIndices(graph, edges, walkLength),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("is linear in the leaves of a hub, also in big integers", () => {
    // Closed walks of length l at a leaf of a star of n leaves: (A^l)_tt of the star with loops, by (1 + sqrt n)^l and (1 - sqrt n)^l.
    const n = 50_000;
    const graph = graphOf(n + 1, star(n));
    const short = singletonWalkIndices(graph, 3);
    expect([short[0], short[1], short[n]]).toEqual([n * n + 6 * n + 1, n + 7, n + 7]);
    const long = singletonWalkIndices(graph, 9);
    expect(long[1]).toBe(long[n]);
    expect(typeof long[1]).toBe("bigint");
  });

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
