import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Adjacency } from "../../../src/graph/adjacency.js";
import { subgraphOfEdges } from "../../../src/graph/adjacency.js";
import { connectedComponents } from "../../../src/graph/components.js";
import { createRandom } from "../../../src/random.js";
import { algebraicDistanceScores } from "../../../src/sparsify/methods/algebraic-distance.js";
import { greedySpanner } from "../../../src/sparsify/methods/spanner.js";
import { removalOrder } from "../../../src/sparsify/order-by-method.js";
import { prune } from "../../../src/sparsify/orders/removal-order.js";
import { smallestFitting } from "../../../src/sparsify/structures/smallest-fitting.js";
import { arbitraryGraph, chain, complete, cycle, graphOf } from "../../generators/graphs.js";
import { weighted } from "../../support/any-method.js";

/** All distances in hops (Floyd and Warshall). */
function distances({ vertexCount, sources, targets }: Adjacency): number[][] {
  const d = Array.from({ length: vertexCount }, (_, u) =>
    Array.from({ length: vertexCount }, (_, v) => (u === v ? 0 : Number.POSITIVE_INFINITY)),
  );
  sources.forEach((u, e) => {
    d[u][targets[e]] = 1;
    d[targets[e]][u] = 1;
  });
  for (let w = 0; w < vertexCount; w++)
    for (let u = 0; u < vertexCount; u++)
      for (let v = 0; v < vertexCount; v++) d[u][v] = Math.min(d[u][v], d[u][w] + d[w][v]);
  return d;
}

