import { describe, expect, it } from "vitest";
import {
  adam,
  adaptiveGradientDescent,
  type Checkpoint,
  completionTask,
  cpFactorization,
  createObjective,
  createStochasticObjective,
  gaussianInitialization,
  gradientDescent,
  groundTruth,
  halfSquareLoss,
  type Objective,
  rankOneSensingTask,
  reconstructionErrorProbe,
  sampleEntries,
  sensingTask,
  squareLoss,
  train,
  trajectoryColumn,
  trajectoryTable,
  unbalancednessProbe,
} from "../../../src/factorization/index.js";
import { createRandom } from "../../../src/random.js";
import { createTensor } from "../../../src/tensor/index.js";
import { entriesAt } from "../../generators/factorization-models.js";
import { gaussian, largestDifference } from "../../generators/tensors.js";

/** Half the sum of c_k w_k^2: its descent is known in closed form. */
const bowl = (...curvatures: number[]): Objective => ({
  weightCount: curvatures.length,
  valueAndGradient(weights, gradient) {
    let sum = 0;
    curvatures.forEach((c, k) => {
      gradient[k] = c * weights[k];
      sum += 0.5 * c * weights[k] ** 2;
    });
    return sum;
  },
});

const smallTask = () => {
  const factorization = cpFactorization([4, 5, 3], 6);
  const truth = groundTruth(cpFactorization([4, 5, 3], 1), 1, createRandom(1));
  const indices = sampleEntries([4, 5, 3], 40, createRandom(2));
  const task = completionTask([4, 5, 3], { indices, values: entriesAt(truth, indices) }, squareLoss);
  return { factorization, truth, task, start: gaussianInitialization(factorization, 0.1, createRandom(3)) };
};

describe("optimizers", () => {
  const weightsAfter = (optimizer: ReturnType<typeof adam>, steps: number) =>
    train(bowl(1, 4), Float64Array.of(1, -1), optimizer, { maxIterations: steps }).checkpoint.weights;

  it("gradient descent on a bowl shrinks each weight by 1 - rate * curvature", () => {
    expect(largestDifference(weightsAfter(gradientDescent(0.1), 7), [0.9 ** 7, -(0.6 ** 7)])).toBeLessThan(
      1e-14,
    );
  });

  it("the adaptive step divides by the bias-corrected root mean square of gradient norms", () => {
    let weights = [1, -1];
    let average = 0;
    for (let t = 1; t <= 5; t++) {
      const gradient = [weights[0], 4 * weights[1]];
      average = 0.9 * average + 0.1 * (gradient[0] ** 2 + gradient[1] ** 2);
      const rate = 0.05 / (Math.sqrt(average / (1 - 0.9 ** t)) + 1e-6);
      weights = weights.map((w, k) => w - rate * gradient[k]);
    }
    expect(largestDifference(weightsAfter(adaptiveGradientDescent(0.05, 0.9), 5), weights)).toBeLessThan(
      1e-14,
    );
  });

  it("Adam moves every weight by the learning rate at first, whatever the gradient's size, and follows its recurrence", () => {
    expect(largestDifference(weightsAfter(adam(0.01), 1), [0.99, -0.99])).toBeLessThan(1e-9);
    let [w, m, v] = [1, 0, 0];
    for (let t = 1; t <= 4; t++) {
      m = 0.8 * m + 0.2 * w;
      v = 0.9 * v + 0.1 * w * w;
      w -= (0.05 * (m / (1 - 0.8 ** t))) / (Math.sqrt(v / (1 - 0.9 ** t)) + 1e-8);
    }
    expect(weightsAfter(adam(0.05, 0.8, 0.9), 4)[0]).toBeCloseTo(w, 14);
  });

  it.each([
    [() => gradientDescent(0), "learning rate: expected a number > 0, got 0"],
    [() => adam(1, 1), "beta1: expected a number from 0 up to 1, got 1"],
    [() => adaptiveGradientDescent(1, -1), "beta: expected a number from 0 up to 1, got -1"],
    [() => adaptiveGradientDescent(1, 0.9, 0), "offset: expected a number > 0, got 0"],
    [
      () => adaptiveGradientDescent(1, 0.9, Number.POSITIVE_INFINITY),
      "offset: expected a number > 0, got Infinity",
    ],
  ])("refuse settings out of range (%#)", (act, message) => {
    expect(act).toThrow(message);
  });
});

