import type { Factorization } from "../factorization.js";
import type { Probe } from "./trajectory.js";

/**
 * The unbalancedness magnitude: constant under gradient flow, so its drift tells how far the steps are from it.
 *
 * Complexity: that of the factorization's `unbalancedness` for every record.
 */
export function unbalancednessProbe(factorization: Factorization): Probe {
  return { columns: ["unbalancedness"], measure: (weights) => [factorization.unbalancedness(weights)] };
}
