import type { MethodSpec } from "../../sparsify/method-spec.js";
import type { Trial } from "../trials/trial.js";

/** What trials must have in common to share a removal order, or an edge set where the method samples each level. */
export function orderKey(
  { name, facts: { result, randomised } }: MethodSpec,
  { model, seed, removed }: Omit<Trial, "sparsity">,
): string {
  return JSON.stringify([
    name,
    result === "training" ? model : null,
    randomised ? seed : null,
    result === "edge set" ? removed : null,
  ]);
}
