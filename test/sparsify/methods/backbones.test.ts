import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Adjacency, buildAdjacency } from "../../../src/graph/adjacency.js";
import { edgeBetweennessScores } from "../../../src/sparsify/methods/edge-betweenness.js";
import { highSalienceScores } from "../../../src/sparsify/methods/high-salience.js";
import {
  metricBackboneScores,
  ultrametricBackboneScores,
} from "../../../src/sparsify/methods/metric-backbone.js";
import { noiseCorrectedScores } from "../../../src/sparsify/methods/noise-corrected.js";
import { arbitraryGraph, chain, complete, cycle, graphOf, star } from "../../generators/graphs.js";
import { cheapest, simplePaths, sum } from "../../oracles/paths.js";
import { weighted } from "../../support/any-method.js";

const settings = { seed: 0, onProgress: () => undefined };
const exact = { ...settings, samples: 0 };

/** Random weights, each on its own: no two sums of lengths are equal but by chance. */
const distinctlyWeighted = (maxVertices: number) =>
  fc
    .tuple(arbitraryGraph(maxVertices), fc.infiniteStream(fc.double({ min: 0.1, max: 10, noNaN: true })))
    .map(([graph, weights]): Adjacency => {
      const drawn = weights[Symbol.iterator]();
      // Drawn numbers may be equal; what is added to each keeps sums of lengths apart.
      return {
        ...graph,
        weights: Float64Array.from(
          graph.sources,
          (_, e) => drawn.next().value + Math.SQRT2 * (e + 1) ** 1.5 * 1e-3,
        ),
      };
    });

const lengthsOf = ({ weights }: Adjacency) => [...(weights as Float64Array)].map((weight) => 1 / weight);

function expectClose(actual: Float64Array, expected: readonly number[], digits = 10): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((score, e) => {
    expect(actual[e]).toBeCloseTo(score, digits);
  });
}

describe("edge betweenness", () => {
  it("counts the shortest paths of all pairs through every edge, listed one by one", () => {
    fc.assert(
      fc.property(arbitraryGraph(6), (graph) => {
        const expected = new Array<number>(graph.edgeCount).fill(0);
        for (let s = 0; s < graph.vertexCount; s++)
          simplePaths(graph, s).forEach((paths, t) => {
            if (t <= s || paths.length === 0) return;
            const shortest = cheapest(paths, (path) => path.length);
            for (const e of shortest.flat()) expected[e] += 1 / shortest.length;
          });
        expectClose(edgeBetweennessScores(graph, exact), expected);
      }),
      { numRuns: 60 },
    );
  });

  it("is (k + 1) (n - k - 1) along a chain of n vertices", () => {
    expectClose(edgeBetweennessScores(graphOf(6, chain(6)), exact), [5, 8, 9, 8, 5]);
  });

  it("is estimated without bias: the mean over all single samples is the exact score", () => {
    const graph = graphOf(9, [...cycle(6), [0, 6], [6, 7], [7, 8], [2, 8]]);
    const sums = new Float64Array(graph.edgeCount);
    const runs = 4000;
    for (let seed = 0; seed < runs; seed++)
      edgeBetweennessScores(graph, { ...settings, seed, samples: 1 }).forEach((score, e) => {
        sums[e] += score / runs;
      });
    edgeBetweennessScores(graph, exact).forEach((score, e) => {
      expect(sums[e] / score).toBeCloseTo(1, 1);
    });
  });

  it("takes as many samples as vertices, or more, for all of them", () => {
    const graph = graphOf(7, star(6));
    const all = edgeBetweennessScores(graph, exact);
    for (const samples of [7, 100])
      expect(edgeBetweennessScores(graph, { ...settings, samples })).toEqual(all);
  });
});

describe("metric and ultrametric backbones", () => {
  const cases = {
    metric: [
      (graph: Adjacency) => metricBackboneScores(graph, settings),
      (lengths: readonly number[]) => sum(lengths),
    ],
    ultrametric: [ultrametricBackboneScores, (lengths: readonly number[]) => Math.max(0, ...lengths)],
  } as const;

  it.each(["metric", "ultrametric"] as const)(
    "%s: the cheapest of all paths between an edge's ends against the edge, with equal weights and others",
    (kind) => {
      const [scores, cost] = cases[kind];
      const graphs = fc.oneof(arbitraryGraph(6).map(weighted), distinctlyWeighted(6));
      fc.assert(
        fc.property(graphs, (graph) => {
          const lengths = lengthsOf(graph);
          const expected = Array.from(graph.sources, (u, e) => {
            const paths = simplePaths(graph, u)[graph.targets[e]];
            return Math.min(...paths.map((path) => cost(path.map((edge) => lengths[edge])))) / lengths[e];
          });
          expectClose(scores(graph), expected);
        }),
        { numRuns: 60 },
      );
    },
  );

  it("keeps a maximum spanning forest as the ultrametric backbone of different weights", () => {
    fc.assert(
      fc.property(distinctlyWeighted(12), (graph) => {
        const kept = ultrametricBackboneScores(graph).filter((score) => score === 1).length;
        expect(kept).toBeLessThan(graph.vertexCount);
        // The metric backbone holds the ultrametric one.
        const metric = metricBackboneScores(graph, settings);
        ultrametricBackboneScores(graph).forEach((score, e) => {
          if (score === 1) expect(metric[e]).toBe(1);
        });
      }),
    );
  });
});

