import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { twoWis } from "../../src/sparsify/two-wis.js";
import { arbitraryGraph, chain, complete, cycle, disjoint, graphOf, star } from "./graphs.js";
import { literalWis } from "./literal-wis.js";
import { pairwiseTwoWis } from "./pairwise-two-wis.js";

describe("twoWis", () => {
  it("removes the edges of random graphs in the order of Algorithm 1 with L = 3", () => {
    fc.assert(
      fc.property(arbitraryGraph(8), (graph) => {
        expect([...twoWis(graph).edges]).toEqual(literalWis(graph, 2));
      }),
      { numRuns: 300 },
    );
  });

  it("removes the edges of larger random graphs in the order of sorted tuples", () => {
    fc.assert(
      fc.property(arbitraryGraph(22), (graph) => {
        expect([...twoWis(graph).edges]).toEqual(pairwiseTwoWis(graph));
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ["no vertex", graphOf(0, [])],
    ["no edge", graphOf(3, [])],
    ["star", graphOf(9, star(8))],
    ["clique", graphOf(8, complete(8))],
    ["chain", graphOf(9, chain(9))],
    ["cycle", graphOf(9, cycle(9))],
    ["two cliques and an isolated vertex", graphOf(11, disjoint(5, complete(5), complete(5)))],
    ["star beside clique", graphOf(12, disjoint(7, star(6), complete(5)))],
    ["clique that shares a vertex with a star", graphOf(11, [...star(6), ...complete(5)])],
  ])("agrees with Algorithm 1 on: %s", (_, graph) => {
    expect([...twoWis(graph).edges]).toEqual(literalWis(graph, 2));
  });

  it("serves a clique, where all keys tie, in the order of sorted tuples", () => {
    const graph = graphOf(16, complete(16));
    expect([...twoWis(graph).edges]).toEqual(pairwiseTwoWis(graph));
  });
});
