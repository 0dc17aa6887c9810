import { samplesEachLevel, sparsifierNamed, trainsNetwork } from "../../sparsify/sparsifier-named.js";
import type { Trial } from "../trials/trial.js";

/** What trials must have in common to share a removal order, or an edge set where the method samples each level. */
export function orderKey({ model, method, seed, removed }: Omit<Trial, "sparsity">): string {
  return JSON.stringify([
    method,
    trainsNetwork(method) ? model : null,
    sparsifierNamed(method).randomised ? seed : null,
    samplesEachLevel(method) ? removed : null,
  ]);
}
