import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Adjacency } from "../../../src/graph/adjacency.js";
import { degreeScores } from "../../../src/sparsify/methods/degree.js";
import { disparityScores } from "../../../src/sparsify/methods/disparity.js";
import { formanScores } from "../../../src/sparsify/methods/forman.js";
import { jaccardScores } from "../../../src/sparsify/methods/jaccard.js";
import { localDegreeScores } from "../../../src/sparsify/methods/local-degree.js";
import { localSimilarityScores } from "../../../src/sparsify/methods/local-similarity.js";
import { scanScores } from "../../../src/sparsify/methods/scan.js";
import { simmelianScores } from "../../../src/sparsify/methods/simmelian.js";
import { triangleScores } from "../../../src/sparsify/methods/triangle.js";
import { arbitraryGraph, graphOf, star } from "../../generators/graphs.js";
import { edgeBetween, literalLocalRank, neighborSets, scoresOf, shared } from "../../oracles/scores.js";
import { weighted } from "../../support/any-method.js";

/** Each method beside its paper's definition, from sets of neighbours. */
const literal: Record<string, [(graph: Adjacency) => Float64Array, (graph: Adjacency) => number[]]> = {
  triangle: [
    triangleScores,
    (graph) => {
      const sets = neighborSets(graph);
      return scoresOf(graph, (u, v) => shared(sets[u], sets[v]));
    },
  ],
  jaccard: [jaccardScores, literalJaccard],
  scan: [
    scanScores,
    (graph) => {
      const closed = neighborSets(graph).map((set, u) => new Set([...set, u]));
      return scoresOf(
        graph,
        (u, v) => shared(closed[u], closed[v]) / Math.sqrt(closed[u].size * closed[v].size),
      );
    },
  ],
  "local-degree": [
    localDegreeScores,
    (graph) => {
      const sets = neighborSets(graph);
      return literalLocalRank(
        graph,
        (_, w, v) => sets[w].size > sets[v].size || (sets[w].size === sets[v].size && w < v),
      );
    },
  ],
  "local-similarity": [
    localSimilarityScores,
    (graph) => {
      const jaccard = literalJaccard(graph);
      return literalLocalRank(graph, (u, w, v) => {
        const [a, b] = [edgeBetween(graph, u, w), edgeBetween(graph, u, v)];
        return jaccard[a] > jaccard[b] || (jaccard[a] === jaccard[b] && a < b);
      });
    },
  ],
  simmelian: [simmelianScores, literalSimmelian],
  forman: [
    formanScores,
    (graph) => {
      const sets = neighborSets(graph);
      // F = 2 - (edges beside it at u) + 2 - (those at v) + what triangles give: 3 each, counted vertex by vertex.
      return scoresOf(graph, (u, v) => {
        const third = Array.from(sets, (_, w) => w).filter((w) => sets[u].has(w) && sets[v].has(w));
        return -(2 - (sets[u].size - 1) - (sets[v].size - 1) + 3 * third.length);
      });
    },
  ],
  degree: [
    degreeScores,
    (graph) => {
      const sets = neighborSets(graph);
      const value = sets.map(
        (set) => [...set].reduce((sum, w) => sum + sets[w].size ** -0.5, 0) / set.size / set.size,
      );
      return scoresOf(graph, (u, v) => value[u] * value[v]);
    },
  ],
};

function literalJaccard(graph: Adjacency): number[] {
  const sets = neighborSets(graph);
  return scoresOf(graph, (u, v) => shared(sets[u], sets[v]) / new Set([...sets[u], ...sets[v]]).size);
}

function literalSimmelian(graph: Adjacency): number[] {
  const sets = neighborSets(graph);
  const strength = (u: number, v: number) => shared(sets[u], sets[v]);
  const prefix = (u: number, other: number, k: number) =>
    new Set(
      [...sets[u]].filter(
        (w) => w !== other && [...sets[u]].filter((x) => strength(u, x) > strength(u, w)).length < k,
      ),
    );
  return scoresOf(graph, (u, v) => {
    const ranks = Array.from({ length: graph.vertexCount }, (_, k) => k + 1);
    return Math.max(
      ...ranks.map((k) => {
        const [a, b] = [prefix(u, v, k), prefix(v, u, k)];
        const union = new Set([...a, ...b]).size;
        return union === 0 ? 0 : shared(a, b) / union;
      }),
    );
  });
}

function expectClose(actual: Float64Array, expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((score, e) => {
    expect(actual[e]).toBeCloseTo(score, 12);
  });
}

describe.each(Object.keys(literal))("scores of %s", (name) => {
  const [scores, definition] = literal[name];

  it("are those of the definition on random graphs", () => {
    fc.assert(
      fc.property(arbitraryGraph(12), (graph) => expectClose(scores(graph), definition(graph))),
      { numRuns: 100 },
    );
  });

  it("are those of the definition on a star, and none on no edge", () => {
    expectClose(scores(graphOf(7, star(6))), definition(graphOf(7, star(6))));
    expect(scores(graphOf(3, []))).toEqual(new Float64Array(0));
  });
});

describe("disparity scores", () => {
  it("are -ln of the smaller of both ends' integrals of the paper, on random weighted graphs", () => {
    fc.assert(
      fc.property(arbitraryGraph(10), (plain) => {
        const graph = weighted(plain);
        const weights = graph.weights as Float64Array;
        const sets = neighborSets(graph);
        const alpha = (u: number, e: number) => {
          const strength = [...sets[u]].reduce((sum, w) => sum + weights[edgeBetween(graph, u, w)], 0);
          const k = sets[u].size;
          if (k === 1) return 1;
          // Equation 2: 1 - (k - 1) times the integral of (1 - x)^(k - 2) from 0 to p, by Simpson's rule.
          const p = weights[e] / strength;
          const steps = 200;
          let integral = 0;
          for (let j = 0; j <= steps; j++)
            integral += (j === 0 || j === steps ? 1 : j % 2 === 1 ? 4 : 2) * (1 - (p * j) / steps) ** (k - 2);
          return 1 - ((k - 1) * integral * p) / steps / 3;
        };
        const scores = disparityScores(graph);
        scoresOf(graph, (u, v, e) => Math.min(alpha(u, e), alpha(v, e))).forEach((least, e) => {
          expect(Math.exp(-scores[e])).toBeCloseTo(least, 6);
        });
      }),
      { numRuns: 60 },
    );
  });
});