describe("train", () => {
  it.each([
    ["gradient descent", gradientDescent(0.3)],
    ["adaptive gradient descent", adaptiveGradientDescent(0.05)],
    ["Adam", adam(0.01)],
  ])("%s: completes a rank-one tensor, and a resumed run is the run that was not stopped", (_, optimizer) => {
    const { factorization, truth, task, start } = smallTask();
    const objective = createObjective(factorization, task);
    const probes = [reconstructionErrorProbe(factorization, truth), unbalancednessProbe(factorization)];
    const checkpoints: Checkpoint[] = [];
    const options = {
      maxIterations: 1500,
      recordEvery: 100,
      probes,
      onCheckpoint: (c: Checkpoint) => checkpoints.push(c),
    };
    const whole = train(objective, start, optimizer, options);
    expect(whole.outcome).toBe("iterations");
    expect(trajectoryColumn(whole.trajectory, "loss").at(-1)!).toBeLessThan(
      1e-2 * trajectoryColumn(whole.trajectory, "loss")[0],
    );
    expect(trajectoryColumn(whole.trajectory, "iteration")).toEqual(
      Float64Array.from({ length: 16 }, (__, k) => 100 * k),
    );
    const resumed = train(objective, checkpoints[7], optimizer, { ...options, maxIterations: 1500 });
    expect(resumed.checkpoint.weights).toEqual(whole.checkpoint.weights);
    expect(resumed.trajectory.values.map((column) => column.at(-1))).toEqual(
      whole.trajectory.values.map((column) => column.at(-1)),
    );
    const table = trajectoryTable(whole.trajectory);
    expect(table.schema.fields.map(({ name }) => name)).toEqual([
      "iteration",
      "loss",
      "reconstruction error",
      "unbalancedness",
    ]);
    expect(table.getChild("loss")!.toArray()).toEqual(trajectoryColumn(whole.trajectory, "loss"));
  });

  it("stops where the loss was below the threshold so many times in a row, also after a resumption", () => {
    const run = (start: Float64Array | Checkpoint, maxIterations: number) =>
      train(bowl(1), start, gradientDescent(0.5), { maxIterations, stopBelow: 0.1, patience: 3 });
    // Losses 0.5, 0.125, 0.03125, ...: below 0.1 from iteration 2 on.
    expect(run(Float64Array.of(1), 100)).toMatchObject({
      outcome: "converged",
      checkpoint: { iteration: 4 },
    });
    const stopped = run(Float64Array.of(1), 3);
    expect(stopped.outcome).toBe("iterations");
    expect(run(stopped.checkpoint, 100)).toMatchObject({
      outcome: "converged",
      checkpoint: { iteration: 4 },
    });
  });

  it("stops where it diverges, names the iteration, and keeps the last good checkpoint", () => {
    const run = train(bowl(1), Float64Array.of(1), gradientDescent(1e20), {
      maxIterations: 100,
      recordEvery: 5,
    });
    expect(run).toMatchObject({ outcome: "diverged", checkpoint: { iteration: 5 } });
    expect(run.message).toMatch(
      /^diverged at iteration 8 \(loss Infinity\): go on from iteration 5 with a smaller/,
    );
    expect(run.checkpoint.weights[0]).toBeCloseTo(-1e100, -95);
    expect(run.trajectory.values[0]).toEqual(Float64Array.of(0, 5));
  });

  it("refuses weights and checkpoints that do not fit", () => {
    const start = Float64Array.of(1);
    expect(() => train(bowl(1, 1), start, adam(1), { maxIterations: 1 })).toThrow(
      "weights: expected 2, got 1",
    );
    const { checkpoint } = train(bowl(1), start, gradientDescent(1), { maxIterations: 0 });
    expect(() => train(bowl(1), checkpoint, adam(1), { maxIterations: 1 })).toThrow(
      "expected 3 numbers of memory of Adam",
    );
    expect(() => train(bowl(1), start, adam(1), { maxIterations: 1, recordEvery: 0 })).toThrow(
      "expected an integer >= 1, got 0",
    );
    const twice = { columns: ["loss"], measure: () => [1] };
    expect(() => train(bowl(1), start, adam(1), { maxIterations: 1, probes: [twice] })).toThrow(
      "got two loss",
    );
    const { trajectory } = train(bowl(1), start, adam(1), { maxIterations: 1 });
    expect(() => trajectoryColumn(trajectory, "lost")).toThrow("expected one of iteration, loss, got lost");
  });
});