describe("high-salience skeleton", () => {
  it("is the share of the roots whose tree of shortest paths has the edge", () => {
    fc.assert(
      fc.property(distinctlyWeighted(6), (graph) => {
        const lengths = lengthsOf(graph);
        const count = new Array<number>(graph.edgeCount).fill(0);
        for (let root = 0; root < graph.vertexCount; root++) {
          const tree = new Set(
            simplePaths(graph, root).flatMap((paths) =>
              paths.length === 0
                ? []
                : (cheapest(paths, (path) => sum(path.map((e) => lengths[e])))[0] as number[]),
            ),
          );
          for (const e of tree) count[e]++;
        }
        expectClose(
          highSalienceScores(graph, exact),
          count.map((trees) => trees / graph.vertexCount),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("takes the last step from the lowest vertex where paths are equally short", () => {
    // Of 0-1-3 and 0-2-3 the tree from 0 has 1-3; that from 3 has 0-1 likewise.
    const graph = weighted(graphOf(4, [[0, 1], [0, 2], [1, 3], [2, 3]])); // biome-ignore format: one line
    const even = { ...graph, weights: Float64Array.of(1, 1, 1, 1) };
    expectClose(highSalienceScores(even, exact), [1, 0.75, 0.75, 0.5]);
  });

  it("is 1 at every edge of a tree, however few roots are sampled", () => {
    for (const seed of [0, 1, 2])
      expect([
        ...highSalienceScores(weighted(graphOf(7, star(6))), { ...settings, seed, samples: 2 }),
      ]).toEqual(new Array(6).fill(1));
  });
});

describe("noise-corrected backbone", () => {
  it("is the paper's lift over its standard deviation: moments and slope by other ways", () => {
    const counted = fc
      .tuple(arbitraryGraph(8), fc.infiniteStream(fc.integer({ min: 1, max: 30 })))
      .map(([graph, weights]): Adjacency => {
        const drawn = weights[Symbol.iterator]();
        return { ...graph, weights: Float64Array.from(graph.sources, () => drawn.next().value) };
      });
    fc.assert(
      fc.property(counted, (graph) => {
        const weights = [...(graph.weights as Float64Array)];
        const strength = (u: number) =>
          sum(weights.filter((_, e) => graph.sources[e] === u || graph.targets[e] === u));
        const total = 2 * sum(weights);
        const expected = weights.map((n, e) => {
          const [a, b] = [strength(graph.sources[e]), strength(graph.targets[e])];
          const lift = (x: number) => {
            const [i, j, all] = [a - n + x, b - n + x, total - n + x];
            const expectation = (i * j) / all;
            return (x / expectation - 1) / (x / expectation + 1);
          };
          const mean = (a * b) / total ** 2;
          const variance =
            (((a / total) * (total - a)) / total) * (((b / total) * (total - b)) / total / (total - 1));
          if (variance === 0) return 0;
          // The beta distribution of that mean and variance, by its definition.
          const alpha = mean * ((mean * (1 - mean)) / variance - 1);
          const beta = (1 - mean) * ((mean * (1 - mean)) / variance - 1);
          expect(alpha / (alpha + beta)).toBeCloseTo(mean, 10);
          expect((alpha * beta) / ((alpha + beta) ** 2 * (alpha + beta + 1))).toBeCloseTo(variance, 10);
          const p = (n + alpha) / (n + alpha + (total - n + beta));
          const step = 1e-5 * n;
          const slope = (lift(n + step) - lift(n - step)) / (2 * step);
          return lift(n) / (Math.sqrt(total * p * (1 - p)) * Math.abs(slope));
        });
        noiseCorrectedScores(graph).forEach((score, e) => {
          // Where the slope all but vanishes, so does what a difference quotient says of it.
          if (Math.abs(expected[e]) < 1e3)
            expect(Math.abs(score - expected[e])).toBeLessThanOrEqual(1e-4 * (1 + Math.abs(expected[e])));
        });
      }),
      { numRuns: 60 },
    );
  });

  it("tells an edge of surprising weight from an even one", () => {
    const pairs = complete(6);
    const { adjacency } = buildAdjacency({
      vertexCount: 6,
      sources: pairs.map(([i]) => i),
      targets: pairs.map(([, j]) => j),
      weights: pairs.map((_, e) => (e === 0 ? 40 : 5)),
    });
    const scores = noiseCorrectedScores(adjacency);
    expect(Math.max(...scores.subarray(1))).toBeLessThan(scores[0]);
    expect(scores[0]).toBeGreaterThan(2.32);
  });

  it("refuses weights that cannot be counts", () => {
    const graph = { ...graphOf(3, chain(3)), weights: Float64Array.of(0.1, 0.2) };
    expect(() => noiseCorrectedScores(graph)).toThrow(/expected weights that are counts.*got a sum of 0\.3/);
  });
});
