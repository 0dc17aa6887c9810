import { InputError } from "../errors.js";
import type { Adjacency } from "../graph/adjacency.js";
import { parseMethod } from "./method-spec.js";
import type { RemovalOrder } from "./orders/removal-order.js";
import type { OrderOptions } from "./orders/sparsifier.js";
import { runSparsifier } from "./run-sparsifier.js";
import { sparsifierNamed } from "./sparsifier-named.js";
import { partitionsOfMethod } from "./wis/partitions-of-method.js";

/**
 * The order in which a method, given by name, removes all edges of a graph, or all that it may remove.
 *
 * Methods that sample make one edge set for each level: theirs can be cut at `options.remove` only.
 *
 * @throws InputError for an unknown method, a graph that the method cannot take, and options that it refuses
 */
export function removalOrder(name: string, adjacency: Adjacency, options: OrderOptions = {}): RemovalOrder {
  const sparsifier = sparsifierNamed(name);
  const { method, walkLength = options.walkLength, wayName, parts } = parseMethod(name);
  if (method === name) return runSparsifier(name, sparsifier, adjacency, options);
  if (options.walkLength !== undefined && walkLength !== options.walkLength)
    throw new InputError(`walk length: expected none beside ${name}, got ${options.walkLength}`);
  if (wayName !== undefined && options.partitions !== undefined)
    throw new InputError(`partitions: expected none beside ${name}, which makes its own`);
  // Of the whole graph, also where some edges are removed already.
  const partitions =
    wayName === undefined
      ? options.partitions
      : partitionsOfMethod(name, wayName, adjacency, { ...options, parts });
  return {
    ...runSparsifier(method, sparsifier, adjacency, { ...options, walkLength, partitions }),
    method: name,
  };
}
