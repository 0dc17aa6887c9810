import { describe, expect, it } from "vitest";
import {
  balancedInitialization,
  completionTask,
  cpFactorization,
  createObjective,
  endDeterminant,
  entriesProbe,
  equalNormInitialization,
  gradientFlow,
  halfSquareLoss,
  huberLoss,
  identityInitialization,
  matrixFactorization,
  rankMeasuresProbe,
  theoremOneBounds,
  theoremTwoBounds,
  trajectoryColumn,
} from "../../../src/factorization/index.js";
import { createRandom } from "../../../src/random.js";
import { frobeniusNorm, type Tensor } from "../../../src/tensor/index.js";

/** The flow that completes a 2-by-2 matrix from three entries, from a balanced start with the determinant's sign asked for. */
function flowOn(
  depth: number,
  {
    unobserved: [i, j] = [0, 0],
    values = [1, 1, 0],
    sign = 1,
    stopBelow = 1e-4,
    duration = 1e6,
    tolerance = 1e-11,
  }: {
    unobserved?: readonly [number, number];
    values?: readonly number[];
    sign?: 1 | -1;
    stopBelow?: number;
    duration?: number;
    tolerance?: number;
  },
) {
  const factorization = matrixFactorization([2, 2], depth);
  const observed = [
    [i, 1 - j],
    [1 - i, j],
    [1 - i, 1 - j],
  ];
  const task = completionTask([2, 2], { indices: observed, values }, halfSquareLoss, "sum");
  const start = balancedInitialization(factorization, 0.1, createRandom(7), sign);
  const run = gradientFlow(createObjective(factorization, task, "plain"), start, {
    duration,
    stopBelow,
    tolerance,
    probes: [
      entriesProbe(factorization, [[i, j]]),
      rankMeasuresProbe(factorization, [0], 1),
      { columns: ["determinant"], measure: (weights) => [endDeterminant(factorization, weights)] },
      { columns: ["unbalancedness"], measure: (weights) => [factorization.unbalancedness(weights)] },
    ],
  });
  return { run, column: (name: string) => trajectoryColumn(run.trajectory, name) };
}

