import { parseMethod } from "../../sparsify/method-spec.js";
import type { Trial } from "../trials/trial.js";

/** What trials must have in common to share a removal order, or an edge set where the method samples each level. */
export function orderKey({ model, method, seed, removed }: Omit<Trial, "sparsity">): string {
  const { result, randomised } = parseMethod(method).facts;
  return JSON.stringify([
    method,
    result === "training" ? model : null,
    randomised ? seed : null,
    result === "edge set" ? removed : null,
  ]);
}
