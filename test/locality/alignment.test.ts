import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InputError } from "../../src/errors.js";
import {
  createLogisticObjective,
  gaussianInitialization,
  gradientDescent,
  type HierarchicalFactorization,
  hierarchicalFactorization,
  productPoolingNetwork,
  train,
  vectorInputs,
} from "../../src/factorization/index.js";
import {
  type AlignmentSamples,
  createGradientAlignment,
  createNetworkPass,
  createRegularizedObjective,
  cyclicPermutation,
  twoPlaceRegions,
} from "../../src/locality/index.js";
import { createRandom } from "../../src/random.js";
import { createTensor, modeTree, perfectModeTree } from "../../src/tensor/index.js";

const TREES = {
  binary: modeTree([
    [0, 1],
    [2, 3],
  ]),
  mixed: modeTree([
    [0, 2, 3],
    [1, [4, 5]],
  ]),
  shallow: modeTree([0, 1, 2]),
};
const SIZES = { binary: [2, 3, 2, 4], mixed: [2, 2, 3, 2, 1, 2], shallow: [3, 2, 2] };

function setting(name: keyof typeof TREES, seed: number) {
  const random = createRandom(seed, "alignment");
  const factorization = hierarchicalFactorization(SIZES[name], TREES[name], 3);
  const weights = gaussianInitialization(factorization, 0.8, random);
  const length = SIZES[name].reduce((sum, size) => sum + size, 0);
  const count = 4;
  const inputs = Float64Array.from({ length: count * length }, () => random.normal());
  return { random, factorization, weights, length, count, inputs };
}

/** The vectors of one input, by mode. */
const vectorsOf = (shape: readonly number[], input: Float64Array) => {
  let at = 0;
  return shape.map((size) => {
    at += size;
    return input.subarray(at - size, at);
  });
};

const outputAt = (factorization: HierarchicalFactorization, weights: Float64Array, input: Float64Array) =>
  productPoolingNetwork(factorization, weights, vectorsOf(factorization.shape, input)).at(-1)![0];

/** The gradient of f by x^(n), entry by entry: f is linear in x^(n), so that it is f with a basis vector in its place. */
function literalInputGradient(
  factorization: HierarchicalFactorization,
  weights: Float64Array,
  input: Float64Array,
  modes: readonly number[],
): number[] {
  return modes.flatMap((n) =>
    Array.from({ length: factorization.shape[n] }, (_, d) => {
      const vectors = vectorsOf(factorization.shape, input).map((x) => Float64Array.from(x));
      vectors[n] = Float64Array.from({ length: factorization.shape[n] }, (_, k) => Number(k === d));
      return productPoolingNetwork(factorization, weights, vectors).at(-1)![0];
    }),
  );
}

/** The regulariser by its definition. */
function literalAlignment(
  factorization: HierarchicalFactorization,
  weights: Float64Array,
  { inputs, count, regions, exchange }: AlignmentSamples,
): number {
  const length = inputs.length / count;
  const sample = (s: number) => inputs.slice(s * length, (s + 1) * length);
  let sum = 0;
  for (let s = 0; s < count; s++) {
    const changed = sample(s);
    const other = vectorsOf(factorization.shape, sample(exchange[s]));
    const parts = vectorsOf(factorization.shape, changed);
    for (const n of regions.j) parts[n].set(other[n]);
    const [g, h] = [sample(s), changed].map((input) =>
      literalInputGradient(factorization, weights, input, [...regions.i]),
    );
    const dot = (x: number[], y: number[]) => x.reduce((total, value, k) => total + value * y[k], 0);
    sum += Math.abs(dot(g, h)) / Math.sqrt(dot(g, g) * dot(h, h));
  }
  return sum / count;
}

/** Regions of distinct modes, drawn at random; some modes may be in neither. */
function drawRegions(order: number, random: ReturnType<typeof createRandom>) {
  const first = random.integer(order);
  const owners = Array.from({ length: order }, (_, n) => (n === first ? 0 : random.integer(3)));
  if (!owners.includes(1)) owners[(first + 1) % order] = 1;
  const of = (owner: number) => Uint32Array.from(owners.flatMap((own, n) => (own === owner ? [n] : [])));
  return { i: of(0), j: of(1) };
}

const names = fc.constantFrom("binary", "mixed", "shallow") as fc.Arbitrary<keyof typeof TREES>;

test("a pass gives the network's output and its gradient by the input", () => {
  fc.assert(
    fc.property(names, fc.nat({ max: 1000 }), (name, seed) => {
      const { factorization, weights, length, count, inputs } = setting(name, seed);
      const pass = createNetworkPass(factorization);
      const modes = SIZES[name].map((_, n) => n);
      const gradient = new Float64Array(length);
      for (let s = 0; s < count; s++) {
        const input = inputs.slice(s * length, (s + 1) * length);
        expect(pass.run(weights, inputs, s * length)).toBeCloseTo(
          outputAt(factorization, weights, input),
          10,
        );
        pass.inputGradient(modes, gradient);
        const expected = literalInputGradient(factorization, weights, input, modes);
        expected.forEach((value, k) => {
          expect(gradient[k]).toBeCloseTo(value, 10);
        });
      }
    }),
    { numRuns: 20 },
  );
});

