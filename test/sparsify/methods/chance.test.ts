import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dsparScores } from "../../../src/sparsify/methods/dspar.js";
import { forestFireScores } from "../../../src/sparsify/methods/forest-fire.js";
import { kNeighborScores } from "../../../src/sparsify/methods/k-neighbor.js";
import { randomNodeEdgeOrder } from "../../../src/sparsify/methods/random-node-edge.js";
import { rankDegreeOrder } from "../../../src/sparsify/methods/rank-degree.js";
import { arbitraryGraph, chain, graphOf, star } from "../../generators/graphs.js";
import { neighborSets } from "../../oracles/scores.js";

/** How often each edge is drawn first, over many seeds, as shares. */
function shares(edgeCount: number, draw: (seed: number) => number, runs = 6000): number[] {
  const counts = new Array<number>(edgeCount).fill(0);
  for (let seed = 0; seed < runs; seed++) counts[draw(seed)]++;
  return counts.map((count) => count / runs);
}

/** Six standard deviations of a share of so many runs. */
const TOLERANCE = 6 * Math.sqrt(0.25 / 6000);

function expectShares(actual: readonly number[], expected: readonly number[]): void {
  actual.forEach((share, e) => {
    expect(Math.abs(share - expected[e])).toBeLessThan(TOLERANCE);
  });
}

describe("random-node-edge", () => {
  // Vertices 0-1-2-3: ends have one edge, so that an end edge is drawn with 1/4 + 1/4 * 1/2.
  const graph = graphOf(4, chain(4));
  const first = (ratio: number) => (seed: number) => randomNodeEdgeOrder(graph, { seed, ratio })[2];

  it("draws a vertex, then an edge at it; the first draw is removed last", () => {
    expectShares(shares(3, first(1)), [3 / 8, 1 / 4, 3 / 8]);
  });

  it("draws edges uniformly with ratio 0, and mixes in between", () => {
    expectShares(shares(3, first(0)), [1 / 3, 1 / 3, 1 / 3]);
    const mixed = [3 / 8, 1 / 4, 3 / 8].map((share) => 0.8 * share + 0.2 / 3);
    expectShares(shares(3, first(0.8)), mixed);
  });
});

describe("k-neighbor", () => {
  it("keeps, above -k, at least min(k, degree) edges of every vertex, and an edge only by a draw of an end", () => {
    fc.assert(
      fc.property(arbitraryGraph(10), fc.nat(1000), fc.integer({ min: 1, max: 4 }), (graph, seed, k) => {
        const kept = [...kNeighborScores(graph, { seed }).entries()].filter(([, score]) => score >= -k);
        const degree = (u: number) => graph.offsets[u + 1] - graph.offsets[u];
        const left = new Array<number>(graph.vertexCount).fill(0);
        for (const [e] of kept) {
          left[graph.sources[e]]++;
          left[graph.targets[e]]++;
        }
        left.forEach((count, u) => {
          expect(count).toBeGreaterThanOrEqual(Math.min(k, degree(u)));
        });
        expect(kept.length).toBeLessThanOrEqual(left.reduce((sum, _, u) => sum + Math.min(k, degree(u)), 0));
      }),
    );
  });

  it("draws in proportion to weights", () => {
    // Leaves 1 to 3 have one edge each, so two stars joined: the centre's first draw shows at k = 1 on a triangle-free core.
    const graph = { ...graphOf(4, [...star(3)]), weights: Float64Array.of(1, 2, 5) };
    const pendant = graphOf(7, [...star(3), [1, 4], [2, 5], [3, 6]]);
    const heavy = { ...pendant, weights: Float64Array.of(1, 2, 5, 1e6, 1e6, 1e6) };
    // With pendants so heavy that leaves draw them first, only the centre draws one of its edges at k = 1.
    const drawn = shares(3, (seed) =>
      kNeighborScores(heavy, { seed })
        .slice(0, 3)
        .findIndex((s) => s >= -1),
    );
    expectShares(drawn, [1 / 8, 2 / 8, 5 / 8]);
    expect(kNeighborScores(graph, { seed: 1 }).every((score) => score >= -1)).toBe(true);
  });
});

