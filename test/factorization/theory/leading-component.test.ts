import { describe, expect, it } from "vitest";
import {
  completionTask,
  cpFactorization,
  createObjective,
  equalNormInitialization,
  escapeBounds,
  gradientFlow,
  huberLoss,
  leadingComponent,
  rankOneLogScale,
  sensingTask,
} from "../../../src/factorization/index.js";
import { createRandom } from "../../../src/random.js";
import { createTensor } from "../../../src/tensor/index.js";
import { allIndices, sufficientScale } from "../../oracles/rank-one-trajectory.js";

const random = createRandom(3, "leading component");

/** Columns of a start: component r's vectors, by mode. */
function startOf(shape: readonly number[], components: readonly (readonly (readonly number[])[])[]) {
  return Float64Array.from(
    shape.flatMap((size, n) =>
      Array.from({ length: size }, (_, d) => components.map((vectors) => vectors[n][d])).flat(),
    ),
  );
}

describe("leadingComponent", () => {
  const shape = [2, 3, 2];
  const indices = allIndices(shape).filter((_, k) => k % 4 !== 1);
  const values = indices.map(() => (random.uniform() < 0.5 ? -1 : 1) * (0.5 + random.uniform()));
  const delta = 0.2;
  const task = completionTask(shape, { indices, values }, huberLoss(delta));

  it("finds the component by the definition, entry by entry", () => {
    const model = cpFactorization(shape, 3);
    let [found, none] = [0, 0];
    for (let trial = 0; trial < 100; trial++) {
      const start = equalNormInitialization(model, 1, random);
      // Of rather different sizes, or none would ever lead.
      model.components.forEach((slices, r) => {
        for (const { offset, stride, length } of slices)
          for (let d = 0; d < length; d++) start[offset + d * stride] *= 6 ** r;
      });
      // Literally: -G has delta sign(y) / |Omega| at observed entries (Lemma 32).
      const vector = (r: number, n: number) =>
        Array.from({ length: shape[n] }, (_, d) => {
          const { offset, stride } = model.components[r][n];
          return start[offset + d * stride];
        });
      const norm = (r: number) => Math.hypot(...vector(r, 0));
      const attraction = (r: number) =>
        indices.reduce(
          (sum, index, i) =>
            sum +
            ((delta * Math.sign(values[i])) / indices.length) *
              index.reduce((product, d, n) => (product * vector(r, n)[d]) / Math.hypot(...vector(r, n)), 1),
          0,
        );
      const gradientNorm = delta / Math.sqrt(indices.length);
      const leads = [0, 1, 2].filter(
        (r) =>
          attraction(r) > 0 &&
          [0, 1, 2].every((s) => s === r || norm(r) > norm(s) * (gradientNorm / attraction(r))),
      );
      const leading = leadingComponent(model, task, start);
      expect(leading === undefined ? [] : [leading.component]).toEqual(leads);
      if (leading === undefined) none++;
      else {
        found++;
        expect(leading.attraction).toBeCloseTo(attraction(leading.component), 12);
        expect(leading.gradientNorm).toBeCloseTo(gradientNorm, 12);
        expect(leading.norms[1]).toBeCloseTo(norm(1), 12);
      }
    }
    expect(Math.min(found, none)).toBeGreaterThan(10);
  });

  it("takes dense measurements too: those that pick entries give the same", () => {
    const model = cpFactorization(shape, 1);
    const picks = createTensor([indices.length, 12]);
    indices.forEach(([i, j, k], row) => {
      picks.data[row * 12 + i * 6 + j * 2 + k] = 1;
    });
    const sensing = sensingTask(shape, { measurements: picks, values }, huberLoss(delta));
    for (let trial = 0; trial < 20; trial++) {
      const start = equalNormInitialization(model, 1, random);
      const [one, other] = [task, sensing].map((which) => leadingComponent(model, which, start)?.attraction);
      if (one === undefined) expect(other).toBeUndefined();
      else expect(other).toBeCloseTo(one, 12);
    }
  });

  it("refuses matrices, other sizes and starts that are not balanced", () => {
    const model = cpFactorization(shape, 1);
    expect(() => leadingComponent(model, task, new Float64Array(3))).toThrow("weights: expected 7, got 3");
    expect(() => leadingComponent(model, task, Float64Array.of(2, 0, 1, 0, 0, 1, 0))).toThrow(
      /unbalancedness magnitude of 0, got 3/,
    );
    const matrix = completionTask([2, 2], { indices: [[0, 0]], values: [1] }, huberLoss(0.1));
    expect(() => leadingComponent(cpFactorization([2, 2], 1), matrix, new Float64Array(4))).toThrow(
      "order of the tensor: expected at least 3, got 2",
    );
  });
});

