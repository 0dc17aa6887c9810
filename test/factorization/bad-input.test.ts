import { describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import {
  balancedInitialization,
  completionTask,
  componentNormsProbe,
  cpFactorization,
  cpGroundTruth,
  createObjective,
  deepCpFactorization,
  entriesProbe,
  equalNormInitialization,
  gaussianInitialization,
  gradientDescent,
  groundTruth,
  halfSquareLoss,
  hierarchicalFactorization,
  huberLoss,
  identityInitialization,
  matrixFactorization,
  rankOneSensingTask,
  reconstructionErrorProbe,
  sampleEntries,
  sensingTask,
  train,
  vectorInputs,
} from "../../src/factorization/index.js";
import { createRandom } from "../../src/random.js";
import { createTensor, modeTree, perfectModeTree, shallowModeTree } from "../../src/tensor/index.js";

const random = () => createRandom(1);
const matrixOf = (rows: number, columns: number, value = 0) =>
  createTensor([rows, columns], new Float64Array(rows * columns).fill(value));

describe("bad input is refused in one line that says what came", () => {
  it.each([
    // mode trees that are no trees
    [() => modeTree([0, [1, 1]]), "expected nested lists holding each mode 0 .. N - 1 once"],
    [() => modeTree([0, 2]), "expected nested lists holding each mode"],
    [() => modeTree([0, [1]]), "expected at least two members in every list, got [1]"],
    [() => modeTree([0, []]), "mode tree [0,[]]: expected nested lists"],
    [() => modeTree(0), "N >= 2"],
    [() => modeTree([0, 1.5]), "expected nested lists"],
    [() => perfectModeTree(6, 4), "6"],
    [
      () => hierarchicalFactorization([2, 2, 2], perfectModeTree(4, 2), 2),
      "expected one over 3 modes, got 4",
    ],
    // ranks, widths, depths and sizes of zero
    [() => cpFactorization([2, 2], 0), "number of components: expected an integer >= 1, got 0"],
    [() => cpFactorization([2, 0], 1), "expected positive integers, got 0"],
    [() => deepCpFactorization([2, 2], 0, 1), "number of components: expected an integer >= 1, got 0"],
    [() => deepCpFactorization([2, 2], 1, -1), "depth: expected an integer >= 0, got -1"],
    [() => deepCpFactorization([2, 2], 1, [1]), "depths: expected 2, one for each mode, got 1"],
    [() => hierarchicalFactorization([2, 2], shallowModeTree(2), 0), "expected an integer >= 1, got 0"],
    [
      () => hierarchicalFactorization([2, 2, 2, 2], perfectModeTree(4, 2), [2, 2]),
      "expected 3, one for each interior node, got 2",
    ],
    [
      () => matrixFactorization([2, 2], 1),
      "depth of the matrix factorization: expected an integer >= 2, got 1",
    ],
    [() => matrixFactorization([2, 2], 2, 0), "hidden size: expected an integer >= 1, got 0"],
    [() => matrixFactorization([2, 2, 2], 2), "expected two dimensions, got [2, 2, 2]"],
    [() => cpGroundTruth([2, 2], 0, 1, random()), "expected an integer >= 1, got 0"],
    // observations
    [() => sampleEntries([4, 4], Math.round(0.01 * 16), random()), "expected an integer from 1 to 16, got 0"],
    [() => sampleEntries([4, 4], 17, random()), "expected an integer from 1 to 16, got 17"],
    [
      () => completionTask([2, 2], { indices: [[0, -1]], values: [1] }, halfSquareLoss),
      "expected 2 indices from 0, below [2, 2]",
    ],
    [() => completionTask([2, 2], { indices: [[0, 0.5]], values: [1] }, halfSquareLoss), "entry 0 [0, 0.5]"],
    [
      () =>
        completionTask(
          [2, 2],
          {
            indices: [
              [0, 0],
              [0, 0],
            ],
            values: [1, 2],
          },
          halfSquareLoss,
        ),
      "expected one value, got 1 (observation 0) and 2 (observation 1); average or drop one",
    ],
    [
      () => completionTask([2, 2], { indices: [[0, 0]], values: [Number.POSITIVE_INFINITY] }, halfSquareLoss),
      "expected finite numbers, got Infinity at entry 0",
    ],
    [
      () => sensingTask([2, 2], { measurements: matrixOf(1, 4, Number.NaN), values: [1] }, halfSquareLoss),
      "measurements: expected finite numbers, got NaN",
    ],
    [
      () => rankOneSensingTask([2], { vectors: [matrixOf(1, 2, Number.NaN)], values: [1] }, halfSquareLoss),
      "input vectors of mode 0: expected finite numbers, got NaN",
    ],
    [() => vectorInputs([2, 2], [matrixOf(1, 2)]), "expected 2 matrices, one for each mode, got 1"],
    // a full tensor that would not fit in memory, with its size
    [
      () => cpFactorization([2000, 2000, 2000], 1).endTensor(new Float64Array(6000)),
      "tensor of shape [2000, 2000, 2000]: 59.6 GiB would not fit in memory (limit 2 GiB); keep it factored",
    ],
    [() => cpFactorization([2 ** 20, 2 ** 20], 1000), "would not fit in memory"],
    // settings
    [() => huberLoss(Number.NaN), "expected a transition point > 0, got NaN"],
    [() => gradientDescent(Number.NaN), "learning rate: expected a number > 0, got NaN"],
    [() => groundTruth(cpFactorization([2, 2], 1), 0, random()), "expected a number > 0, got 0"],
    [
      () => gaussianInitialization(cpFactorization([2, 2], 1), Number.NaN, random()),
      "standard deviation of W0: expected a finite number >= 0, got NaN",
    ],
    [() => balancedInitialization(matrixFactorization([2, 2], 2), -1, random()), "got -1"],
    [() => identityInitialization(matrixFactorization([2, 2], 2), 0), "got 0"],
    [() => equalNormInitialization(cpFactorization([2, 2], 1), 0, random()), "got 0"],
    [() => entriesProbe(cpFactorization([2, 2], 1), [[2, 0]]), "below [2, 2]"],
    [() => componentNormsProbe("c", [], 0), "expected an integer >= 1, got 0"],
    [() => reconstructionErrorProbe(cpFactorization([2, 2], 1), createTensor([2, 2])), "other than zero"],
  ])("(%#)", (act, message) => {
    expect(act).toThrow(InputError);
    expect(act).toThrow(message);
  });

  it("weights that are not finite", () => {
    const factorization = cpFactorization([2, 2], 1);
    const objective = createObjective(
      factorization,
      completionTask([2, 2], { indices: [[0, 0]], values: [1] }, halfSquareLoss),
    );
    expect(() =>
      train(objective, Float64Array.of(1, 2, Number.NaN, 4), gradientDescent(1), { maxIterations: 1 }),
    ).toThrow("weights: expected finite numbers, got NaN at entry 2");
  });
});

describe("divergence", () => {
  it("of a factorization names the iteration, keeps the last good checkpoint, and a smaller step goes on from it", () => {
    const factorization = cpFactorization([6, 6, 6], 30);
    const indices = sampleEntries([6, 6, 6], 100, random());
    const task = completionTask(
      [6, 6, 6],
      { indices, values: indices.map(([a, b, c]) => a + b * c) },
      halfSquareLoss,
    );
    const objective = createObjective(factorization, task);
    const start = gaussianInitialization(factorization, 0.5, random());
    const run = train(objective, start, gradientDescent(50), { maxIterations: 1000, recordEvery: 2 });
    expect(run.outcome).toBe("diverged");
    expect(run.message).toMatch(
      /^diverged at iteration \d+ \(loss (Infinity|NaN)\): go on from iteration \d+ with a smaller/,
    );
    expect(run.checkpoint.weights.every(Number.isFinite)).toBe(true);
    expect(Number.isFinite(run.loss)).toBe(true);
    const first = train(objective, start, gradientDescent(50), { maxIterations: 0 }).checkpoint;
    const onward = train(objective, first, gradientDescent(0.1), { maxIterations: 500, recordEvery: 500 });
    expect(onward.outcome).toBe("iterations");
    expect(onward.loss).toBeLessThan(0.5 * objective.value(start));
  });
});