describe("batches", () => {
  it("of an epoch have the full gradient as their mean, and differ from epoch to epoch", () => {
    const { factorization, task, start } = smallTask();
    const gradient = new Float64Array(start.length);
    const loss = createObjective(factorization, task).valueAndGradient(start, gradient);
    const stochastic = createStochasticObjective(factorization, task, 10, createRandom(4));
    const epoch = () =>
      Array.from({ length: 4 }, () => {
        const part = new Float64Array(start.length);
        return { value: stochastic.valueAndGradient(start, part), part };
      });
    const [first, second] = [epoch(), epoch()];
    expect(first.reduce((sum, { value }) => sum + value / 4, 0)).toBeCloseTo(loss, 13);
    const mean = gradient.map((_, k) => first.reduce((sum, { part }) => sum + part[k] / 4, 0));
    expect(largestDifference(mean, gradient)).toBeLessThan(1e-14);
    expect(first[0].value).not.toBe(second[0].value);
  });

  it("fit by Adam what the whole fits", () => {
    const { factorization, task, start } = smallTask();
    const stochastic = createStochasticObjective(factorization, task, 16, createRandom(5));
    const { checkpoint } = train(stochastic, start, adam(0.01), { maxIterations: 2000, recordEvery: 500 });
    expect(createObjective(factorization, task).value(checkpoint.weights)).toBeLessThan(1e-4);
  });

  it("refuse dense measurements and empty batches", () => {
    const { factorization, task } = smallTask();
    const dense = sensingTask(
      [4, 5, 3],
      { measurements: gaussian([2, 60], 1), values: [1, 2] },
      halfSquareLoss,
    );
    expect(() => createStochasticObjective(factorization, dense, 1, createRandom(1))).toThrow(
      "got dense measurements",
    );
    expect(() => createStochasticObjective(factorization, task, 0, createRandom(1))).toThrow("batch size");
  });
});

