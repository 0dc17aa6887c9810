import { describe, expect, it } from "vitest";
import {
  blockNorms,
  completionTask,
  createObjective,
  deepCpFactorization,
  deepCpRates,
  gaussianInitialization,
  gradientFlow,
  halfSquareLoss,
  lossGradient,
  matrixSingularValueRates,
  rankOneInitialization,
  rankOneRates,
} from "../../../src/factorization/index.js";
import { createRandom } from "../../../src/random.js";
import { createTensor, singularValues, svd } from "../../../src/tensor/index.js";

const shape = [3, 4, 3];
const random = createRandom(21, "deep CP flow");
const indices = [...Array(36).keys()]
  .filter((e) => e % 3 !== 0)
  .map((e) => [Math.floor(e / 12), Math.floor(e / 3) % 4, e % 3]);
const task = completionTask(shape, { indices, values: indices.map(() => random.normal()) }, halfSquareLoss);

describe("Theorem 3.2 (ii)", () => {
  it.each([[2], [3], [[2, 0, 3]]])(
    "depths %j: delta_r is the blocks' projection times zeta_r, at the start and along the flow",
    (depths) => {
      const factorization = deepCpFactorization(shape, 3, depths as number | number[]);
      const objective = createObjective(factorization, task, "plain");
      let weights = rankOneInitialization(factorization, 0.5, createRandom(5));
      const gradient = new Float64Array(factorization.weightCount);
      for (const duration of [0, 0.5, 3]) {
        if (duration > 0) weights = gradientFlow(objective, weights, { duration, tolerance: 1e-11 }).weights;
        objective.valueAndGradient(weights, gradient);
        const expected = deepCpRates(factorization, weights, gradient);
        rankOneRates(factorization, weights, gradient).forEach(({ alignment, projection }, r) => {
          expect(alignment).toBeGreaterThan(0);
          expect(alignment).toBeLessThanOrEqual(1 + 1e-12);
          expect(projection).toBeCloseTo(expected[r].projection, 6);
        });
      }
    },
  );

  it("holds at the start alone where a mode has one matrix, whose rank does not stay one", () => {
    const factorization = deepCpFactorization(shape, 3, 1);
    const objective = createObjective(factorization, task, "plain");
    const start = rankOneInitialization(factorization, 0.5, createRandom(5));
    const gradient = new Float64Array(factorization.weightCount);
    const off = [0, 30].map((duration) => {
      const { weights } = duration === 0 ? { weights: start } : gradientFlow(objective, start, { duration });
      objective.valueAndGradient(weights, gradient);
      const expected = deepCpRates(factorization, weights, gradient);
      return Math.max(
        ...rankOneRates(factorization, weights, gradient).map(({ projection }, r) =>
          Math.abs(projection / expected[r].projection - 1),
        ),
      );
    });
    expect(off[0]).toBeLessThan(1e-10);
    expect(off[1]).toBeGreaterThan(1e-2);
  });

  it("is the product of what the matrices leave of the vectors: norms of blocks over norms of vectors and matrices", () => {
    const factorization = deepCpFactorization(shape, 2, 2);
    const weights = rankOneInitialization(factorization, 0.5, random);
    const norms = blockNorms(factorization, weights);
    const gradient = new Float64Array(factorization.weightCount);
    rankOneRates(factorization, weights, gradient).forEach(({ alignment }, r) => {
      const squares = factorization.components[r].map(({ offset, stride, length }) => {
        let sum = 0;
        for (let k = 0; k < length; k++) sum += weights[offset + k * stride] ** 2;
        return sum;
      });
      expect(alignment).toBeCloseTo(norms[r] / Math.sqrt(squares.reduce((product, s) => product * s, 1)), 10);
    });
  });
});

describe("Lemma A.2", () => {
  it.each([1, 2, 3])(
    "depth %i: singular values of the product of balanced matrices move as said",
    (depth) => {
      const factorization = deepCpFactorization(shape, 2, depth);
      const objective = createObjective(factorization, task, "plain");
      const weights = gaussianInitialization(factorization, 0.8, random);
      // A_i = Q_{i-1} S Q_i^T with orthogonal Q: A_i^T A_i = Q_i S^2 Q_i^T = A_{i+1} A_{i+1}^T.
      factorization.components.forEach((slices) => {
        let at = shape.length;
        for (const dimension of shape) {
          const sizes = Float64Array.from({ length: dimension }, (_, d) => 0.6 + 0.2 * d);
          let left = orthogonal(dimension);
          for (let i = 0; i < depth; i++) {
            const right = orthogonal(dimension);
            const { offset } = slices[at++];
            for (let a = 0; a < dimension; a++)
              for (let b = 0; b < dimension; b++) {
                let sum = 0;
                for (let d = 0; d < dimension; d++)
                  sum += left[a * dimension + d] * sizes[d] * right[b * dimension + d];
                weights[offset + a * dimension + b] = sum;
              }
            left = right;
          }
        }
      });
      const step = 1e-5;
      const gradient = new Float64Array(factorization.weightCount);
      objective.valueAndGradient(weights, gradient);
      const end = lossGradient(shape, task.inputs, objective.residuals);
      const [before, after] = [-1, 1].map((sign) => weights.map((w, k) => w - sign * step * gradient[k]));
      for (let r = 0; r < 2; r++)
        for (let n = 0; n < shape.length; n++) {
          const rates = matrixSingularValueRates(factorization, weights, end, { component: r, mode: n });
          const [first, second] = [before, after].map((moved) =>
            productValues(moved, factorization, r, n, depth),
          );
          rates.forEach(({ rate, value }, l) => {
            expect(value).toBeCloseTo((first[l] + second[l]) / 2, 6);
            expect(rate).toBeCloseTo((second[l] - first[l]) / (2 * step), 5);
          });
        }
      expect(() =>
        matrixSingularValueRates(deepCpFactorization(shape, 2, 0), weights, end, { component: 0, mode: 0 }),
      ).toThrow(/a mode with matrices/);
      expect(() => matrixSingularValueRates(factorization, weights, end, { component: 2, mode: 0 })).toThrow(
        /got component 2, mode 0/,
      );
    },
  );
});

function orthogonal(dimension: number): Float64Array {
  return svd(
    createTensor(
      [dimension, dimension],
      Float64Array.from({ length: dimension ** 2 }, () => random.normal()),
    ),
  ).left.data;
}

/** Singular values of A_1 ... A_k by explicit products. */
function productValues(
  weights: Float64Array,
  { components }: ReturnType<typeof deepCpFactorization>,
  r: number,
  n: number,
  depth: number,
): Float64Array {
  const dimension = shape[n];
  let product: number[][] | undefined;
  for (let i = 0; i < depth; i++) {
    const { offset } = components[r][shape.length + n * depth + i];
    const matrix = Array.from({ length: dimension }, (_, a) =>
      Array.from(weights.subarray(offset + a * dimension, offset + (a + 1) * dimension)),
    );
    product =
      product === undefined
        ? matrix
        : product.map((row) =>
            matrix[0].map((_, b) => row.reduce((sum, value, c) => sum + value * matrix[c][b], 0)),
          );
  }
  return singularValues(createTensor([dimension, dimension], Float64Array.from(product!.flat())));
}
