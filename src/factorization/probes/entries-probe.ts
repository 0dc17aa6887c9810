import type { Factorization } from "../factorization.js";
import { entryInputs } from "../inputs.js";
import type { Probe } from "./trajectory.js";

/**
 * Some entries of the end tensor, which is not built.
 *
 * @param indices index tuples from 0
 *
 * Complexity: that of the factorization's evaluator for every record.
 * @throws InputError where an index is out of range
 */
export function entriesProbe(factorization: Factorization, indices: readonly (readonly number[])[]): Probe {
  const evaluator = factorization.evaluator(entryInputs(factorization.shape, indices));
  const predictions = new Float64Array(indices.length);
  return {
    columns: indices.map((index) => `entry (${index.join(",")})`),
    measure(weights) {
      evaluator.predict(weights, predictions);
      return predictions;
    },
  };
}
