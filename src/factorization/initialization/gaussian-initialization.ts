import { InputError } from "../../errors.js";
import type { Random } from "../../random.js";
import type { Factorization } from "../factorization.js";

/**
 * Independent Gaussian weights.
 *
 * @param deviation standard deviation, >= 0; one for all blocks, or a function of the block's name (a deep CP
 *   factorization's vectors are named W..., its matrices A...)
 * @param mean default 0; the paper's prediction experiments start near one (thesis appendix B.2.2.2)
 *
 * Complexity: O(weights).
 * @throws InputError where a deviation is negative or not finite
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { cpFactorization, gaussianInitialization } from "seprank/factorization";
 *
 * const model = cpFactorization([2, 3, 4], 5);
 * gaussianInitialization(model, 0.1, createRandom(0)).length; // => 45
 * ```
 */
export function gaussianInitialization(
  factorization: Factorization,
  deviation: number | ((blockName: string) => number),
  random: Random,
  mean = 0,
): Float64Array {
  const weights = new Float64Array(factorization.weightCount);
  for (const { name, offset, rows, columns } of factorization.blocks) {
    const sigma = typeof deviation === "number" ? deviation : deviation(name);
    if (!(sigma >= 0 && Number.isFinite(sigma)))
      throw new InputError(`standard deviation of ${name}: expected a finite number >= 0, got ${sigma}`);
    for (let k = 0; k < rows * columns; k++) weights[offset + k] = mean + sigma * random.normal();
  }
  return weights;
}