describe("escapeBounds", () => {
  it("one component along an observed entry: the exact time at which it would be infinite", () => {
    // d|w| / dt = c |w|^(N - 1): |w|^(2 - N) falls by (N - 2) c t.
    for (const order of [3, 4]) {
      const shape = Array.from({ length: order }, () => 2);
      const model = cpFactorization(shape, 1);
      const task = completionTask(shape, { indices: [shape.map(() => 0)], values: [1e6] }, huberLoss(0.1));
      const start = startOf(shape, [shape.map(() => [1, 0])]);
      const leading = leadingComponent(model, task, start);
      if (leading === undefined) throw new Error("expected a leading component");
      const { time } = escapeBounds(leading, 0.01);
      expect(time).toBeCloseTo(0.01 ** (2 - order) / ((order - 2) * 0.1), 6);
      const half = gradientFlow(
        createObjective(model, task),
        start.map((value) => 0.01 * value),
        { duration: time / 2, tolerance: 1e-12 },
      );
      expect(half.weights[0]).toBeCloseTo(0.01 * 0.5 ** (-1 / (order - 2)), 9);
    }
    expect(() =>
      escapeBounds({ component: 0, attraction: 1, gradientNorm: 1, norms: Float64Array.of(1), order: 3 }, 0),
    ).toThrow("scale: expected a number > 0, got 0");
  });
});

describe("rankOneLogScale", () => {
  const asked = { radius: 0.3, delta: 0.1, distance: 2, duration: 1e-3, accuracy: 0.1 };

  it("is the logarithm of B.11, computed word for word", () => {
    for (const order of [3, 4])
      for (const duration of order === 3 ? [1e-5, 1e-3, 1e-2] : [1e-6, 1e-5, 1e-4])
        for (const radius of [1e-9, 0.3]) {
          const norms = [0.7, 0.1, 0.05];
          const leading = {
            component: 0,
            attraction: 0.02,
            gradientNorm: 0.03,
            norms: Float64Array.from(norms),
            order,
          };
          const literal = sufficientScale(norms, 0.02, 0.03, {
            rho: radius,
            delta: 0.1,
            B: 2,
            T: duration,
            epsilon: 0.1,
            N: order,
          });
          const found = rankOneLogScale(leading, { ...asked, duration, radius });
          expect(literal).toBeGreaterThan(0);
          // The literal form cancels where hat epsilon is far below rho.
          expect(found).toBeCloseTo(Math.log(literal), 4);
        }
  });

  it("stays finite where no double is as small, and refuses what is out of range", () => {
    const leading = {
      component: 0,
      attraction: 1,
      gradientNorm: 1,
      norms: Float64Array.of(1, 0.1),
      order: 3,
    };
    const long = rankOneLogScale(leading, { ...asked, duration: 1e6 });
    expect(long).toBeLessThan(-1e6);
    expect(Number.isFinite(long)).toBe(true);
    expect(() => rankOneLogScale(leading, { ...asked, accuracy: 1 })).toThrow(
      /accuracy: expected a number between 0 and 1, got 1/,
    );
    expect(() => rankOneLogScale(leading, { ...asked, radius: 0 })).toThrow(
      /radius: expected a finite number > 0, got 0/,
    );
  });
});