describe("forest-fire", () => {
  it("burns at least ratio E edges, each fire at most once over a vertex", () => {
    fc.assert(
      fc.property(arbitraryGraph(10), fc.nat(1000), (graph, seed) => {
        const scores = forestFireScores(graph, { seed, burn: 0.7, ratio: 3 });
        const total = scores.reduce((a, b) => a + b, 0);
        expect(total).toBeGreaterThanOrEqual(3 * graph.edgeCount);
        // The last fire burns fewer than V edges.
        expect(total).toBeLessThan(3 * graph.edgeCount + graph.vertexCount);
      }),
    );
  });

  it("burns a geometric number of neighbours: on a path of two edges, both with probability p once one burns", () => {
    const graph = graphOf(3, chain(3));
    // So small a ratio ends with the first fire that burns an edge. A fire from an end burns its edge with probability p, then the
    // other with p; one from the middle burns one of both with p (1 - p), both with p^2.
    const outcome = (seed: number) => {
      const [a, b] = forestFireScores(graph, { seed, burn: 0.3, ratio: 0.01 });
      return a > 0 && b > 0 ? 0 : a > 0 ? 1 : 2;
    };
    expectShares(shares(3, outcome), [0.3, 0.35, 0.35]);
  });
});

describe("rank-degree", () => {
  it("takes the edges that the algorithm, word for word, takes from the same seeds", () => {
    fc.assert(
      fc.property(arbitraryGraph(10), fc.nat(1000), fc.constantFrom(0.1, 0.5, 1), (graph, seed, rho) => {
        // With all vertices as seeds nothing is left to chance but their order within a round.
        const order = [...rankDegreeOrder(graph, { seed, rho, seeds: 1 })].reverse();
        let left = new Set(Array.from({ length: graph.edgeCount }, (_, e) => e));
        let current = [...Array(graph.vertexCount).keys()];
        let done = 0;
        while (left.size > 0) {
          const rest = { ...graph, sources: pick(graph.sources, left), targets: pick(graph.targets, left) };
          const sets = neighborSets(rest as typeof graph);
          if (current.every((u) => sets[u].size === 0)) current = [...Array(graph.vertexCount).keys()];
          const taken = new Set<number>();
          const next = new Set<number>();
          for (const u of current) {
            if (sets[u].size === 0) continue;
            const friends = [...sets[u]].sort((a, b) => sets[b].size - sets[a].size || a - b);
            for (const v of friends.slice(0, Math.max(1, Math.floor(rho * friends.length)))) {
              next.add(v);
              for (const e of left)
                if (
                  (graph.sources[e] === u && graph.targets[e] === v) ||
                  (graph.sources[e] === v && graph.targets[e] === u)
                )
                  taken.add(e);
            }
          }
          expect(new Set(order.slice(done, done + taken.size))).toEqual(taken);
          done += taken.size;
          left = new Set([...left].filter((e) => !taken.has(e)));
          current = [...next];
        }
        expect(done).toBe(graph.edgeCount);
      }),
    );
  });

  function pick(column: Uint32Array, edges: Set<number>): Uint32Array {
    return Uint32Array.from(edges, (e) => column[e]);
  }
});

describe("dspar", () => {
  it("keeps an edge first in proportion to the inverse degrees of its ends, and then by what is left", () => {
    // A star of three leaves with a tail: rates 4/3, 4/3, 1/3 + 1/2, 1/2 + 1.
    const graph = graphOf(5, [...star(3), [3, 4]]);
    const rates = [4 / 3, 4 / 3, 5 / 6, 3 / 2];
    const total = rates.reduce((a, b) => a + b, 0);
    const byScore = (seed: number) => {
      const scores = dsparScores(graph, { seed });
      return [0, 1, 2, 3].sort((a, b) => scores[b] - scores[a]);
    };
    expectShares(
      shares(4, (seed) => byScore(seed)[0]),
      rates.map((rate) => rate / total),
    );
    const second = rates.map((rate, e) =>
      rates.reduce((sum, first, f) => (f === e ? sum : sum + (first / total) * (rate / (total - first))), 0),
    );
    expectShares(
      shares(4, (seed) => byScore(seed)[1]),
      second,
    );
  });
});
