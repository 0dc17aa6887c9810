import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import { prune } from "../../src/sparsify/orders/removal-order.js";
import { boundary } from "../../src/walks/boundary.js";
import { singletonWalkIndices } from "../../src/walks/singleton-walk-indices.js";
import { walkIndex, walkIndices } from "../../src/walks/walk-index.js";
import { chain, complete, graphOf } from "../generators/graphs.js";
import {
  arbitraryAnyGraph,
  arbitraryPartition,
  definedBoundary,
  matrixOf,
  power,
  total,
} from "../oracles/walks.js";

describe("boundary", () => {
  it("holds the vertices with an edge from the other side", () => {
    fc.assert(
      fc.property(arbitraryPartition(10), ({ graph, subset }) => {
        expect([...boundary(graph, subset)]).toEqual(definedBoundary(matrixOf(graph), subset));
      }),
    );
  });

  it("is empty where a side is, and the same for both sides", () => {
    const graph = graphOf(5, chain(5));
    expect([...boundary(graph, [])]).toEqual([]);
    expect([...boundary(graph, [0, 1, 2, 3, 4])]).toEqual([]);
    expect([...boundary(graph, [1, 0, 1])]).toEqual([1, 2]);
    expect(boundary(graph, [2, 3, 4])).toEqual(boundary(graph, [0, 1]));
  });
});

describe("walkIndex", () => {
  it("counts walks from the boundary, by matrix powers", () => {
    fc.assert(
      fc.property(arbitraryPartition(9), fc.nat(20), ({ graph, subset, target }, length) => {
        const a = matrixOf(graph);
        const matrix = power(a, length);
        const crossed = definedBoundary(a, subset);
        const expected = [total(matrix, crossed, a.keys()), total(matrix, crossed, [target])];
        const indices = walkIndices(graph, length, [{ subset }, { subset, target }]);
        expect(indices.map(BigInt)).toEqual(expected);
        expect(walkIndex(graph, length, { subset })).toBe(indices[0]);
        expect(walkIndex(graph, length, { subset, target })).toBe(indices[1]);
      }),
    );
  });

  it("of all singletons is what singletonWalkIndices finds, with directions and edge types", () => {
    fc.assert(
      fc.property(arbitraryAnyGraph(8, 2), fc.nat(6), (graph, length) => {
        const singletons = [...Array(graph.vertexCount).keys()].map((t) => ({ subset: [t], target: t }));
        expect([...singletonWalkIndices(graph, length)]).toEqual(walkIndices(graph, length, singletons));
      }),
    );
  });

  it("never rises when an edge is removed", () => {
    fc.assert(
      fc.property(arbitraryPartition(8), fc.nat(5), fc.nat(63), ({ graph, subset, target }, length, pick) => {
        fc.pre(graph.edgeCount > 0);
        const order = { method: "one", edges: Uint32Array.of(pick % graph.edgeCount) };
        const smaller = prune(graph, order, 1).adjacency;
        for (const partition of [{ subset }, { subset, target }])
          expect(walkIndex(smaller, length, partition)).toBeLessThanOrEqual(
            Number(walkIndex(graph, length, partition)),
          );
      }),
    );
  });

  it("grows as figure 5.2 says: two cliques of n, split apart and split through", () => {
    // Depth 3. Doubling n multiplies a count of order n^p by 2^p in the limit.
    const growth = (subsetOf: (n: number) => number[], target?: number) => {
      const [small, large] = [64, 128].map((n) => {
        const second = complete(n).map(([i, j]): [number, number] => [i + n, j + n]);
        const graph = graphOf(2 * n, [...complete(n), ...second, [0, n]]);
        return Number(walkIndex(graph, 2, { subset: subsetOf(n), target }));
      });
      return Math.log2(large / small);
    };
    const clique = (n: number) => [...Array(n).keys()];
    const halves = (n: number) => [...Array(n / 2).keys()].flatMap((t) => [t, t + n]);
    expect(growth(clique)).toBeCloseTo(2, 1);
    expect(growth(clique, 1)).toBeCloseTo(1, 1);
    expect(growth(halves)).toBeCloseTo(3, 1);
    expect(growth(halves, 1)).toBeCloseTo(2, 1);
  });

  it("refuses partitions with an empty side, unknown vertices and negative lengths in one line", () => {
    const graph = graphOf(3, complete(3));
    expect(() => walkIndex(graph, 1, { subset: [] })).toThrow(
      "partition: expected at least one vertex, got none",
    );
    expect(() => walkIndex(graph, 1, { subset: [2, 0, 1] })).toThrow(
      "expected a part of the 3 vertices, got all",
    );
    expect(() => walkIndex(graph, 1, { subset: [0], target: 9 })).toThrow(
      "expected an integer from 0 to 2, got 9",
    );
    expect(() => walkIndex(graph, -2, { subset: [0] })).toThrow("expected an integer >= 0, got -2");
    expect(() => walkIndices(graph, 1, [{ subset: [0] }, { subset: [7] }])).toThrow(
      expect.objectContaining({
        message: expect.stringContaining("partition 1: vertex: expected"),
        cause: expect.any(InputError),
      }),
    );
  });
});
