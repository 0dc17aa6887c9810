import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  completionTask,
  cpFactorization,
  createObjective,
  deepCpFactorization,
  type Factorization,
  halfSquareLoss,
  hierarchicalFactorization,
  huberLoss,
  type Loss,
  matrixFactorization,
  rankOneSensingTask,
  sensingTask,
  squareLoss,
  type Task,
} from "../../src/factorization/index.js";
import { modeTree } from "../../src/tensor/index.js";
import { arbitrarySeed, arbitraryShape, gaussian, SAMPLE_TREES } from "../tensor/tensors.js";
import { gaussianWeightsOf, MODELS, randomIndices } from "./models.js";

/** Largest error of the gradient against central differences, as a part of the gradient's largest entry. */
function gradientError(factorization: Factorization, task: Task, seed: number): number {
  const objective = createObjective(factorization, task);
  const weights = gaussianWeightsOf(factorization, seed, 0.7);
  const gradient = new Float64Array(weights.length).fill(Number.NaN); // must be overwritten
  const value = objective.valueAndGradient(weights, gradient);
  expect(objective.value(weights)).toBe(value);
  let error = 0;
  const h = 1e-5;
  for (let k = 0; k < weights.length; k++) {
    const at = weights[k];
    weights[k] = at + h;
    const above = objective.value(weights);
    weights[k] = at - h;
    const below = objective.value(weights);
    weights[k] = at;
    error = Math.max(error, Math.abs((above - below) / (2 * h) - gradient[k]));
  }
  const scale = gradient.reduce((largest, g) => Math.max(largest, Math.abs(g)), 0);
  expect(scale).toBeGreaterThan(0);
  return error / Math.max(scale, 1e-3);
}

/** Completion without repeats. */
function completion(shape: readonly number[], count: number, loss: Loss, seed: number): Task {
  const unique = [
    ...new Map(randomIndices(shape, count, seed).map((index) => [index.join(), index])).values(),
  ];
  return completionTask(shape, unique, gaussian([unique.length], seed).data, loss);
}

const TASKS: readonly (readonly [string, (shape: readonly number[]) => Task])[] = [
  ["completion, half squares", (shape) => completion(shape, 9, halfSquareLoss, 1)],
  ["completion, Huber", (shape) => completion(shape, 9, huberLoss(0.3), 2)],
  [
    "dense sensing",
    (shape) => {
      const size = shape.reduce((product, d) => product * d, 1);
      return sensingTask(shape, gaussian([4, size], 3), gaussian([4], 4).data, squareLoss, "sum");
    },
  ],
  [
    "rank-one sensing, Huber",
    (shape) =>
      rankOneSensingTask(
        shape,
        shape.map((d, n) => gaussian([5, d], 5 + n)),
        gaussian([5], 9).data,
        huberLoss(1),
      ),
  ],
];

describe("hand-derived gradients against central differences", () => {
  for (const [model, create] of MODELS)
    it.each(TASKS)(`${model}: %s`, (_, task) => {
      const factorization = create();
      expect(gradientError(factorization, task(factorization.shape), 17)).toBeLessThan(1e-6);
    });

  const RANDOM: readonly (readonly [
    string,
    (shape: number[], width: number, choice: number) => Factorization,
  ])[] = [
    ["matrix", (shape, width, choice) => matrixFactorization(shape.slice(0, 2), 2 + (choice % 3), width)],
    ["CP", (shape, width) => cpFactorization(shape, width)],
    ["deep CP", (shape, width, choice) => deepCpFactorization(shape, width, choice % 3)],
    [
      "hierarchical",
      (shape, width, choice) => {
        const trees = SAMPLE_TREES.map(modeTree).filter(({ order }) => order === shape.length);
        return hierarchicalFactorization(shape, trees[choice % trees.length], width);
      },
    ],
  ];
  it.each(RANDOM)("%s: random shapes and widths", (_, create) => {
    fc.assert(
      fc.property(
        arbitraryShape(3, 4),
        fc.integer({ min: 1, max: 3 }),
        fc.nat(11),
        arbitrarySeed,
        (shape, width, choice, seed) => {
          const factorization = create(shape, width, choice);
          expect(
            gradientError(factorization, completion(factorization.shape, 6, squareLoss, seed), seed),
          ).toBeLessThan(1e-6);
        },
      ),
      { numRuns: 40 },
    );
  });
});
