import { matricize } from "../../tensor/matricization.js";
import { singularValues } from "../../tensor/svd.js";
import { checkCount, type Factorization } from "../factorization.js";
import type { Probe } from "./trajectory.js";

/**
 * The largest singular values of a matricization of the end tensor, whether the mode tree has its node or not (thesis
 * Figures 3.1 and C.2).
 *
 * @param modes rows of the matricization; for a matrix, [0]
 * @param count how many values; zeros where the matricization has fewer
 *
 * Complexity: the end tensor and one singular value decomposition for every record.
 * @throws InputError where the count is no positive integer
 */
export function singularValuesProbe(
  factorization: Factorization,
  modes: readonly number[],
  count: number,
): Probe {
  checkCount(count, 1, "number of singular values");
  return {
    columns: Array.from({ length: count }, (_, r) => `singular value ${r + 1} of {${modes.join(",")}}`),
    measure(weights) {
      const values = singularValues(matricize(factorization.endTensor(weights), modes));
      return Array.from({ length: count }, (_, r) => values[r] ?? 0);
    },
  };
}