describe("greedySpanner", () => {
  it("stretches no distance more than t-fold, and has no cycle of t + 1 edges or fewer", () => {
    fc.assert(
      fc.property(arbitraryGraph(12), fc.nat(100), fc.integer({ min: 1, max: 6 }), (graph, seed, t) => {
        const kept = greedySpanner(graph, { stretch: t, seed });
        const before = distances(graph);
        const after = distances(subgraphOfEdges(graph, kept));
        before.forEach((row, u) => {
          row.forEach((distance, v) => {
            if (distance < Number.POSITIVE_INFINITY) expect(after[u][v]).toBeLessThanOrEqual(t * distance);
            else expect(after[u][v]).toBe(distance);
          });
        });
        // Without one of its edges, that edge's ends are more than t apart.
        for (const e of kept) {
          const others = distances(
            subgraphOfEdges(
              graph,
              kept.filter((f) => f !== e),
            ),
          );
          expect(others[graph.sources[e]][graph.targets[e]]).toBeGreaterThan(t);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("spanner", () => {
  it("keeps exactly as many edges as asked for, and a stretch that says so", () => {
    fc.assert(
      fc.property(arbitraryGraph(12), fc.double({ min: 0, max: 1, noNaN: true }), (graph, share) => {
        const most = graph.edgeCount - (graph.vertexCount - connectedComponents(graph).count);
        const remove = Math.round(share * most);
        const { adjacency } = prune(graph, removalOrder("spanner", graph, { remove }), remove);
        expect(adjacency.edgeCount).toBe(graph.edgeCount - remove);
        expect(connectedComponents(adjacency).count).toBe(connectedComponents(graph).count);
      }),
      { numRuns: 60 },
    );
  });

  it("says how far it comes", () => {
    const graph = graphOf(6, complete(6));
    expect(() => removalOrder("spanner", graph, { remove: 11 })).toThrow(
      "spanner: any spanner keeps 5 of 15 edges, so at most 10 can be removed, got 11",
    );
    const ring = graphOf(6, cycle(6));
    expect(() => removalOrder("spanner", ring, { remove: 1, parameters: { stretch: 3 } })).toThrow(
      "spanner: stretch 3 keeps 6 of 6 edges, so at most 0 can be removed, got 1",
    );
    expect(() => removalOrder("spanner", graph)).toThrow("expected the number of edges to remove");
    expect(() => prune(graph, removalOrder("spanner", graph, { remove: 3 }), 4)).toThrow(
      "edges to remove: expected 3, as spanner makes one edge set for each level, got 4",
    );
    expect(() => removalOrder("spanner", graph, { remove: 1, keepDegree: 1 })).toThrow(
      "keepDegree: expected none for spanner, as it is for all methods but spanner, spectral-reweighted",
    );
  });
});

describe("smallestFitting", () => {
  it("finds the first of a monotone property, or none", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 50 }), (threshold, steps) => {
        const last = 3 + 2 * steps;
        const found = smallestFitting(
          { first: 3, step: 2, last },
          (t) => t,
          (t) => t >= threshold,
        );
        const expected = Array.from({ length: steps + 1 }, (_, k) => 3 + 2 * k).find((t) => t >= threshold);
        expect(found?.parameter).toBe(expected);
      }),
    );
  });
});

describe.each([
  ["maximum-spanning-forest", true],
  ["spanning-forest", false],
])("%s", (name, isWeighted) => {
  it("keeps every component connected while V - C edges are left, and no cycle below", () => {
    fc.assert(
      fc.property(arbitraryGraph(10), fc.nat(50), (plain, seed) => {
        const graph = isWeighted ? weighted(plain) : plain;
        const forest = graph.vertexCount - connectedComponents(graph).count;
        const order = removalOrder(name, graph, { seed });
        for (let count = 0; count <= graph.edgeCount; count++) {
          const { adjacency } = prune(graph, order, count);
          const rank = graph.vertexCount - connectedComponents(adjacency).count;
          expect(rank).toBe(Math.min(forest, adjacency.edgeCount));
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("maximum-spanning-forest", () => {
  it("leaves the heaviest of all forests of its size", () => {
    fc.assert(
      fc.property(arbitraryGraph(5), fc.nat(4), (plain, size) => {
        const graph = weighted(plain);
        const weights = graph.weights as Float64Array;
        const forest = graph.vertexCount - connectedComponents(graph).count;
        fc.pre(size <= forest);
        const { kept } = prune(graph, removalOrder("maximum-spanning-forest", graph), graph.edgeCount - size);
        let best = Number.NEGATIVE_INFINITY;
        for (let subset = 0; subset < 2 ** graph.edgeCount; subset++) {
          const edges = Uint32Array.from(weights.keys()).filter((e) => ((subset >> e) & 1) === 1);
          if (edges.length !== size) continue;
          const rank = graph.vertexCount - connectedComponents(subgraphOfEdges(graph, edges)).count;
          if (rank === size)
            best = Math.max(
              best,
              edges.reduce((sum, e) => sum + weights[e], 0),
            );
        }
        expect(kept.reduce((sum, e) => sum + weights[e], 0)).toBeCloseTo(best, 12);
      }),
      { numRuns: 60 },
    );
  });

  it("needs weights, and positive ones", () => {
    const graph = graphOf(3, complete(3));
    expect(() => removalOrder("maximum-spanning-forest", graph)).toThrow(
      "maximum-spanning-forest: expected a graph with edge weights, got one without",
    );
    const negative = { ...graph, weights: Float64Array.of(1, -2, 3) };
    expect(() => removalOrder("disparity", negative)).toThrow(
      "expected positive finite edge weights, got -2 at edge 1",
    );
  });
});

describe("algebraic-distance", () => {
  it("is the relaxation of the definition, matrix by matrix", () => {
    fc.assert(
      fc.property(
        arbitraryGraph(8),
        fc.integer({ min: 1, max: 7 }),
        fc.boolean(),
        (plain, systems, heavy) => {
          const graph = heavy ? weighted(plain) : plain;
          const options = { seed: 3, systems, iterations: 4, omega: 0.4 };
          const squares = new Array<number>(graph.edgeCount).fill(0);
          const random = createRandom(3, "algebraic-distance");
          for (let done = 0; done < systems; done += 5) {
            const start = Array.from({ length: graph.vertexCount * 5 }, () => random.uniform());
            for (let lane = 0; lane < Math.min(5, systems - done); lane++) {
              let x = Array.from({ length: graph.vertexCount }, (_, u) => start[5 * u + lane]);
              for (let k = 0; k < 4; k++) x = relaxed(graph, x, 0.4);
              const [low, high] = [Math.min(...x), Math.max(...x)];
              if (high > low) x = x.map((value) => (value - low) / (high - low));
              squares.forEach((_, e) => {
                squares[e] += (x[graph.sources[e]] - x[graph.targets[e]]) ** 2;
              });
            }
          }
          const scores = algebraicDistanceScores(graph, options);
          squares.forEach((square, e) => {
            expect(scores[e]).toBeCloseTo(-Math.sqrt(square), 9);
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  function relaxed(graph: Adjacency, x: readonly number[], omega: number): number[] {
    const row = x.map(() => ({ strength: 0, sum: 0 }));
    graph.sources.forEach((u, e) => {
      const v = graph.targets[e];
      const w = graph.weights?.[e] ?? 1;
      row[u] = { strength: row[u].strength + w, sum: row[u].sum + w * x[v] };
      row[v] = { strength: row[v].strength + w, sum: row[v].sum + w * x[u] };
    });
    return x.map((value, u) =>
      row[u].strength === 0 ? value : (1 - omega) * value + (omega * row[u].sum) / row[u].strength,
    );
  }

  it("keeps two cliques and removes the edge between them first", () => {
    const left = complete(6);
    const right = left.map(([i, j]): [number, number] => [i + 6, j + 6]);
    const graph = graphOf(12, [...left, [0, 6], ...right]);
    expect(removalOrder("algebraic-distance", graph, { seed: 1 }).edges[0]).toBe(left.length);
    expect(removalOrder("algebraic-distance", graphOf(2, chain(2))).edges).toEqual(Uint32Array.of(0));
  });
});
