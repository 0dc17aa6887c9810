import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { oneWis } from "../../../src/sparsify/wis/one-wis.js";
import { twoWis } from "../../../src/sparsify/wis/two-wis.js";
import { wis } from "../../../src/sparsify/wis/wis.js";
import {
  arbitraryGraph,
  arbitraryLeafyGraph,
  chain,
  complete,
  cycle,
  disjoint,
  graphOf,
  star,
} from "../../generators/graphs.js";
import { literalWis } from "../../oracles/wis.js";

describe("wis", () => {
  it.each([1, 2, 3, 4, 5, 6, 7])(
    "removes the edges of random graphs in the order of Algorithm 1, L - 1 = %i",
    (walkLength) => {
      fc.assert(
        fc.property(arbitraryGraph(8), (graph) => {
          expect([...wis(graph, walkLength).edges]).toEqual(literalWis(graph, walkLength));
        }),
        { numRuns: 60 },
      );
    },
  );

  it.each([3, 4, 5])(
    "does so on sparse graphs, where balls are smaller than the graph, L - 1 = %i",
    (walkLength) => {
      const sparse = fc
        .array(fc.tuple(fc.nat(13), fc.nat(13)), { minLength: 8, maxLength: 20 })
        .map((pairs) => graphOf(14, pairs));
      fc.assert(
        fc.property(sparse, (graph) => {
          expect([...wis(graph, walkLength).edges]).toEqual(literalWis(graph, walkLength));
        }),
        { numRuns: 40 },
      );
    },
    60_000,
  );

  it.each([2, 3, 4, 5])("does so where leaves could be exchanged, L - 1 = %i", (walkLength) => {
    fc.assert(
      fc.property(arbitraryLeafyGraph(9), (graph) => {
        expect([...wis(graph, walkLength).edges]).toEqual(literalWis(graph, walkLength));
      }),
      { numRuns: 60 },
    );
  });

  it("tells progress, by which a limit of time ends it, however many edges tie", () => {
    const told: number[] = [];
    wis(graphOf(24, complete(24)), 3, { onProgress: (ordered) => told.push(ordered) });
    expect(told.filter((ordered) => ordered > 0 && ordered % 64 !== 0).length).toBeGreaterThan(10);
  });

  it("evaluates one leaf of a hub for each removal, not all of them", () => {
    const { edges } = wis(graphOf(501, star(500)), 3);
    expect(edges).toEqual(Uint32Array.from({ length: 500 }, (_, e) => e));
    const last = wis(graphOf(501, star(500)), 3, { ties: "highest" }).edges;
    expect(last).toEqual(edges.toReversed());
  });

  it("gives the orders of the fast paths on larger graphs", () => {
    fc.assert(
      fc.property(arbitraryGraph(30), (graph) => {
        expect(wis(graph, 1).edges).toEqual(oneWis(graph).edges);
        expect(wis(graph, 2).edges).toEqual(twoWis(graph).edges);
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    ["no vertex", graphOf(0, [])],
    ["no edge", graphOf(3, [])],
    ["star", graphOf(9, star(8))],
    ["clique", graphOf(7, complete(7))],
    ["chain", graphOf(12, chain(12))],
    ["cycle", graphOf(11, cycle(11))],
    ["two cliques and an isolated vertex", graphOf(9, disjoint(4, complete(4), complete(4)))],
    ["chain beside clique", graphOf(12, disjoint(8, chain(8), complete(4)))],
  ])("agrees with Algorithm 1 for L - 1 = 3 and 4 on: %s", (_, graph) => {
    for (const walkLength of [3, 4])
      expect([...wis(graph, walkLength).edges]).toEqual(literalWis(graph, walkLength));
  });
});
