import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { oneWis } from "../../../src/sparsify/wis/one-wis.js";
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
import { literalOneWis, literalWis } from "../../oracles/wis.js";

describe("oneWis", () => {
  it("removes the edges of random graphs in the order of Algorithm 2", () => {
    fc.assert(
      fc.property(arbitraryGraph(24), (graph) => {
        expect([...oneWis(graph).edges]).toEqual(literalOneWis(graph));
      }),
      { numRuns: 400 },
    );
  });

  it("removes the edges of random graphs in the order of Algorithm 1 with L = 2", () => {
    fc.assert(
      fc.property(arbitraryGraph(7), (graph) => {
        expect([...oneWis(graph).edges]).toEqual(literalWis(graph, 1));
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ["no vertex", graphOf(0, [])],
    ["no edge", graphOf(3, [])],
    ["star", graphOf(9, star(8))],
    ["clique", graphOf(9, complete(9))],
    ["chain", graphOf(9, chain(9))],
    ["cycle", graphOf(9, cycle(9))],
    ["two cliques and an isolated vertex", graphOf(13, disjoint(6, complete(6), complete(6)))],
    ["star beside clique", graphOf(12, disjoint(7, star(6), complete(5)))],
  ])("agrees with Algorithm 2 on: %s", (_, graph) => {
    expect([...oneWis(graph).edges]).toEqual(literalOneWis(graph));
  });

  it("agrees with Algorithm 2 where hubs are far above all other vertices", () => {
    fc.assert(
      fc.property(arbitraryLeafyGraph(40), (graph) => {
        expect([...oneWis(graph).edges]).toEqual(literalOneWis(graph));
      }),
    );
  });

  it("serves only degrees that vertices have: a star of 300,000 leaves takes no time for those between", () => {
    const leaves = 300_000;
    const { edges } = oneWis(graphOf(leaves + 1, star(leaves)));
    expect(edges).toEqual(Uint32Array.from({ length: leaves }, (_, e) => e));
  });
});
