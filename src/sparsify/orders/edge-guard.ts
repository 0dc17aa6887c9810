import { InputError } from "../../errors.js";
import type { Adjacency } from "../../graph/adjacency.js";
import type { RemovalOrder } from "./removal-order.js";

/** Which edges a method may not remove. */
export interface EdgeLimits {
  /** edges that are never removed: they come last in the order, by index, after the `removable` ones */
  readonly protect?: ArrayLike<number> | undefined;
  /** no edge is removed at a vertex that has only so many left, in either direction: 1 isolates no vertex; default 0 */
  readonly keepDegree?: number | undefined;
}

/** Keeps account of what a method may still remove while it removes edges. */
export interface EdgeGuard {
  /** Whether an edge may be removed now; once it may not, it never may again. */
  isFree(edge: number): boolean;
  remove(edge: number): void;
  /** The first `count` edges of an order, and after them, by index, those that may not be removed. O(E). */
  finish(method: string, edges: Uint32Array, count: number): RemovalOrder;
}

/** @throws InputError for an unknown edge, and a degree that is no integer >= 0 */
export function edgeGuard(adjacency: Adjacency, { protect = [], keepDegree = 0 }: EdgeLimits): EdgeGuard {
  const { vertexCount, edgeCount, sources, targets } = adjacency;
  if (!(Number.isInteger(keepDegree) && keepDegree >= 0))
    throw new InputError(`degree to keep: expected an integer >= 0, got ${keepDegree}`);
  const isProtected = new Uint8Array(edgeCount);
  for (let k = 0; k < protect.length; k++) {
    if (!(Number.isInteger(protect[k]) && protect[k] >= 0 && protect[k] < edgeCount))
      throw new InputError(`protected edge: expected an index from 0 to ${edgeCount - 1}, got ${protect[k]}`);
    isProtected[protect[k]] = 1;
  }
  const left = new Uint32Array(vertexCount);
  for (let e = 0; e < edgeCount; e++) {
    left[sources[e]]++;
    left[targets[e]]++;
  }
  return {
    isFree: (e) => isProtected[e] === 0 && left[sources[e]] > keepDegree && left[targets[e]] > keepDegree,
    remove(e) {
      left[sources[e]]--;
      left[targets[e]]--;
    },
    finish(method, edges, count) {
      if (count === edgeCount) return { method, edges };
      const isRemoved = new Uint8Array(edgeCount);
      for (let k = 0; k < count; k++) isRemoved[edges[k]] = 1;
      const all = edges.slice();
      for (let e = 0, k = count; e < edgeCount; e++) if (isRemoved[e] === 0) all[k++] = e;
      return { method, edges: all, removable: count };
    },
  };
}