describe("tasks", () => {
  it("completion, dense and rank-one sensing of the same entries have one value and gradient", () => {
    const { factorization, truth, start } = smallTask();
    const indices = sampleEntries([4, 5, 3], 12, createRandom(6));
    const values = entriesAt(truth, indices);
    const dense = createTensor([12, 60]);
    const vectors = [4, 5, 3].map((dimension) => createTensor([12, dimension]));
    indices.forEach(([a, b, c], j) => {
      dense.data[j * 60 + (a * 5 + b) * 3 + c] = 1;
      [a, b, c].forEach((i, n) => {
        vectors[n].data[j * vectors[n].shape[1] + i] = 1;
      });
    });
    const results = [
      completionTask([4, 5, 3], { indices, values }, squareLoss),
      sensingTask([4, 5, 3], { measurements: dense, values }, squareLoss),
      rankOneSensingTask([4, 5, 3], { vectors, values }, squareLoss),
    ].map((task) => {
      const gradient = new Float64Array(start.length);
      return { value: createObjective(factorization, task).valueAndGradient(start, gradient), gradient };
    });
    for (const { value, gradient } of results.slice(1)) {
      expect(value).toBeCloseTo(results[0].value, 14);
      expect(largestDifference(gradient, results[0].gradient)).toBeLessThan(1e-14);
    }
  });

  it("count an entry observed twice with one value once", () => {
    const once = completionTask([2, 2], { indices: [[0, 1]], values: [3] }, halfSquareLoss);
    expect(
      completionTask(
        [2, 2],
        {
          indices: [
            [0, 1],
            [0, 1],
          ],
          values: [3, 3],
        },
        halfSquareLoss,
      ),
    ).toEqual(once);
  });

  it("draw entries without repetition, all of them where asked", () => {
    const drawn = sampleEntries([3, 4], 7, createRandom(1)).map(String);
    expect(new Set(drawn).size).toBe(7);
    expect(sampleEntries([2, 2], 4, createRandom(1))).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    const counts = new Float64Array(6);
    const random = createRandom(2);
    for (let k = 0; k < 3000; k++) for (const [i] of sampleEntries([6], 2, random)) counts[i]++;
    for (const count of counts) expect(count / 1000).toBeCloseTo(1, 0);
  });

  const matrix = (rows: number, columns: number) => createTensor([rows, columns]);
  it.each([
    [
      () => completionTask([2, 2], { indices: [], values: [] }, halfSquareLoss),
      "expected at least one index tuple, got none",
    ],
    [
      () => completionTask([2, 2], { indices: [[0, 2]], values: [1] }, halfSquareLoss),
      "entry 0 [0, 2]: expected 2 indices from 0, below [2, 2]",
    ],
    [
      () => completionTask([2, 2], { indices: [[0]], values: [1] }, halfSquareLoss),
      "entry 0 [0]: expected 2 indices",
    ],
    [
      () => completionTask([2, 2], { indices: [[0, 0]], values: [Number.NaN] }, halfSquareLoss),
      "observed values: expected finite numbers, got NaN",
    ],
    [
      () => completionTask([2, 2], { indices: [[0, 0]], values: [1, 2] }, halfSquareLoss),
      "observed values: expected 1, one for each observation, got 2",
    ],
    [
      () =>
        completionTask(
          [2, 2],
          {
            indices: [
              [0, 1],
              [0, 1],
            ],
            values: [3, 4],
          },
          halfSquareLoss,
        ),
      "entry [0, 1]: expected one value, got 3 (observation 0) and 4 (observation 1)",
    ],
    [
      () => sensingTask([2, 2], { measurements: matrix(1, 3), values: [1] }, halfSquareLoss),
      "expected 4 columns for shape [2, 2], got 3",
    ],
    [
      () => rankOneSensingTask([2, 2], { vectors: [matrix(1, 2)], values: [1] }, halfSquareLoss),
      "expected 2 matrices, one for each mode, got 1",
    ],
    [
      () =>
        rankOneSensingTask([2, 2], { vectors: [matrix(1, 2), matrix(1, 3)], values: [1] }, halfSquareLoss),
      "mode 1: expected shape [1, 2], got [1, 3]",
    ],
    [
      () => sampleEntries([2, 2], 0, createRandom(1)),
      "observed entries: expected an integer from 1 to 4, got 0",
    ],
    [
      () =>
        createObjective(
          cpFactorization([2, 3], 1),
          completionTask([2, 2], { indices: [[0, 0]], values: [1] }, halfSquareLoss),
        ),
      "expected shape [2, 3] as the factorization's, got [2, 2]",
    ],
    [() => cpFactorization([2, 3], 0), "number of components: expected an integer >= 1, got 0"],
  ])("refuse input that means nothing (%#)", (act, message) => {
    expect(act).toThrow(message);
  });
});
