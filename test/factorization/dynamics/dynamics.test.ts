import { describe, expect, it } from "vitest";
import {
  balancedInitialization,
  blockNorms,
  completionTask,
  componentNorm,
  componentRates,
  cpFactorization,
  createObjective,
  deepCpFactorization,
  deepCpRates,
  equalNormInitialization,
  type Factorization,
  gaussianInitialization,
  gradientDescent,
  halfSquareLoss,
  hierarchicalFactorization,
  lossGradient,
  matrixFactorization,
  predictedRate,
  rankOneInitialization,
  singularValueRates,
  train,
} from "../../../src/factorization/index.js";
import { createRandom } from "../../../src/random.js";
import { interiorNodes, modeTree, perfectModeTree, singularValues } from "../../../src/tensor/index.js";
import { gaussianWeightsOf, MODELS, randomIndices } from "../../generators/factorization-models.js";
import { gaussian, largestDifference } from "../../generators/tensors.js";

function objectiveOf(factorization: Factorization) {
  const indices = [...new Map(randomIndices(factorization.shape, 20, 1).map((i) => [i.join(), i])).values()];
  const values = gaussian([indices.length], 2).data;
  const task = completionTask(factorization.shape, { indices, values }, halfSquareLoss);
  return { task, objective: createObjective(factorization, task) };
}

/** Time derivatives, under gradient flow, of what `measure` gives: central differences along minus the gradient. */
function flowRates(
  weights: Float64Array,
  gradient: Float64Array,
  measure: (weights: Float64Array) => ArrayLike<number>,
): Float64Array {
  const h = 1e-6;
  const moved = (t: number) => measure(weights.map((w, k) => w - t * gradient[k]));
  const after = Float64Array.from(moved(h));
  const before = Float64Array.from(moved(-h));
  return after.map((value, k) => (value - before[k]) / (2 * h));
}

const relative = (found: ArrayLike<number>, expected: Float64Array) =>
  largestDifference(found, expected) / Math.max(...expected.map(Math.abs));

describe("unbalancedness magnitude", () => {
  it.each(MODELS)("%s: drifts in proportion to the step, so that gradient flow conserves it", (_, create) => {
    const factorization = create();
    const { objective } = objectiveOf(factorization);
    const start = gaussianWeightsOf(factorization, 5, 0.6);
    const drift = (steps: number) => {
      const { checkpoint } = train(objective, start, gradientDescent(0.2 / steps), { maxIterations: steps });
      return Math.abs(factorization.unbalancedness(checkpoint.weights) - factorization.unbalancedness(start));
    };
    const [coarse, fine] = [drift(1000), drift(4000)];
    expect(coarse).toBeLessThan(1e-3);
    expect(fine / coarse).toBeGreaterThan(0.2);
    expect(fine / coarse).toBeLessThan(0.3); // a quarter of the step, a quarter of the drift
  });
});

