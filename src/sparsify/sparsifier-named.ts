import { InputError } from "../errors.js";
import { nearestName } from "../graph/attributes/nearest-name.js";
import { METHOD_NOTATION, parseMethod } from "./method-spec.js";
import type { Sparsifier } from "./orders/sparsifier.js";
import { sparsifiers } from "./registry.js";

/**
 * A method by its name, which may tell its walk length and partitions, see {@link parseMethod}.
 *
 * @throws InputError that names the known methods, and the nearest
 */
export function sparsifierNamed(name: string): Sparsifier {
  const { method, way } = parseMethod(name);
  if (!Object.hasOwn(sparsifiers, method)) {
    const known = Object.keys(sparsifiers);
    throw new InputError(
      `method: expected one of ${known.join(", ")}, ${METHOD_NOTATION}, got "${name}"; did you mean ${nearestName(name, known)}?`,
    );
  }
  const sparsifier = sparsifiers[method];
  // Labels to train on are those of a seed's split.
  return way === undefined ? sparsifier : { ...sparsifier, randomised: way.randomised || way.labelled };
}

/** Whether a method makes one edge set for each level instead of an order. @throws InputError for an unknown method */
export function samplesEachLevel(name: string): boolean {
  return "sample" in sparsifierNamed(name);
}

/** Whether a method trains a network, and so needs more than the graph. @throws InputError for an unknown method */
export function trainsNetwork(name: string): boolean {
  return "trains" in sparsifierNamed(name);
}
