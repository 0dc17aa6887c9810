import { expect, test } from "vitest";
import { matrixFactorization } from "../../../src/factorization/index.js";
import { gaussianWeightsOf } from "../../generators/factorization-models.js";

type Matrix = number[][];

const transposed = (a: Matrix): Matrix => a[0].map((_, j) => a.map((row) => row[j]));
const product = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => b[0].map((_, j) => row.reduce((sum, x, k) => sum + x * b[k][j], 0)));

test.each([
  [[3, 5], 2, undefined],
  [[4, 3], 4, 5],
  [[6, 2], 3, 4],
  [[2, 6], 3, 1],
] as const)(
  "of a matrix factorization of shape %j, depth %i, hidden size %s, by equation 1.5",
  (shape, depth, hidden) => {
    const model = matrixFactorization(shape, depth, hidden);
    for (let seed = 0; seed < 5; seed++) {
      const weights = gaussianWeightsOf(model, seed);
      let at = 0;
      // W_1, ..., W_L, each [D_l, D_{l-1}], row-major, one after the other.
      const matrices = Array.from({ length: depth }, (_, l): Matrix => {
        const [rows, columns] = [model.sizes[l + 1], model.sizes[l]];
        return Array.from({ length: rows }, () => Array.from({ length: columns }, () => weights[at++]));
      });
      expect(at).toBe(weights.length);
      const norms = matrices.slice(1).map((above, l) => {
        const below = matrices[l];
        const [a, b] = [product(transposed(above), above), product(below, transposed(below))];
        return Math.hypot(...a.flatMap((row, i) => row.map((value, j) => value - b[i][j])));
      });
      expect(model.unbalancedness(weights)).toBeCloseTo(Math.max(...norms), 10);
    }
  },
);