test("the regulariser is its definition, and its gradient that of central differences", () => {
  fc.assert(
    fc.property(names, fc.nat({ max: 1000 }), (name, seed) => {
      const { random, factorization, weights, count, inputs } = setting(name, seed);
      const regions = drawRegions(factorization.shape.length, random);
      const samples = { inputs, count, regions, exchange: cyclicPermutation(count, random) };
      const alignment = createGradientAlignment(factorization);
      const before = Float64Array.from(weights, () => random.normal());
      const gradient = before.slice();
      const value = alignment.addValueAndGradient(weights, samples, 0.7, gradient);
      expect(value).toBeCloseTo(literalAlignment(factorization, weights, samples), 10);
      let [largest, error] = [0, 0];
      const h = 1e-5;
      for (let k = 0; k < weights.length; k++) {
        const at = weights[k];
        const [far, above, below, back] = [2 * h, h, -h, -2 * h].map((step) => {
          weights[k] = at + step;
          return literalAlignment(factorization, weights, samples);
        });
        weights[k] = at;
        // Central differences of fourth order: the cosine bends sharply where a gradient is short.
        const expected = (0.7 * (8 * (above - below) - (far - back))) / (12 * h);
        largest = Math.max(largest, Math.abs(expected));
        error = Math.max(error, Math.abs(gradient[k] - before[k] - expected));
      }
      expect(error / Math.max(largest, 1e-2)).toBeLessThan(1e-6);
    }),
    { numRuns: 12 },
  );
});

test("it is 1 for a function that is separable between I and J, and does not change with the weights' scale", () => {
  const { random, factorization, weights, count, inputs } = setting("binary", 4);
  const regions = { i: Uint32Array.of(0, 1), j: Uint32Array.of(2, 3) };
  const samples = { inputs, count, regions, exchange: cyclicPermutation(count, random) };
  const alignment = createGradientAlignment(factorization);
  const evaluate = (at: Float64Array) =>
    alignment.addValueAndGradient(at, samples, 0, new Float64Array(at.length));
  const value = evaluate(weights);
  expect(value).toBeLessThan(0.999);
  expect(evaluate(weights.map((weight) => 1e-3 * weight))).toBeCloseTo(value, 9);
  // One local component at the root: f = (product of its children) is separable between {0, 1} and {2, 3}.
  const separable = weights.slice();
  const root = factorization.blocks.at(-1)!;
  for (let r = 1; r < root.rows; r++) separable[root.offset + r] = 0;
  expect(evaluate(separable)).toBeCloseTo(1, 12);
  expect(evaluate(weights.map(() => 0))).toBe(0);
});

