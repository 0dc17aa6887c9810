import { InputError } from "../../errors.js";
import type { Random } from "../../random.js";
import type { CpFactorization } from "../models/cp-factorization.js";
import type { HierarchicalFactorization } from "../models/hierarchical-factorization.js";
import { scaleSlice, sliceProduct } from "../slice.js";
import { gaussianInitialization } from "./gaussian-initialization.js";

/**
 * Random weights of unbalancedness magnitude zero for a CP or hierarchical factorization.
 *
 * CP: a component's vectors are Gaussian, scaled to the norm of the first of them. Hierarchical: W^(v) of an interior
 * node has entries of random sign and equal size, a leaf's columns are Gaussian, and every weight matrix has the
 * Frobenius norm c; then row r of W^(v) and column r of each child's matrix have norm c / R_v^(1/2), as Definition 8
 * asks. Theorems 3 and 5 of the thesis assume such weights.
 *
 * @param deviation standard deviation of Gaussian vectors, > 0; c^2 is what the largest weight matrix would have by it
 *
 * Complexity: O(weights).
 * @throws InputError where the deviation is not positive
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { cpFactorization, equalNormInitialization } from "seprank/factorization";
 *
 * const model = cpFactorization([2, 3, 4], 5);
 * const weights = equalNormInitialization(model, 0.1, createRandom(0));
 * model.unbalancedness(weights) < 1e-12; // => true
 * ```
 */
export function equalNormInitialization(
  factorization: CpFactorization | HierarchicalFactorization,
  deviation: number,
  random: Random,
): Float64Array {
  if (!(deviation > 0)) throw new InputError(`standard deviation: expected a number > 0, got ${deviation}`);
  const weights = gaussianInitialization(factorization, deviation, random);
  if (factorization.kind === "cp") {
    for (const slices of factorization.components) {
      const norm = Math.sqrt(sliceProduct(weights, weights, slices[0]));
      for (const slice of slices) scaleSlice(weights, slice, norm);
    }
    return weights;
  }
  const { blocks, tree } = factorization;
  const c = deviation * Math.sqrt(Math.max(...blocks.map(({ rows, columns }) => rows * columns)));
  blocks.forEach(({ offset, rows, columns }, v) => {
    if (v >= tree.order)
      for (let k = offset; k < offset + rows * columns; k++)
        weights[k] = (Math.sign(weights[k]) * c) / Math.sqrt(rows * columns);
    else
      for (let r = 0; r < columns; r++)
        scaleSlice(weights, { offset: offset + r, stride: columns, length: rows }, c / Math.sqrt(columns));
  });
  return weights;
}
