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
  type KernelChoice,
  type Loss,
  matrixFactorization,
  rankOneSensingTask,
  sensingTask,
  squareLoss,
  type Task,
} from "../../../src/factorization/index.js";
import { modeTree } from "../../../src/tensor/index.js";
import { gaussianWeightsOf, MODELS, randomIndices } from "../../generators/factorization-models.js";
import {
  arbitrarySeed,
  arbitraryShape,
  gaussian,
  largestDifference,
  SAMPLE_TREES,
} from "../../generators/tensors.js";

/** Largest error of the gradient against central differences, as a part of the gradient's largest entry. */
function gradientError(
  factorization: Factorization,
  task: Task,
  seed: number,
  kernels: KernelChoice = "plain",
): number {
  const objective = createObjective(factorization, task, kernels);
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
  return completionTask(shape, { indices: unique, values: gaussian([unique.length], seed).data }, loss);
}

const TASKS: readonly (readonly [string, (shape: readonly number[]) => Task])[] = [
  ["completion, half squares", (shape) => completion(shape, 9, halfSquareLoss, 1)],
  ["completion, Huber", (shape) => completion(shape, 9, huberLoss(0.3), 2)],
  [
    "dense sensing",
    (shape) => {
      const size = shape.reduce((product, d) => product * d, 1);
      return sensingTask(
        shape,
        { measurements: gaussian([4, size], 3), values: gaussian([4], 4).data },
        squareLoss,
        "sum",
      );
    },
  ],
  [
    "rank-one sensing, Huber",
    (shape) =>
      rankOneSensingTask(
        shape,
        { vectors: shape.map((d, n) => gaussian([5, d], 5 + n)), values: gaussian([5], 9).data },
        huberLoss(1),
      ),
  ],
];

describe("hand-derived gradients against central differences", () => {
  for (const kernels of ["plain", "wasm"] as const)
    for (const [model, create] of MODELS)
      it.each(TASKS)(`${model}, ${kernels} kernels: %s`, (_, task) => {
        const factorization = create();
        expect(gradientError(factorization, task(factorization.shape), 17, kernels)).toBeLessThan(1e-6);
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
        fc.constantFrom<KernelChoice>("plain", "wasm"),
        fc.constantFrom(squareLoss, halfSquareLoss, huberLoss(0.5)),
        (shape, width, choice, seed, kernels, loss) => {
          const factorization = create(shape, width, choice);
          expect(
            gradientError(factorization, completion(factorization.shape, 6, loss, seed), seed, kernels),
          ).toBeLessThan(1e-6);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("WebAssembly kernels, which a problem of some size takes by itself, give what plain ones give", () => {
    const shape = [6, 5, 4, 7];
    const models: readonly Factorization[] = [
      cpFactorization(shape, 30),
      deepCpFactorization(shape, 20, [2, 0, 1, 3]),
      hierarchicalFactorization(shape, modeTree([[0, 1], 2, 3]), 25),
      hierarchicalFactorization(shape, modeTree([[[0, 3], 2], 1]), [23, 9, 10]),
      matrixFactorization([41, 30], 3),
    ];
    for (const factorization of models)
      for (const count of [50, 2000]) {
        const task = completion(factorization.shape, count, squareLoss, 3);
        const weights = gaussianWeightsOf(factorization, 4, 0.4);
        const evaluate = (kernels?: KernelChoice) => {
          const gradient = new Float64Array(weights.length);
          const objective = createObjective(factorization, task, kernels);
          return {
            value: objective.valueAndGradient(weights, gradient),
            gradient,
            workspace: objective.workspace!,
          };
        };
        const [plain, auto] = [evaluate("plain"), evaluate()];
        expect(auto.workspace.weights.buffer).toBe(auto.workspace.gradient.buffer); // one memory
        expect(plain.workspace.weights.buffer).not.toBe(plain.workspace.gradient.buffer);
        expect(Math.abs(auto.value - plain.value)).toBeLessThan(1e-12 * plain.value);
        const scale = plain.gradient.reduce((largest, g) => Math.max(largest, Math.abs(g)), 0);
        expect(largestDifference(auto.gradient, plain.gradient)).toBeLessThan(1e-12 * scale);
      }
  });
});