describe("predicted rates against gradient flow", () => {
  it.each([2, 3, 4])(
    "singular values of a balanced matrix factorization of depth %i (equation 3.1)",
    (depth) => {
      const factorization = matrixFactorization([4, 3], depth);
      const { task, objective } = objectiveOf(factorization);
      const weights = balancedInitialization(factorization, 0.8, createRandom(1));
      const gradient = new Float64Array(weights.length);
      objective.valueAndGradient(weights, gradient);
      const endGradient = lossGradient(factorization.shape, task.inputs, objective.residuals);
      const expected = flowRates(weights, gradient, (w) => singularValues(factorization.endTensor(w)));
      const rates = singularValueRates(factorization, weights, endGradient);
      expect(
        relative(
          rates.map(({ rate }) => rate),
          expected,
        ),
      ).toBeLessThan(1e-6);
    },
  );

  it("components of a CP factorization of equal norms (equation 2.7)", () => {
    const factorization = cpFactorization([3, 4, 2], 4);
    const { objective } = objectiveOf(factorization);
    const weights = equalNormInitialization(factorization, 0.8, createRandom(2));
    const gradient = new Float64Array(weights.length);
    objective.valueAndGradient(weights, gradient);
    const expected = flowRates(weights, gradient, (w) =>
      factorization.components.map((c) => componentNorm(c, w)),
    );
    const rates = componentRates(factorization.components, weights, gradient);
    expect(
      relative(
        rates.map(({ rate }) => rate),
        expected,
      ),
    ).toBeLessThan(1e-6);
  });

  it.each([
    ["binary", perfectModeTree(4, 2)],
    ["lopsided", modeTree([[[0, 3], 2], 1])],
  ] as const)("local components at every node of a %s tree (equation 3.7)", (_, tree) => {
    const factorization = hierarchicalFactorization([2, 3, 2, 3], tree, 3);
    const { objective } = objectiveOf(factorization);
    const weights = equalNormInitialization(factorization, 0.8, createRandom(3));
    const gradient = new Float64Array(weights.length);
    objective.valueAndGradient(weights, gradient);
    for (const v of interiorNodes(tree)) {
      const components = factorization.localComponents[v];
      const expected = flowRates(weights, gradient, (w) => components.map((c) => componentNorm(c, w)));
      const rates = componentRates(components, weights, gradient);
      expect(
        relative(
          rates.map(({ rate }) => rate),
          expected,
        ),
      ).toBeLessThan(1e-6);
    }
  });

  it("vectors of a deep CP factorization, and the bound of its components (Hariz et al., Theorems 3.2 and 3.3)", () => {
    const factorization = deepCpFactorization([3, 2, 3], 3, [2, 1, 0]);
    const { objective } = objectiveOf(factorization);
    const weights = rankOneInitialization(factorization, 0.8, createRandom(4));
    const gradient = new Float64Array(weights.length);
    objective.valueAndGradient(weights, gradient);
    const expected = flowRates(weights, gradient, (w) =>
      deepCpRates(factorization, w, gradient).map((c) => c.vectorNorm),
    );
    const rates = deepCpRates(factorization, weights, gradient);
    expect(
      relative(
        rates.map(({ rate }) => rate),
        expected,
      ),
    ).toBeLessThan(1e-6);
    blockNorms(factorization, weights).forEach((norm, r) => {
      expect(norm).toBeLessThanOrEqual(rates[r].blockNormBound);
    });
  });

  it.each([
    [
      "CP (equations 2.5, 2.6)",
      cpFactorization([3, 4, 2], 30),
      (f: Factorization) => (f as ReturnType<typeof cpFactorization>).components,
    ],
    [
      "hierarchical (equations C.2, C.3)",
      hierarchicalFactorization([2, 3, 2, 3], perfectModeTree(4, 2), 30),
      (f: Factorization) => (f as ReturnType<typeof hierarchicalFactorization>).localComponents[4],
    ],
  ] as const)("%s: bounds hold for unbalanced weights, in both signs", (_, factorization, componentsOf) => {
    const { objective } = objectiveOf(factorization);
    const weights = gaussianInitialization(factorization, 0.5, createRandom(5));
    const gradient = new Float64Array(weights.length);
    objective.valueAndGradient(weights, gradient);
    const components = componentsOf(factorization);
    const expected = flowRates(weights, gradient, (w) => components.map((c) => componentNorm(c, w)));
    const rates = componentRates(components, weights, gradient, factorization.unbalancedness(weights));
    rates.forEach(({ lower, upper }, r) => {
      expect(expected[r]).toBeGreaterThanOrEqual(lower - 1e-8);
      expect(expected[r]).toBeLessThanOrEqual(upper + 1e-8);
    });
    expect(new Set(rates.map(({ projection }) => Math.sign(projection)))).toEqual(new Set([1, -1]));
    expect(
      Math.max(...rates.map(({ rate, lower, upper }) => Math.max(lower - rate, rate - upper))),
    ).toBeLessThanOrEqual(1e-12);
  });

  it("is a power law, whose bounds meet at unbalancedness magnitude zero", () => {
    const { rate, lower, upper } = predictedRate(0.25, 4, -2);
    expect(rate).toBeCloseTo(0.25 ** 1.5 * 4 * -2, 14);
    expect([lower, upper].map((x) => x.toFixed(12))).toEqual([rate, rate].map((x) => x.toFixed(12)));
    expect(predictedRate(0, 3, 1)).toEqual({ rate: 0, lower: 0, upper: 0 });
  });
});
