import { InputError } from "../../errors.js";
import type { MatrixFactorization } from "../models/matrix-factorization.js";

/**
 * Layers that are one multiple of the identity, so that the end matrix is `scale` times the identity: balanced.
 *
 * Source: thesis Proposition 4 (W_M(0) = alpha I).
 *
 * @param scale alpha > 0
 *
 * Complexity: O(weights).
 * @throws InputError where the scale is not positive
 *
 * @example
 * ```ts
 * import { identityInitialization, matrixFactorization } from "seprank/factorization";
 *
 * const model = matrixFactorization([2, 2], 3);
 * const { data } = model.endTensor(identityInitialization(model, 8));
 * [...data].map(Math.round); // => [8, 0, 0, 8]
 * ```
 */
export function identityInitialization(factorization: MatrixFactorization, scale: number): Float64Array {
  if (!(scale > 0)) throw new InputError(`scale of the identity: expected a number > 0, got ${scale}`);
  const weights = new Float64Array(factorization.weightCount);
  const side = Math.min(...factorization.sizes);
  for (const { offset, columns } of factorization.blocks)
    for (let i = 0; i < side; i++) weights[offset + i * columns + i] = scale ** (1 / factorization.depth);
  return weights;
}
