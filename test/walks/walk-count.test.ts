import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildAdjacency } from "../../src/graph/adjacency.js";
import { closedWalks } from "../../src/walks/closed-walks.js";
import { walkCount } from "../../src/walks/walk-count.js";
import { walkCounts } from "../../src/walks/walk-counts.js";
import { complete, graphOf } from "../generators/graphs.js";
import { arbitraryAnyGraph, matrixOf, power, total } from "../oracles/walks.js";

describe("walkCount", () => {
  it("is the sum of a matrix power's entries, for any sets, directions and edge types", () => {
    fc.assert(
      fc.property(
        arbitraryAnyGraph(9),
        fc.nat(24),
        fc.array(fc.nat(8)),
        fc.array(fc.nat(8)),
        (graph, length, i, j) => {
          const [from, to] = [i, j].map((set) => set.map((t) => t % graph.vertexCount));
          const count = walkCount(graph, length, from, to);
          expect(BigInt(count)).toBe(total(power(matrixOf(graph), length), from, to));
          expect(typeof count).toBe(BigInt(count) < 2n ** 53n ? "number" : "bigint");
        },
      ),
    );
  });

  it("changes over to big integers at 2^53 exactly: cliques of 2, 2^(l+1) walks in all", () => {
    const graph = graphOf(2, [[0, 1]]);
    expect(walkCount(graph, 51, [0, 1], [0, 1])).toBe(2 ** 52);
    expect(walkCount(graph, 52, [0, 1], [0, 1])).toBe(2n ** 53n);
    expect(walkCounts(graph, 52)).toEqual(new Float64Array(2).fill(2 ** 52));
    expect(walkCounts(graph, 53)).toEqual([2n ** 53n, 2n ** 53n]);
    expect(walkCount(graph, 200, [0], [1])).toBe(2n ** 199n);
  });

  it("counts edges of several types between two vertices once: a walk is a sequence of vertices", () => {
    const { adjacency } = buildAdjacency({ vertexCount: 2, sources: [0, 0], targets: [1, 1], types: [0, 1] });
    expect(adjacency.edgeCount).toBe(2);
    expect(walkCount(adjacency, 1, [0], [1])).toBe(1);
  });

  it("refuses unknown vertices and negative lengths in one line", () => {
    const graph = graphOf(3, complete(3));
    expect(() => walkCount(graph, 2, [3], [0])).toThrow("vertex: expected an integer from 0 to 2, got 3");
    expect(() => walkCount(graph, 2, [0], [-1])).toThrow("vertex: expected an integer from 0 to 2, got -1");
    expect(() => walkCount(graph, -1, [0], [0])).toThrow("walk length: expected an integer >= 0, got -1");
    expect(() => walkCount(graphOf(0, []), 1, [0], [])).toThrow("the graph has no vertices");
  });
});

describe("closedWalks", () => {
  it("is the diagonal of a matrix power", () => {
    fc.assert(
      fc.property(arbitraryAnyGraph(9), fc.nat(22), (graph, length) => {
        const matrix = power(matrixOf(graph), length);
        expect(Array.from(closedWalks(graph, length), BigInt)).toEqual(matrix.map((row, t) => row[t]));
      }),
    );
  });
});
