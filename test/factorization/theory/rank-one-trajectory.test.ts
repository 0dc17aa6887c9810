import { describe, expect, it } from "vitest";
import {
  completionTask,
  cpFactorization,
  escapeBounds,
  followRankOneTrajectory,
  huberLoss,
  leadingComponent,
} from "../../../src/factorization/index.js";
import { createRandom } from "../../../src/random.js";
import { matricize, numericalRank } from "../../../src/tensor/index.js";
import {
  allIndices,
  entryOf,
  type LiteralProblem,
  type LiteralWeights,
  rungeKuttaStep,
} from "../../oracles/rank-one-trajectory.js";

const shape = [2, 2, 2];
const problem: LiteralProblem = {
  shape,
  indices: allIndices(shape).slice(1),
  values: [0.8, 1.1, 0.9, 1.2, 0.7, 1, 0.6],
  delta: 0.25,
};
const task = completionTask(
  shape,
  { indices: problem.indices, values: problem.values },
  huberLoss(problem.delta),
);
const model = cpFactorization(shape, 2);
const flat = (weights: LiteralWeights) => {
  const values = new Float64Array(weights.length * 6);
  const { components } = cpFactorization(shape, weights.length);
  weights.forEach((vectors, r) => {
    vectors.forEach((vector, n) => {
      vector.forEach((value, d) => {
        values[components[r][n].offset + d * components[r][n].stride] = value;
      });
    });
  });
  return values;
};
const unit = (angle: number, size: number) => [size * Math.cos(angle), size * Math.sin(angle)];
/** The second component is 0.4 times the first. */
const start = (scale: number): LiteralWeights => [
  [unit(0.3, scale), unit(0.6, scale), unit(0.9, scale)],
  [unit(1, 0.4 * scale), unit(-0.4, 0.4 * scale), unit(2, 0.4 * scale)],
];

describe("followRankOneTrajectory", () => {
  it("is what fixed small steps of the two flows give", () => {
    const radius = 0.3;
    const leading = leadingComponent(model, task, flat(start(0.5)));
    if (leading === undefined) throw new Error("expected a leading component");
    const found = followRankOneTrajectory(model, task, flat(start(0.5)), {
      component: leading.component,
      radius,
      patience: escapeBounds(leading, 1).time,
      times: [5, 20],
    });
    if (found === undefined) throw new Error("expected the sphere to be reached");
    const entries = (weights: LiteralWeights) => allIndices(shape).map((index) => entryOf(weights, index));
    const norm = (weights: LiteralWeights) => Math.hypot(...entries(weights));
    const step = 1e-2;
    let weights = start(0.5);
    let time = 0;
    while (norm(weights) < radius) {
      weights = rungeKuttaStep(problem, weights, step);
      time += step;
    }
    expect(found.reached).toBeGreaterThan(time - step - 1e-9);
    expect(found.reached).toBeLessThanOrEqual(time + 1e-9);
    const lead = leading.component;
    let alone: LiteralWeights = [
      weights[lead].map((vector) => vector.map((v) => (radius ** (1 / 3) * v) / Math.hypot(...vector))),
    ];
    for (let t = 0; t < 20 - 1e-9; t += step) {
      weights = rungeKuttaStep(problem, weights, step);
      alone = rungeKuttaStep(problem, alone, step);
    }
    const distance = Math.hypot(...entries(weights).map((value, k) => value - entries(alone)[k]));
    // The literal sphere is passed by up to a step.
    expect(Math.abs(found.distances[2] / distance - 1)).toBeLessThan(0.02);
    expect(distance).toBeGreaterThan(1e-3);
    entries(alone).forEach((value, k) => {
      expect(found.rankOne[2].data[k]).toBeCloseTo(value, 2);
    });
  });

  it("starts on the sphere, with one component; the smaller the start, the nearer (Theorem 4)", () => {
    const seen = [0.3, 0.03, 0.003].map((scale) => {
      const weights = flat(start(scale));
      const leading = leadingComponent(model, task, weights);
      if (leading === undefined) throw new Error("expected a leading component");
      const bounds = escapeBounds(leading, 1);
      const found = followRankOneTrajectory(model, task, weights, {
        component: leading.component,
        radius: 0.3,
        patience: bounds.time,
        times: [1, 10, 100],
      });
      if (found === undefined) throw new Error("expected the sphere to be reached");
      expect(found.reached).toBeLessThan(bounds.time);
      found.norms.forEach((norm, r) => {
        expect(norm).toBeLessThanOrEqual(bounds.norms[r]);
      });
      expect(Math.hypot(...found.tensors[0].data)).toBeCloseTo(0.3, 9);
      expect(Math.hypot(...found.rankOne[0].data)).toBeCloseTo(0.3, 9);
      for (const tensor of found.rankOne)
        for (const mode of [0, 1, 2]) expect(numericalRank(matricize(tensor, [mode]))).toBe(1);
      return Math.max(...found.distances);
    });
    expect(seen[1]).toBeLessThan(seen[0] / 50);
    expect(seen[2]).toBeLessThan(Math.max(seen[1] / 50, 1e-6));
  });

  it("also from a start so small that its own clock cannot tell steps near the sphere apart", () => {
    const scale = 1e-20;
    const weights = flat(start(scale));
    const leading = leadingComponent(model, task, weights);
    if (leading === undefined) throw new Error("expected a leading component");
    const found = followRankOneTrajectory(model, task, weights, {
      component: leading.component,
      radius: 0.3,
      patience: escapeBounds(leading, 1).time,
      times: [100],
    });
    expect(found && Math.hypot(...found.tensors[0].data)).toBeCloseTo(0.3, 9);
    expect(found?.distances[1]).toBeLessThan(1e-8);
  });

  it("undefined where the sphere is not reached in time; what is out of range is refused", () => {
    const options = { component: 0, radius: 0.3, patience: 1e-3, times: [1] };
    const weights = flat(start(0.3));
    const follow = (changed: object, from = weights) =>
      followRankOneTrajectory(model, task, from, { ...options, ...changed });
    expect(follow({})).toBeUndefined();
    expect(() => follow({ component: 2 })).toThrow("leading component: expected a number from 0 to 1, got 2");
    expect(() => follow({ radius: 0 })).toThrow("radius: expected a finite number > 0, got 0");
    expect(() => follow({ times: [] })).toThrow("times: expected rising times > 0, got none");
    expect(() => follow({ times: [2, 1] })).toThrow("times: expected rising times > 0, got 1 at place 1");
    const random = createRandom(0, "far");
    expect(() =>
      follow(
        {},
        weights.map(() => 1 + random.uniform()),
      ),
    ).toThrow(/start: expected an end tensor of norm below 0.3, got/);
  });
});
