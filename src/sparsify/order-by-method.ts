import { InputError } from "../errors.js";
import type { Adjacency } from "../graph/adjacency.js";
import { checkAdjacency } from "../graph/check-argument.js";
import { checkOptions } from "../graph/check-options.js";
import { type MethodOption, methodsTaking } from "./catalog.js";
import { type MethodName, type MethodSpec, parseMethod } from "./method-spec.js";
import type { OrderOptions } from "./orders/order-options.js";
import type { RemovalOrder } from "./orders/removal-order.js";
import { runSparsifier } from "./run-sparsifier.js";
import { partitionsOfMethod } from "./wis/partitions-of-method.js";

/**
 * The order in which a method removes all edges of a graph, or all that it may remove.
 *
 * Methods that choose the edges of each level anew make one edge set: theirs can be cut at `options.remove` only.
 *
 * @param method its name, such as "2-wis" or "gwis@cut:16", or the name parsed
 * @returns the order; `method` in it is the name as it was given
 *
 * Complexity: that of the method, see {@link METHODS}.
 *
 * @throws InputError for an unknown method, a graph that the method cannot take, and options that it does not take
 *
 * @example
 * ```ts
 * import { buildAdjacency, removalOrder } from "seprank/adjacency";
 *
 * const ring = buildAdjacency({ vertexCount: 4, sources: [0, 1, 2, 3], targets: [1, 2, 3, 0] }).adjacency;
 * removalOrder("2-wis", ring).edges; // => Uint32Array.of(0, 2, 1, 3)
 * ```
 */
export function removalOrder(
  method: MethodName | (string & {}) | MethodSpec,
  adjacency: Adjacency,
  options: OrderOptions = {},
): RemovalOrder {
  checkAdjacency(adjacency, "removalOrder");
  const spec = typeof method === "string" ? parseMethod(method) : method;
  checkOptions("removalOrder", options, [...LIMITED, ...FOR_ALL, "labels"]);
  checkTaken(spec, options);
  const { walkLength = options.walkLength, partitionsBy, parts, name } = spec;
  // Of the whole graph, also where some edges are removed already.
  const partitions =
    partitionsBy === undefined
      ? options.partitions
      : partitionsOfMethod(name, partitionsBy, adjacency, { ...options, parts });
  return runSparsifier(spec, adjacency, { ...options, walkLength, partitions });
}

/** The options that not all methods take. */
const LIMITED = [
  ...["walkLength", "partitions", "orderBy", "batch", "parity"],
  ...["protect", "keepDegree", "removed"],
] as (MethodOption & keyof OrderOptions)[];

/** The options that every method takes; `remove` matters to those that choose the edges of each level anew. */
const FOR_ALL: readonly (keyof OrderOptions)[] = ["seed", "onProgress", "timeout", "parameters", "remove"];

function checkTaken(spec: MethodSpec, options: OrderOptions): void {
  const { name, facts, walkLength, partitionsBy, labelled } = spec;
  for (const option of LIMITED)
    if (options[option] !== undefined && !facts.options.includes(option))
      throw new InputError(
        `${option}: expected none for ${name}, as it is for ${methodsTaking(option)}; leave it out`,
      );
  if (options.labels !== undefined && !labelled)
    throw new InputError(`labels: expected none for ${name}, as they are for gwis@label; leave them out`);
  if (walkLength !== undefined && options.walkLength !== undefined)
    throw new InputError(`walk length: expected none beside ${name}, got ${options.walkLength}`);
  if (partitionsBy !== undefined && options.partitions !== undefined)
    throw new InputError(`partitions: expected none beside ${name}, which makes its own`);
}
