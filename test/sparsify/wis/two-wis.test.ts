import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { twoWis } from "../../../src/sparsify/wis/two-wis.js";
import { arbitraryGraph, chain, complete, cycle, disjoint, graphOf, star } from "../../generators/graphs.js";
import { pairwiseTwoWis } from "../../oracles/two-wis.js";
import { literalWis } from "../../oracles/wis.js";

describe("twoWis", () => {
  it("tells progress, by which a limit of time ends it, however long edges take on a complete graph", () => {
    const told: number[] = [];
    twoWis(graphOf(40, complete(40)), (ordered) => told.push(ordered));
    expect(told.filter((ordered) => ordered > 0 && ordered % 1024 !== 0).length).toBeGreaterThan(2);
  });

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

  it("serves hubs whose other ends lose edges elsewhere, with triangles that go first", () => {
    const hubs = fc
      .array(fc.tuple(fc.nat(3), fc.integer({ min: 4, max: 21 })), {
        minLength: 8,
        maxLength: 34,
        size: "max",
      })
      .chain((spokes) =>
        fc.tuple(fc.constant(spokes), fc.array(fc.tuple(fc.nat(21), fc.nat(21)), { maxLength: 12 })),
      )
      .map(([spokes, others]) => graphOf(22, [...spokes, ...others] as [number, number][]));
    fc.assert(
      fc.property(hubs, (graph) => {
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

  it.each([
    ["equal dense components, whose long keys tie", graphOf(24, copies(3, 8, complete(8).slice(2)))],
    [
      "dense components that differ far down in their keys",
      graphOf(21, [...copies(3, 7, complete(7)), [0, 7], [1, 7], [14, 8]]),
    ],
    ["friendship graph: a hub of triangles", graphOf(25, hub(24, 2))],
    ["two hubs of small cliques", graphOf(26, [...copies(2, 13, hub(12, 3)), [0, 13]])],
    ["book: an edge with many common neighbours", graphOf(20, book(18))],
  ])("gives the order of sorted tuples on: %s", (_, graph) => {
    expect([...twoWis(graph).edges]).toEqual(pairwiseTwoWis(graph));
  });

  it("refuses walk indices that do not fit", () => {
    const graph = { ...graphOf(2, [[0, 1]]), offsets: Uint32Array.of(0, 2 ** 30, 2 ** 30 + 1) };
    expect(() => twoWis(graph)).toThrow(
      "vertex 0: expected a walk index below 2147483647 for walk length 2, got 3221225473; use walk length 1",
    );
  });

  it("serves a clique, where all keys tie, in the order of sorted tuples", () => {
    const graph = graphOf(16, complete(16));
    expect([...twoWis(graph).edges]).toEqual(pairwiseTwoWis(graph));
  });
});

/** Some graphs on n vertices side by side. */
function copies(count: number, n: number, pairs: [number, number][]): [number, number][] {
  return Array.from({ length: count }, (_, k) =>
    pairs.map(([i, j]): [number, number] => [i + k * n, j + k * n]),
  ).flat();
}

/** Vertex 0 joined to all others, which are cliques of some size. */
function hub(leaves: number, size: number): [number, number][] {
  return [
    ...star(leaves),
    ...copies(leaves / size, size, complete(size)).map(([i, j]): [number, number] => [i + 1, j + 1]),
  ];
}

function book(pages: number): [number, number][] {
  return [
    [0, 1],
    ...Array.from(
      { length: pages },
      (_, k) =>
        [
          [0, k + 2],
          [k + 2, 1],
        ] as [number, number][],
    ).flat(),
  ];
}
