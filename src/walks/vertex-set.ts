import { InputError } from "../errors.js";
import type { Adjacency } from "../graph/adjacency.js";

/** No network is as deep; counts of longer walks would take hours and gigabytes. */
const LONGEST_WALKS = 10_000;

/** A set of vertices: their indices in any order; an index that comes again changes nothing. */
export type VertexSet = ArrayLike<number>;

/**
 * [V] 1 at the vertices of a set, 0 elsewhere.
 *
 * @throws InputError where an index is no vertex
 */
export function vertexMask({ vertexCount }: Adjacency, vertices: VertexSet): Uint8Array {
  const mask = new Uint8Array(vertexCount);
  for (let k = 0; k < vertices.length; k++) {
    checkVertex(vertexCount, vertices[k]);
    mask[vertices[k]] = 1;
  }
  return mask;
}

/**
 * [V] the {@link vertexMask} of one side of a partition (I, V \ I).
 *
 * @throws InputError where an index is no vertex, or a side is empty
 */
export function partitionMask(adjacency: Adjacency, subset: VertexSet): Uint8Array {
  const mask = vertexMask(adjacency, subset);
  const size = mask.reduce((sum, inside) => sum + inside, 0);
  if (size === 0) throw new InputError("partition: expected at least one vertex, got none");
  if (size === mask.length)
    throw new InputError(`partition: expected a part of the ${size} vertices, got all of them`);
  return mask;
}

/** @throws InputError where the index is no vertex */
export function checkVertex(vertexCount: number, vertex: number): void {
  if (!(Number.isInteger(vertex) && vertex >= 0 && vertex < vertexCount))
    throw new InputError(
      vertexCount === 0
        ? `vertex: expected none, the graph has no vertices, got ${vertex}`
        : `vertex: expected an integer from 0 to ${vertexCount - 1}, got ${vertex}`,
    );
}

/** @throws InputError where a walk length is no integer >= 0 */
export function checkWalkLength(walkLength: number): void {
  if (!(Number.isSafeInteger(walkLength) && walkLength >= 0))
    throw new InputError(`walk length: expected an integer >= 0, got ${walkLength}`);
  if (walkLength > LONGEST_WALKS)
    throw new InputError(
      `walk length: expected at most ${LONGEST_WALKS}, as exact counts have digits in proportion, got ${walkLength}`,
    );
}
