import { describe, expect, it } from "vitest";
import { exactEffectiveResistances } from "../../../src/laplacian/exact-effective-resistances.js";
import { createRandom } from "../../../src/random.js";
import { firstDrawScores } from "../../../src/sparsify/methods/first-draw-scores.js";
import { spectralSample } from "../../../src/sparsify/methods/spectral-sample.js";
import { removalOrder } from "../../../src/sparsify/order-by-method.js";
import { prune } from "../../../src/sparsify/orders/removal-order.js";
import { chain, complete, disjoint, graphOf } from "../../generators/graphs.js";
import { denseLaplacian, pseudoInverse } from "../../oracles/dense-laplacian.js";
import { weighted } from "../../support/any-method.js";

/** Largest |x'L~x / x'Lx - 1| over random x. */
function worstRatio(graph: ReturnType<typeof graphOf>, other: ReturnType<typeof graphOf>): number {
  const random = createRandom(2, "vectors");
  const form = ({ sources, targets, weights, edgeCount }: typeof graph, x: number[]) =>
    Array.from(
      { length: edgeCount },
      (_, e) => (weights?.[e] ?? 1) * (x[sources[e]] - x[targets[e]]) ** 2,
    ).reduce((a, b) => a + b, 0);
  return Math.max(
    ...Array.from({ length: 200 }, () => {
      const x = Array.from({ length: graph.vertexCount }, () => random.normal());
      return Math.abs(form(other, x) / form(graph, x) - 1);
    }),
  );
}

describe("spectralSample", () => {
  it("keeps x'Lx within 1 +- epsilon in every direction, eigenvectors included, with theorem 1's number of draws", () => {
    const graph = weighted(graphOf(40, complete(40)));
    const leverages = exactEffectiveResistances(graph).map((r, e) => r * (graph.weights as Float64Array)[e]);
    const epsilon = 0.5;
    const draws = Math.ceil((9 * 40 * Math.log(40)) / epsilon ** 2);
    const sample = spectralSample(leverages, graph.weights, createRandom(1, "sample"), (_, q) => q >= draws);
    expect(sample.draws).toBe(draws);
    const weights = new Float64Array(graph.edgeCount);
    sample.kept.forEach((e, k) => {
      weights[e] = sample.weights[k];
    });
    const l = denseLaplacian(graph);
    const sparse = denseLaplacian({ ...graph, weights });
    // The eigenvalues of L^+ L~ are the ratios' extremes; those of its square's trace bound them all.
    const product = pseudoInverse(l).mmul(sparse);
    const difference = product.sub(pseudoInverse(l).mmul(l));
    expect(Math.sqrt(Math.max(0, difference.mmul(difference).trace()) / 39)).toBeLessThan(epsilon);
    expect(worstRatio(graph, { ...graph, weights })).toBeLessThan(epsilon);
  });

  it("draws in proportion to leverage, and is right on average", () => {
    const leverages = Float64Array.of(0.1, 0.2, 0.7);
    const { weights, kept } = spectralSample(leverages, null, createRandom(3, "x"), (_, q) => q === 100_000);
    expect([...kept]).toEqual([0, 1, 2]);
    for (const weight of weights) expect(Math.abs(weight - 1)).toBeLessThan(0.06);
  });
});

describe("spectral", () => {
  it("keeps sets distributed as the distinct edges of draws with replacement", () => {
    const leverages = Float64Array.of(0.5, 0.3, 0.15, 0.05);
    const runs = 8000;
    const sets = (draw: (seed: number) => number[]) => {
      const counts = new Map<string, number>();
      for (let seed = 0; seed < runs; seed++) {
        const key = draw(seed).sort().join();
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      return counts;
    };
    const byClock = sets((seed) => {
      const scores = firstDrawScores(leverages, seed, "spectral");
      return [0, 1, 2, 3].sort((a, b) => scores[b] - scores[a]).slice(0, 2);
    });
    const byDraws = sets((seed) => [
      ...spectralSample(leverages, null, createRandom(seed, "draws"), (distinct) => distinct === 2).kept,
    ]);
    expect(byClock.size).toBe(6);
    for (const [key, count] of byDraws)
      expect(Math.abs(count - (byClock.get(key) ?? 0)) / runs).toBeLessThan(6 * Math.sqrt(0.5 / runs));
  });

  it("keeps bridges longest by effective resistance, in every component", () => {
    const pairs = disjoint(
      12,
      [...complete(6), [5, 6], ...chain(6).map(([i, j]): [number, number] => [i + 6, j + 6])],
      complete(4),
    );
    const graph = graphOf(16, pairs);
    for (const epsilon of [0, 0.2]) {
      const { edges } = removalOrder("effective-resistance", graph, { parameters: { epsilon } });
      expect([...edges.slice(-6)].sort((a, b) => a - b)).toEqual([15, 16, 17, 18, 19, 20]);
    }
  });
});

describe("spectral-reweighted", () => {
  it("keeps the number asked for, with weights that keep x'Lx better than the old ones", () => {
    const graph = graphOf(40, complete(40));
    const remove = 300;
    const options = { remove, seed: 4, parameters: { epsilon: 0 } };
    const order = removalOrder("spectral-reweighted", graph, options);
    const { adjacency } = prune(graph, order, remove);
    expect(adjacency.edgeCount).toBe(graph.edgeCount - remove);
    expect(adjacency.weights?.every((weight) => weight > 0)).toBe(true);
    const plain = prune(graph, removalOrder("spectral", graph, options), remove).adjacency;
    expect(worstRatio(graph, adjacency)).toBeLessThan(worstRatio(graph, plain));
  });

  it("leaves weights where nothing goes, and refuses what its draws do not reach", () => {
    const graph = weighted(graphOf(5, complete(5)));
    const all = removalOrder("spectral-reweighted", graph, { remove: 0 });
    expect(prune(graph, all, 0).adjacency.weights).toEqual(graph.weights);
    expect(removalOrder("spectral-reweighted", graph, { remove: 10 }).only).toBe(10);
  });
});

it("parameters are checked: unknown ones, with the nearest, and values out of range", () => {
  const graph = graphOf(5, complete(5));
  const with_ = (name: string, parameters: Record<string, number>) => () =>
    removalOrder(name, graph, { parameters, remove: 1 });
  expect(with_("spectral", { epsilom: 1 })).toThrow(
    "expected parameters among epsilon, got epsilom; did you mean epsilon?",
  );
  expect(with_("jaccard", { epsilon: 1 })).toThrow("jaccard: expected no parameter, got epsilon");
  expect(with_("spanner", { stretch: 1.5 })).toThrow("spanner: stretch: expected an integer >= 0");
  expect(with_("forest-fire", { burn: 0 })).toThrow(
    "forest-fire: burn: expected a number > 0 and <= 0.99, got 0",
  );
});
