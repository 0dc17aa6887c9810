import fc from "fast-check";
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import type { Adjacency } from "../../src/graph/adjacency.js";
import { algebraicConnectivity } from "../../src/laplacian/algebraic-connectivity.js";
import { arbitraryGraph, chain, complete, cycle, disjoint, graphOf, star } from "../generators/graphs.js";

/** The second smallest eigenvalue of D - A, of a connected graph, by a dense decomposition. */
function dense({ vertexCount, sources, targets }: Adjacency): number {
  const laplacian = Matrix.zeros(vertexCount, vertexCount);
  sources.forEach((s, e) => {
    for (const [u, v] of [
      [s, targets[e]],
      [targets[e], s],
    ]) {
      laplacian.set(u, u, laplacian.get(u, u) + 1);
      laplacian.set(u, v, laplacian.get(u, v) - 1);
    }
  });
  const { realEigenvalues } = new EigenvalueDecomposition(laplacian, { assumeSymmetric: true });
  return realEigenvalues.sort((a, b) => a - b)[1];
}

describe("algebraicConnectivity", () => {
  it.each([
    ["a small and a large one", 12],
    ["two large ones", 100],
  ])("is the second smallest eigenvalue of the Laplacian of connected graphs: %s", (_, vertexCount) => {
    const edges = fc.array(fc.tuple(fc.nat(vertexCount - 1), fc.nat(vertexCount - 1)), { maxLength: 60 });
    fc.assert(
      fc.property(edges, (pairs) => {
        const graph = graphOf(vertexCount, [...chain(vertexCount), ...pairs]);
        const { value, converged } = algebraicConnectivity(graph);
        const expected = dense(graph);
        expect(converged).toBe(true);
        expect(Math.abs(value - expected)).toBeLessThan(1e-4 * expected);
      }),
      { numRuns: 15 },
    );
  });

  it.each([
    ["clique of 5", graphOf(5, complete(5)), 5],
    ["clique of 80", graphOf(80, complete(80)), 80],
    ["star of 99", graphOf(100, star(99)), 1],
    ["chain of 300", graphOf(300, chain(300)), 2 - 2 * Math.cos(Math.PI / 300)],
    ["cycle of 200", graphOf(200, cycle(200)), 2 - 2 * Math.cos((2 * Math.PI) / 200)],
    ["clique of 70 beside a chain of 60", graphOf(130, disjoint(60, chain(60), complete(70))), 70],
    ["no edge", graphOf(3, []), 0],
    ["no vertex", graphOf(0, []), 0],
  ])("knows closed forms: %s", (_, graph, expected) => {
    const { value, converged } = algebraicConnectivity(graph);
    expect(converged).toBe(true);
    expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-5 * expected);
  });

  it("never rises where an edge goes that holds nothing together", () => {
    fc.assert(
      fc.property(arbitraryGraph(10), (graph) => {
        // With all edges to vertex 0 the graph is connected with and without the others.
        const n = graph.vertexCount;
        const others = Array.from(graph.sources, (s, e): [number, number] => [s, graph.targets[e]]);
        const more = algebraicConnectivity(graphOf(n, [...star(n - 1), ...others])).value;
        const less = algebraicConnectivity(graphOf(n, [...star(n - 1), ...others.slice(1)])).value;
        expect(less).toBeLessThanOrEqual(more + 1e-9);
      }),
    );
  });
});
