import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildAdjacency } from "../../../src/graph/adjacency.js";
import { prune } from "../../../src/sparsify/orders/removal-order.js";
import { TUPLE_ORDERS } from "../../../src/sparsify/orders/tuple-order.js";
import { gwis } from "../../../src/sparsify/wis/gwis.js";
import { wis } from "../../../src/sparsify/wis/wis.js";
import { arbitraryGraph, arbitraryLeafyGraph, complete, graphOf, star } from "../../generators/graphs.js";
import { literalGwis, literalOrders } from "../../oracles/gwis.js";
import { arbitraryAnyGraph } from "../../oracles/walks.js";

/** Small graphs, directed or not, with or without edge types, and up to four partitions with and without targets. */
const instances = arbitraryAnyGraph(6, 2).chain((graph) => {
  const vertices = [...Array(graph.vertexCount).keys()];
  const partition = fc.record({
    subset: fc.subarray(vertices, { minLength: 1, maxLength: vertices.length - 1 }),
    target: fc.option(fc.nat(vertices.length - 1), { nil: undefined }),
  });
  return fc.record({ graph: fc.constant(graph), partitions: fc.array(partition, { maxLength: 4 }) });
});

describe("gwis", () => {
  it.each(TUPLE_ORDERS)("removes edges in the order of Algorithm 3, by %s", (orderBy) => {
    fc.assert(
      fc.property(instances, fc.nat(4), ({ graph, partitions }, walkLength) => {
        expect([...gwis(graph, walkLength, partitions, { orderBy }).edges]).toEqual(
          literalGwis(graph, walkLength, partitions, literalOrders[orderBy]),
        );
      }),
      { numRuns: 50 },
    );
  });

  it.each(TUPLE_ORDERS)("does so where leaves could be exchanged, by %s", (orderBy) => {
    const leafy = arbitraryLeafyGraph(9).chain((graph) => {
      const vertices = [...Array(graph.vertexCount).keys()];
      const partition = fc.record({
        subset: fc.subarray(vertices, { minLength: 1, maxLength: vertices.length - 1 }),
        target: fc.option(fc.nat(vertices.length - 1), { nil: undefined }),
      });
      return fc.tuple(fc.constant(graph), fc.array(partition, { maxLength: 3 }), fc.boolean());
    });
    fc.assert(
      fc.property(leafy, fc.nat(4), ([undirected, partitions, directed], walkLength) => {
        const { vertexCount, sources, targets } = undirected;
        const graph = buildAdjacency({ vertexCount, sources, targets, directed }).adjacency;
        expect([...gwis(graph, walkLength, partitions, { orderBy }).edges]).toEqual(
          literalGwis(graph, walkLength, partitions, literalOrders[orderBy]),
        );
      }),
      { numRuns: 40 },
    );
  });

  it("evaluates one of the leaves that are alike for each removal, not all of them", () => {
    const graph = graphOf(1501, star(1500));
    const half = { subset: Array.from({ length: 750 }, (_, k) => k + 1) };
    const { edges } = gwis(graph, 2, [half]);
    expect(new Set(edges).size).toBe(1500);
  });

  it.each(TUPLE_ORDERS)(
    "keeps keys of before that still bound: sparse graphs with long ways, by %s",
    (orderBy) => {
      const big = arbitraryAnyGraph(16, 2).chain((dense) => {
        const vertices = [...Array(dense.vertexCount).keys()];
        // Every third edge: enough of them are far from each other.
        const graph = buildAdjacency({
          ...dense,
          sources: dense.sources.filter((_, e) => e % 3 === 0),
          targets: dense.targets.filter((_, e) => e % 3 === 0),
          types: dense.types?.filter((_, e) => e % 3 === 0),
          weights: null,
        }).adjacency;
        const subset = fc.subarray(vertices, { minLength: 1, maxLength: vertices.length - 1 });
        const target = fc.option(fc.nat(vertices.length - 1), { nil: undefined });
        return fc.record({
          graph: fc.constant(graph),
          partitions: fc.array(fc.record({ subset, target }), { minLength: 1, maxLength: 6 }),
        });
      });
      // A comparison of the caller's looks at all edges every time.
      const plain = (a: Float64Array, b: Float64Array) =>
        literalOrders[orderBy](Array.from(a, BigInt), Array.from(b, BigInt));
      fc.assert(
        fc.property(big, fc.nat(5), ({ graph, partitions }, walkLength) => {
          expect(gwis(graph, walkLength, partitions, { orderBy }).edges).toEqual(
            gwis(graph, walkLength, partitions, { orderBy: plain }).edges,
          );
        }),
        { numRuns: 40 },
      );
    },
  );

  it("takes a comparison of the caller: the first partition alone", () => {
    fc.assert(
      fc.property(instances, ({ graph, partitions }) => {
        const edges = gwis(graph, 2, partitions, { orderBy: (a, b) => (a[0] ?? 0) - (b[0] ?? 0) }).edges;
        expect([...edges]).toEqual(
          literalGwis(graph, 2, partitions, (a, b) => Number((a[0] ?? 0n) - (b[0] ?? 0n))),
        );
      }),
      { numRuns: 50 },
    );
  });

  it("tells progress, by which a limit of time ends it, while all edges are looked at again", () => {
    const graph = graphOf(24, complete(24));
    let told = 0;
    gwis(graph, 2, [{ subset: [0, 1, 2] }, { subset: [3, 4] }], { onProgress: () => told++ });
    // Each edge is evaluated at first, then removed, and looked at again once for every other one.
    expect(told).toBeGreaterThan(2 * graph.edgeCount + graph.edgeCount ** 2 / 2 / 256 / 2);
  });

  it("is WIS for all singletons", () => {
    fc.assert(
      fc.property(arbitraryGraph(9), fc.integer({ min: 1, max: 5 }), (graph, walkLength) => {
        fc.pre(graph.vertexCount > 1);
        const singletons = [...Array(graph.vertexCount).keys()].map((t) => ({ subset: [t], target: t }));
        expect(gwis(graph, walkLength, singletons).edges).toEqual(wis(graph, walkLength).edges);
      }),
      { numRuns: 40 },
    );
  });

  it("puts protected edges last, and says how many may be removed", () => {
    const graph = graphOf(5, complete(5));
    const order = gwis(graph, 1, [{ subset: [0, 1] }], { protect: [3, 0], keepDegree: 0 });
    expect([...order.edges.slice(8)]).toEqual([0, 3]);
    expect(order.removable).toBe(8);
    expect(() => prune(graph, order, 9)).toThrow("expected 0 to 8, as the others are protected, got 9");
  });

  it("refuses what it cannot do in one line", () => {
    const graph = graphOf(3, complete(3));
    expect(() => gwis(graph, 1, [{ subset: [0, 1, 2] }])).toThrow("partition 0: partition: expected a part");
    expect(() => gwis(graph, 60, [{ subset: [0] }])).toThrow(
      "walk length 60: expected fewer than 2^53 walks",
    );
    expect(() => gwis(graph, 1, [], { orderBy: "median" as never })).toThrow(
      'order of tuples: expected one of lexicographic, sum, min, max, got "median"',
    );
  });
});
