import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildAdjacency } from "../../../src/graph/adjacency.js";
import { removalOrder } from "../../../src/sparsify/order-by-method.js";
import { batchedWis } from "../../../src/sparsify/wis/batched-wis.js";
import { gwis } from "../../../src/sparsify/wis/gwis.js";
import { relationalWis } from "../../../src/sparsify/wis/relational-wis.js";
import { singletonPartitions } from "../../../src/sparsify/wis/singleton-partitions.js";
import { wis } from "../../../src/sparsify/wis/wis.js";
import { arbitraryGraph } from "../../generators/graphs.js";
import { arbitraryAnyGraph } from "../../oracles/walks.js";
import { literalBatchedWis, literalWis } from "../../oracles/wis.js";

/** Graphs of up to 14 vertices with 8 to 24 edges: balls are smaller than the graph, cycles are long and few. */
const sparse = fc
  .record({
    directed: fc.boolean(),
    typed: fc.boolean(),
    pairs: fc.array(fc.tuple(fc.nat(13), fc.nat(13), fc.nat(2)), { minLength: 8, maxLength: 24 }),
  })
  .map(
    ({ directed, typed, pairs }) =>
      buildAdjacency({
        vertexCount: 14,
        directed,
        sources: pairs.map(([s]) => s),
        targets: pairs.map(([, t]) => t),
        types: typed ? pairs.map(([, , type]) => type) : null,
      }).adjacency,
  );

describe("relationalWis", () => {
  it.each([1, 2, 3, 4, 5])(
    "removes the edges of directed and typed graphs in the order of Algorithm 1, L - 1 = %i",
    (walkLength) => {
      fc.assert(
        fc.property(arbitraryAnyGraph(6), (graph) => {
          expect([...relationalWis(graph, walkLength).edges]).toEqual(literalWis(graph, walkLength));
        }),
        { numRuns: 80 },
      );
      fc.assert(
        fc.property(sparse, (graph) => {
          expect([...relationalWis(graph, walkLength).edges]).toEqual(literalWis(graph, walkLength));
        }),
        { numRuns: 15 },
      );
    },
    60_000,
  );

  it.each([1, 2, 3, 4])("is gwis for all singletons, with what may not go, L - 1 = %i", (walkLength) => {
    const limits = fc.record({ keepDegree: fc.nat(2), protect: fc.array(fc.nat(7), { maxLength: 4 }) });
    fc.assert(
      fc.property(fc.oneof(sparse, arbitraryAnyGraph(12, 2)), limits, (graph, { keepDegree, protect }) => {
        const options = { keepDegree, protect: protect.filter((e) => e < graph.edgeCount) };
        expect(relationalWis(graph, walkLength, options)).toEqual({
          ...gwis(graph, walkLength, singletonPartitions(graph), options),
          method: "wis",
        });
      }),
      { numRuns: 40 },
    );
  });

  it("is wis for undirected graphs without types", () => {
    fc.assert(
      fc.property(arbitraryGraph(14), fc.integer({ min: 1, max: 5 }), (graph, walkLength) => {
        expect(relationalWis(graph, walkLength)).toEqual(wis(graph, walkLength));
        expect(relationalWis(graph, walkLength, { ties: "highest" })).toEqual(
          wis(graph, walkLength, { ties: "highest" }),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("scores directed and typed graphs in batches", () => {
    fc.assert(
      fc.property(
        arbitraryAnyGraph(5),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom("lowest" as const, "highest" as const),
        (graph, walkLength, batch, ties) => {
          expect([...batchedWis(graph, walkLength, batch, { ties }).edges]).toEqual(
            literalBatchedWis(graph, walkLength, batch, ties),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it("is what the methods do with directed graphs and parallel edges, resumed ones included", () => {
    fc.assert(
      fc.property(arbitraryAnyGraph(8), fc.nat(6), (graph, count) => {
        for (const [method, walkLength] of [
          ["1-wis", 1],
          ["2-wis", 2],
          ["3-wis", 3],
        ] as const) {
          const order = removalOrder(method, graph);
          expect(order.method).toBe(method);
          expect(order.edges).toEqual(relationalWis(graph, walkLength).edges);
          const removed = order.edges.slice(0, count);
          expect(removalOrder(method, graph, { removed })).toEqual(order);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("takes first what costs nothing: a parallel edge, then an arc that no walk leads back from", () => {
    // 0 -> 1 twice (types 0 and 1), 1 -> 0, and 0 -> 2 <- 1.
    const { adjacency } = buildAdjacency({
      vertexCount: 3,
      directed: true,
      sources: [1, 0, 0, 0, 1],
      targets: [0, 1, 1, 2, 2],
      types: [0, 0, 1, 0, 0],
    });
    // Edge 1 has a parallel one; edge 3 leaves 4, an incoming edge of 2. Then 1 loses least: 2 -> 0 at vertex 2.
    expect([...relationalWis(adjacency, 1).edges].slice(0, 2)).toEqual([1, 3]);
  });

  it("refuses walks of no step, and too many walks, in one line", () => {
    const { adjacency } = buildAdjacency({
      vertexCount: 3,
      directed: true,
      sources: [0, 1, 2, 1, 2, 0],
      targets: [1, 2, 0, 0, 1, 2],
    });
    expect(() => relationalWis(adjacency, 0)).toThrow("walk length: expected an integer >= 1, got 0");
    expect(() => relationalWis(adjacency, 40)).toThrow("expected walk indices below 2^53");
  });
});