describe("gradient flow", () => {
  it("is the logistic function for a product of two balanced numbers, to its tolerance", () => {
    const factorization = matrixFactorization([1, 1], 2);
    const objective = createObjective(
      factorization,
      completionTask([1, 1], { indices: [[0, 0]], values: [1] }, halfSquareLoss),
    );
    // d x / dt = 2 x (1 - x) for x = w_1 w_2, w_1 = w_2.
    const start = 1e-3;
    const exact = (t: number) => 1 / (1 + (1 / start - 1) * Math.exp(-2 * t));
    const times = [0, 0.5, 1, 2, 3.5, 4, 6];
    for (const tolerance of [1e-4, 1e-7, 1e-10]) {
      const { trajectory, outcome, time, steps } = gradientFlow(
        objective,
        identityInitialization(factorization, start),
        { duration: 6, tolerance, recordAt: times, probes: [entriesProbe(factorization, [[0, 0]])] },
      );
      expect([outcome, time]).toEqual(["time", 6]);
      expect([...trajectoryColumn(trajectory, "time")]).toEqual(times);
      trajectoryColumn(trajectory, "entry (0,0)").forEach((x, k) => {
        expect(Math.abs(x - exact(times[k]))).toBeLessThan(100 * tolerance);
      });
      expect(steps.taken).toBeGreaterThan(5);
    }
  });

  it("is of the fifth order: a hundredth of the tolerance takes about 2.5 times the steps", () => {
    const steps = [1e-6, 1e-8, 1e-10].map(
      (tolerance) => flowOn(3, { tolerance, stopBelow: 1e-2 }).run.steps.taken,
    );
    for (const k of [1, 2]) {
      expect(steps[k] / steps[k - 1]).toBeGreaterThan(1.8);
      expect(steps[k] / steps[k - 1]).toBeLessThan(3.2);
    }
  });

  it.each([2, 3, 4])(
    "depth %i: keeps balance and the determinant's sign (Lemma 6), and Theorem 1's bounds at every step",
    (depth) => {
      const { run, column } = flowOn(depth, { stopBelow: depth === 2 ? 2e-2 : 4e-3 });
      expect(run.outcome).toBe("converged");
      expect(Math.max(...column("unbalancedness"))).toBeLessThan(1e-7);
      for (const determinant of column("determinant")) expect(determinant).toBeGreaterThan(0);
      const [loss, ...measures] = [
        "loss",
        "spectral norm",
        "effective rank",
        "distance from rank 1",
        "Frobenius norm",
      ].map(column);
      loss.forEach((value, k) => {
        const bounds = theoremOneBounds(value);
        for (const norm of [measures[0][k], measures[3][k]])
          expect(norm).toBeGreaterThanOrEqual(bounds.leastNorm);
        expect(measures[1][k]).toBeLessThanOrEqual(bounds.largestEffectiveRank);
        expect(measures[2][k]).toBeLessThanOrEqual(bounds.largestDistanceFromRankOne);
      });
      // The unobserved entry is about 1 / sqrt(2 loss): 5 at a loss of 2e-2, 11 at 4e-3.
      const entry = column("entry (0,0)");
      expect(entry[entry.length - 1]).toBeGreaterThan(depth === 2 ? 4.5 : 10);
      // The loss never rises along a gradient flow.
      for (let k = 1; k < loss.length; k++) expect(loss[k]).toBeLessThanOrEqual(loss[k - 1] * (1 + 1e-9));
    },
  );

  it.each([
    { unobserved: [0, 0], values: [-2, 0.7, 0.1], sign: -1 },
    { unobserved: [0, 1], values: [1, 1.5, 0.05], sign: -1 },
  ] as const)("Theorem 2's bounds at every step of the flow, %j", ({ unobserved, values, sign }) => {
    const { run, column } = flowOn(3, { unobserved, values, sign, stopBelow: 5e-3 });
    expect(run.outcome).toBe("converged");
    const [loss, norm, rank, distance, determinant] = [
      "loss",
      "spectral norm",
      "effective rank",
      "distance from rank 1",
      "determinant",
    ].map(column);
    loss.forEach((value, k) => {
      const bounds = theoremTwoBounds(value, { adjacent: [values[0], values[1]], opposite: values[2] });
      expect(Math.sign(determinant[k])).toBe(sign);
      expect(norm[k]).toBeGreaterThanOrEqual(bounds.leastNorm);
      expect(rank[k]).toBeLessThanOrEqual(bounds.largestEffectiveRank);
      expect(distance[k]).toBeLessThanOrEqual(bounds.largestDistanceFromRankOne);
    });
  });

  it("follows a balanced rank-one trajectory the closer the smaller the start, with Huber's loss (Theorem 4)", () => {
    const shape = [3, 3, 3];
    const random = createRandom(4);
    const indices = [
      [0, 0, 0],
      [0, 1, 2],
      [1, 2, 0],
      [2, 1, 1],
      [2, 2, 2],
    ];
    const targets = indices.map(() => 1 + random.uniform());
    const task = completionTask(shape, { indices, values: targets }, huberLoss(0.2), "sum");
    const factorization = cpFactorization(shape, 4);
    const objective = createObjective(factorization, task, "plain");
    const alone = cpFactorization(shape, 1);
    const aloneObjective = createObjective(alone, task, "plain");
    // Assumption 3: component 0 leads, with a positive projection on the force at the origin.
    const base = equalNormInitialization(factorization, 1, random);
    factorization.components.forEach((slices, r) => {
      for (const { offset, stride, length } of slices)
        for (let d = 0; d < length; d++)
          base[offset + d * stride] = r === 0 ? 1 : 0.05 * base[offset + d * stride];
    });
    const radius = 0.5;
    const norm = (tensor: Tensor) => frobeniusNorm(tensor.data);
    const distances = [0.1, 0.03, 0.01].map((alpha) => {
      const escaped = gradientFlow(
        objective,
        base.map((w) => alpha * w),
        {
          duration: 1e6,
          stopWhen: (weights) => norm(factorization.endTensor(weights)) >= radius,
        },
      );
      expect(escaped.outcome).toBe("stopped");
      // The leading component alone, from where it is.
      const single = new Float64Array(alone.weightCount);
      alone.components[0].forEach((to, n) => {
        const from = factorization.components[0][n];
        for (let d = 0; d < to.length; d++)
          single[to.offset + d * to.stride] = escaped.weights[from.offset + d * from.stride];
      });
      expect(alone.unbalancedness(single)).toBeLessThan(1e-6);
      const times = Array.from({ length: 20 }, (_, k) => (k + 1) * 0.5);
      const follow = (which: typeof objective, weights: Float64Array, model: typeof alone) => {
        const found: Tensor[] = [];
        gradientFlow(which, weights, {
          duration: 10,
          recordAt: times,
          probes: [{ columns: ["kept"], measure: (w) => [found.push(model.endTensor(w))] }],
        });
        return found;
      };
      const whole = follow(objective, escaped.weights, factorization);
      const one = follow(aloneObjective, single, alone);
      return Math.max(...whole.map(({ data }, k) => frobeniusNorm(data.map((x, e) => x - one[k].data[e]))));
    });
    expect(distances[0]).toBeGreaterThan(distances[1]);
    expect(distances[1]).toBeGreaterThan(distances[2]);
    expect(distances[2]).toBeLessThan(1e-3);
  });

  it("goes on in steps as long as before one that was cut short for a record", () => {
    const factorization = matrixFactorization([1, 1], 2);
    const objective = createObjective(
      factorization,
      completionTask([1, 1], { indices: [[0, 0]], values: [1] }, halfSquareLoss),
    );
    const taken = (recordAt: readonly number[]) =>
      gradientFlow(objective, Float64Array.of(0.5, 0.5), { duration: 5, recordAt }).steps.taken;
    expect(taken([1e-9])).toBeLessThan(taken([]) + 4);
  });

  it("refuses what cannot be followed, and says how it ended", () => {
    const factorization = matrixFactorization([1, 1], 2);
    const objective = createObjective(
      factorization,
      completionTask([1, 1], { indices: [[0, 0]], values: [1] }, halfSquareLoss),
    );
    const start = Float64Array.of(0.1, 0.1);
    const flow = (options: Partial<Parameters<typeof gradientFlow>[2]>, weights = start) =>
      gradientFlow(objective, weights, { duration: 1, ...options });
    expect(() => flow({ duration: 0 })).toThrow(/duration: expected a time > 0, got 0/);
    for (const tolerance of [0, 1])
      expect(() => flow({ tolerance })).toThrow(/tolerance: expected a number between 0 and 1/);
    expect(() => flow({ maxSteps: 0 })).toThrow(/steps: expected an integer >= 1/);
    expect(() => flow({ recordAt: [0.5, 0.2] })).toThrow(/expected rising times up to 1, got 0.2 at place 1/);
    expect(() => flow({ recordAt: [2] })).toThrow(/record times/);
    expect(() => flow({}, Float64Array.of(1))).toThrow(/weights: expected 2, got 1/);
    expect(() => flow({}, Float64Array.of(1, Number.NaN))).toThrow(/weights: expected finite/);
    expect(() => flow({}, Float64Array.of(1e200, 1e200))).toThrow(/finite loss/);
    expect(flow({ maxSteps: 3 }).outcome).toBe("steps");
    // A start at zero is a point of rest.
    expect(flow({ duration: 5 }, new Float64Array(2))).toMatchObject({ outcome: "time", time: 5, loss: 0.5 });
    expect(start).toEqual(Float64Array.of(0.1, 0.1));
  });
});