describe("logistic objective", () => {
  const { random, factorization, weights, length, count, inputs } = setting("mixed", 8);
  const shape = factorization.shape;
  const matrices = shape.map((size, n) =>
    createTensor(
      [count, size],
      Float64Array.from(
        Array.from({ length: count }, (_, s) => [
          ...vectorsOf(shape, inputs.slice(s * length, (s + 1) * length))[n],
        ]).flat(),
      ),
    ),
  );
  const labels = [1, 0, 0, 1];
  const objective = createLogisticObjective(factorization, vectorInputs(shape, matrices), labels, "plain");

  test("is the mean cross-entropy, and its gradient that of central differences", () => {
    const literal = (at: Float64Array) =>
      labels.reduce((sum, label, s) => {
        const p =
          1 / (1 + Math.exp(-outputAt(factorization, at, inputs.slice(s * length, (s + 1) * length))));
        return sum - Math.log(label === 1 ? p : 1 - p) / count;
      }, 0);
    const gradient = new Float64Array(weights.length);
    expect(objective.valueAndGradient(weights, gradient)).toBeCloseTo(literal(weights), 10);
    let [largest, error] = [0, 0];
    for (let k = 0; k < weights.length; k++) {
      const at = weights[k];
      const [above, below] = [1e-5, -1e-5].map((step) => {
        weights[k] = at + step;
        return literal(weights);
      });
      weights[k] = at;
      largest = Math.max(largest, Math.abs(above - below) / 2e-5);
      error = Math.max(error, Math.abs((above - below) / 2e-5 - gradient[k]));
    }
    expect(error / largest).toBeLessThan(1e-6);
    const huge = weights.map((weight) => 1e3 * weight);
    expect(Number.isFinite(objective.value(huge))).toBe(true);
  });

  test("labels that do not fit are refused", () => {
    const given = vectorInputs(shape, matrices);
    expect(() => createLogisticObjective(factorization, given, [1, 0])).toThrow("labels: expected 4");
    expect(() => createLogisticObjective(factorization, given, [1, 0, 2, 0])).toThrow(
      "label 2: expected 0 or 1",
    );
  });

  test("regularised: the parts add up; with coefficient 0 it is the loss; descent lowers the alignment", () => {
    const sampler = twoPlaceRegions(
      { height: 1, width: 6 },
      { row: 0, column: 0, height: 1, width: 3 },
      { row: 0, column: 3, height: 1, width: 3 },
    );
    const make = (coefficient: number) =>
      createRegularizedObjective(objective, factorization, { inputs, count, coefficient, sampler, random });
    const gradient = new Float64Array(weights.length);
    const plain = make(0);
    expect(plain.valueAndGradient(weights, gradient)).toBe(objective.value(weights));
    expect(plain.parts[1]).toBeNaN();
    const regularized = make(2);
    const value = regularized.valueAndGradient(weights, gradient);
    expect(value).toBe(regularized.parts[0] + 2 * regularized.parts[1]);
    expect(regularized.parts[0]).toBe(objective.value(weights));
    // On its own, descent lowers it.
    const none = {
      weightCount: weights.length,
      valueAndGradient(_: Float64Array, gradient: Float64Array) {
        gradient.fill(0);
        return 0;
      },
    };
    const alone = createRegularizedObjective(none, factorization, {
      inputs,
      count,
      coefficient: 1,
      sampler,
      random,
    });
    const samples = {
      inputs,
      count,
      regions: sampler(createRandom(1)),
      exchange: Uint32Array.of(1, 2, 3, 0),
    };
    const { checkpoint } = train(alone, weights, gradientDescent(0.02), {
      maxIterations: 200,
      recordEvery: 200,
    });
    const [before, after] = [weights, checkpoint.weights].map((at) =>
      literalAlignment(factorization, at, samples),
    );
    expect(after).toBeLessThan(before - 0.05);
  });

  test("what does not fit is refused", () => {
    const sampler = () => ({ i: Uint32Array.of(0), j: Uint32Array.of(1) });
    const make = (given: object) => () =>
      createRegularizedObjective(objective, factorization, {
        inputs,
        count,
        coefficient: 1,
        sampler,
        random,
        ...given,
      });
    expect(make({ coefficient: -1 })).toThrow("regularisation coefficient: expected a number >= 0, got -1");
    expect(make({ batch: 1 })).toThrow(
      "regularisation batch: expected an integer from 2 to 4, the samples, got 1",
    );
    expect(make({ batch: 5 })).toThrow(InputError);
    const outside = make({ sampler: () => ({ i: Uint32Array.of(0), j: Uint32Array.of(6) }) })();
    expect(() => outside.valueAndGradient(weights, new Float64Array(weights.length))).toThrow(
      "region J: expected pixels from 0 to 5 of the image, got 6",
    );
  });
});

test("cyclic permutations are one cycle, and all of them come equally often", () => {
  const random = createRandom(3);
  const seen = new Map<string, number>();
  for (let k = 0; k < 6000; k++) {
    const permutation = cyclicPermutation(4, random);
    let [at, steps] = [permutation[0], 1];
    for (; at !== 0; steps++) at = permutation[at];
    expect(steps).toBe(4);
    seen.set(permutation.join(), (seen.get(permutation.join()) ?? 0) + 1);
  }
  expect(seen.size).toBe(6);
  for (const found of seen.values()) expect(Math.abs(found - 1000)).toBeLessThan(5 * Math.sqrt(1000));
  expect(() => cyclicPermutation(1, random)).toThrow(
    "expected at least 2 samples to exchange pixels between, got 1",
  );
});

test("ranks at the nodes: those of the definition, along a run", async () => {
  const { hierarchicalRank, effectiveRank, matricize, singularValues } = await import(
    "../../src/tensor/index.js"
  );
  const { nodeRanksProbe } = await import("../../src/factorization/index.js");
  const tree = perfectModeTree(4, 2);
  const factorization = hierarchicalFactorization([2, 3, 2, 3], tree, 2);
  const weights = gaussianInitialization(factorization, 1, createRandom(6));
  const probe = nodeRanksProbe(factorization, 1e-9);
  const tensor = factorization.endTensor(weights);
  const ranks = hierarchicalRank(tensor, tree, 1e-9);
  const found = Array.from(probe.measure(weights));
  expect(probe.columns.slice(8, 10)).toEqual(["rank {0,1}", "effective rank {0,1}"]);
  tree.nodes.slice(0, -1).forEach(({ modes }, v) => {
    expect(found[2 * v]).toBe(ranks[v]);
    expect(found[2 * v + 1]).toBeCloseTo(effectiveRank(singularValues(matricize(tensor, modes))), 9);
  });
  expect(() => nodeRanksProbe(factorization, 1)).toThrow(
    "rank tolerance: expected a number from 0 up to 1, got 1",
  );
});
