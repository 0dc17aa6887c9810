import { describe, expect, it } from "vitest";
import {
  balancedInitialization,
  completionTask,
  createObjective,
  endDeterminant,
  gradientDescent,
  halfSquareLoss,
  type MatrixFactorization,
  matrixFactorization,
  rankMeasuresProbe,
  theoremTwoBounds,
  train,
  trajectoryColumn,
  unbalancedInitialization,
} from "../../../src/factorization/index.js";
import { createRandom } from "../../../src/random.js";

/** A run on a 2-by-2 matrix whose entry (i, j) is not observed. */
function complete(
  factorization: MatrixFactorization,
  start: Float64Array,
  learningRate: number,
  {
    unobserved,
    values,
    stopBelow,
    maxIterations,
    recordEvery,
  }: {
    unobserved: readonly [number, number];
    /** z at the other column, z' at the other row, epsilon at both. */
    values: readonly [number, number, number];
    stopBelow: number;
    maxIterations: number;
    recordEvery: number;
  },
) {
  const [i, j] = unobserved;
  const observed = [
    [i, 1 - j],
    [1 - i, j],
    [1 - i, 1 - j],
  ];
  const task = completionTask([2, 2], { indices: observed, values }, halfSquareLoss, "sum");
  return train(createObjective(factorization, task), start, gradientDescent(learningRate), {
    stopBelow,
    maxIterations,
    recordEvery,
    probes: [
      rankMeasuresProbe(factorization, [0], 1),
      { columns: ["determinant"], measure: (weights) => [endDeterminant(factorization, weights)] },
    ],
  });
}

describe("Theorem 2", () => {
  it.each([
    { unobserved: [0, 0], values: [1, 1, 0.1] },
    { unobserved: [0, 0], values: [-2, 0.7, 0] },
    { unobserved: [0, 1], values: [1.5, 1, -0.05] },
    { unobserved: [1, 1], values: [0.8, -1.2, 0.2] },
    { unobserved: [1, 0], values: [-1, -1, 0] },
  ] as const)("bounds hold along a balanced run: $unobserved, $values", ({ unobserved, values }) => {
    const factorization = matrixFactorization([2, 2], 3);
    const product = Math.sign(values[0] * values[1]);
    const sign = (unobserved[0] === unobserved[1] ? product : -product) as 1 | -1;
    const start = balancedInitialization(factorization, 1e-2, createRandom(1), sign);
    const run = complete(factorization, start, 6e-3, {
      unobserved,
      values,
      stopBelow: 2e-4,
      maxIterations: 60_000,
      recordEvery: 200,
    });
    const column = (name: string) => trajectoryColumn(run.trajectory, name);
    const loss = column("loss");
    expect(loss.at(-1)!).toBeLessThan(5e-2 * loss[0]);
    expect(loss.length).toBeGreaterThan(5);
    const setting = { adjacent: [values[0], values[1]] as const, opposite: values[2] };
    loss.forEach((value, k) => {
      expect(Math.sign(column("determinant")[k])).toBe(sign);
      const bounds = theoremTwoBounds(value, setting);
      for (const norm of ["nuclear norm", "Frobenius norm", "spectral norm"])
        expect(column(norm)[k]).toBeGreaterThanOrEqual(bounds.leastNorm);
      expect(column("effective rank")[k]).toBeLessThanOrEqual(bounds.largestEffectiveRank);
      expect(column("distance from rank 1")[k]).toBeLessThanOrEqual(bounds.largestDistanceFromRankOne);
    });
  });

  it("bounds are what equations 1.13 to 1.15 say, and tell something only of small losses", () => {
    const bounds = theoremTwoBounds(0.5e-4, { adjacent: [2, -1], opposite: 0.01 });
    expect(bounds.leastNorm).toBeCloseTo(2 / 0.02 - 16, 12);
    expect(bounds.largestEffectiveRank).toBeCloseTo(1 + 16 * 0.02, 12);
    expect(bounds.largestDistanceFromRankOne).toBeCloseTo(0.04 + (4 + Math.SQRT2) * 0.01, 12);
    expect(theoremTwoBounds(8, { adjacent: [1, 1], opposite: 0 }).leastNorm).toBeLessThan(0);
  });
});

describe("the determinant's sign (Lemma 6)", () => {
  const figure = {
    unobserved: [0, 0],
    values: [1, 1, 0],
    stopBelow: 1e-4,
    maxIterations: 30_000,
    recordEvery: 1,
  } as const;
  /** Time (step * iteration) at which the determinant turns negative; -1 where it never does. */
  const turnsAt = (factorization: MatrixFactorization, start: Float64Array, learningRate: number) => {
    const { trajectory } = complete(factorization, start, learningRate, figure);
    const place = trajectoryColumn(trajectory, "determinant").findIndex((value) => value < 0);
    return place < 0 ? -1 : place * learningRate;
  };

  it("is kept from a balanced start of depth 4", () => {
    const factorization = matrixFactorization([2, 2], 4);
    for (const seed of [1, 2, 3]) {
      const start = balancedInitialization(factorization, 1e-1, createRandom(seed), 1);
      expect(turnsAt(factorization, start, 6e-3)).toBe(-1);
    }
  });

  // Not the step's doing: Lemma 6 asks for a balanced start (equation 1.5).
  it("is not, from an unbalanced start of depth 4, and at a time that does not depend on the step", () => {
    const factorization = matrixFactorization([2, 2], 4);
    const start = unbalancedInitialization(factorization, 1e-1, createRandom(3), 1);
    const times = [6e-3, 3e-3, 1.5e-3].map((rate) => turnsAt(factorization, start, rate));
    expect(times[0]).toBeGreaterThan(0.5);
    for (const time of times) expect(Math.abs(time - times[0])).toBeLessThan(0.02);
  });

  // The step's doing: the flow's smaller singular value falls exponentially, and soon one step is too long for it.
  it("is lost by gradient descent from a balanced start of depth 2, the later the smaller the step", () => {
    const factorization = matrixFactorization([2, 2], 2);
    const start = balancedInitialization(factorization, 1e-3, createRandom(1), 1);
    const times = [3e-2, 9e-3, 3e-3].map((rate) => turnsAt(factorization, start, rate));
    expect(times[0]).toBeGreaterThan(5);
    expect(times[1]).toBeGreaterThan(times[0] + 1);
    expect(times[2]).toBeGreaterThan(times[1] + 1);
  });
});
