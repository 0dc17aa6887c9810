import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { removalOrder } from "../../../src/sparsify/order-by-method.js";
import { orderPrefix, prune } from "../../../src/sparsify/orders/removal-order.js";
import { arbitraryGraph, complete, graphOf } from "../../generators/graphs.js";
import { graphFor, ORDER_METHODS } from "../../support/any-method.js";

describe.each(ORDER_METHODS)("removalOrder of %s", (name) => {
  it("holds every edge once, and is the same for the same seed", () => {
    fc.assert(
      fc.property(arbitraryGraph(20), fc.nat(1000), (plain, seed) => {
        const graph = graphFor(name, plain);
        const { edges, method } = removalOrder(name, graph, { seed });
        expect(method).toBe(name);
        expect([...edges].sort((a, b) => a - b)).toEqual(
          Array.from({ length: graph.edgeCount }, (_, e) => e),
        );
        expect(removalOrder(name, graph, { seed }).edges).toEqual(edges);
      }),
    );
  });

  it("leaves, at every prefix, the edges outside it and all vertices", () => {
    fc.assert(
      fc.property(arbitraryGraph(12), fc.double({ min: 0, max: 1, noNaN: true }), (plain, share) => {
        const graph = graphFor(name, plain);
        const order = removalOrder(name, graph);
        const count = Math.round(share * graph.edgeCount);
        const { adjacency, kept } = prune(graph, order, count);
        const gone = new Set(order.edges.slice(0, count));
        expect([...kept]).toEqual(
          Array.from({ length: graph.edgeCount }, (_, e) => e).filter((e) => !gone.has(e)),
        );
        expect(adjacency.vertexCount).toBe(graph.vertexCount);
        expect([...adjacency.sources]).toEqual([...kept].map((e) => graph.sources[e]));
        expect([...adjacency.targets]).toEqual([...kept].map((e) => graph.targets[e]));
      }),
    );
  });
});

describe("removalOrder", () => {
  it("differs between seeds for random", () => {
    const graph = graphOf(10, complete(10));
    expect(removalOrder("random", graph, { seed: 1 }).edges).not.toEqual(
      removalOrder("random", graph, { seed: 2 }).edges,
    );
  });

  it.each([-1, 4, 1.5, Number.NaN])("cannot be cut at %d of 3 edges", (count) => {
    const graph = graphOf(3, complete(3));
    expect(() => prune(graph, removalOrder("1-wis", graph), count)).toThrow(
      `edges to remove: expected 0 to 3, got ${count}`,
    );
  });

  it("names the known methods, and refuses directed graphs", () => {
    const graph = graphOf(3, complete(3));
    expect(() => removalOrder("3-was", graph)).toThrow(
      /^method: expected one of 1-wis, 2-wis, wis, gwis, random, .* got "3-was"; did you mean 1-wis\?$/,
    );
    expect(() => removalOrder("degree", { ...graph, directed: true })).toThrow(
      "expected an undirected graph",
    );
  });
});

describe("orderPrefix", () => {
  it("holds the first edges, and marks them", () => {
    fc.assert(
      fc.property(arbitraryGraph(12), fc.double({ min: 0, max: 1, noNaN: true }), (graph, share) => {
        const order = removalOrder("2-wis", graph);
        const count = Math.round(share * graph.edgeCount);
        const { edges, removed } = orderPrefix(order, count);
        expect([...edges]).toEqual([...order.edges].slice(0, count));
        expect(Array.from(removed.keys()).filter((e) => removed[e] === 0)).toEqual([
          ...prune(graph, order, count).kept,
        ]);
        // The method goes on from its own prefix as if it had never stopped.
        expect(removalOrder("2-wis", graph, { removed: edges })).toEqual(order);
      }),
    );
  });

  it("refuses what may not be removed", () => {
    const graph = graphOf(4, complete(4));
    const guarded = removalOrder("1-wis", graph, { protect: [0, 5] });
    expect([...orderPrefix(guarded, 4).removed]).toEqual([0, 1, 1, 1, 1, 0]);
    expect(() => orderPrefix(guarded, 5)).toThrow("expected 0 to 4, as the others are protected, got 5");
    const sample = removalOrder("spanner", graph, { remove: 2 });
    expect(orderPrefix(sample, 2).edges).toHaveLength(2);
    expect(() => orderPrefix(sample, 1)).toThrow(
      "expected 2, as spanner makes one edge set for each level, got 1",
    );
  });
});
