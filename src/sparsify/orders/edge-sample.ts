import type { RemovalOrder } from "./removal-order.js";

/** The edges that a method keeps at one level. */
export interface EdgeSample {
  /** the kept edges' indices, in any order */
  readonly kept: Uint32Array;
  /** their new weights, where the method reweights; default those they have */
  readonly weights?: Float64Array;
}

/** An edge sample in the place of an order: the removed edges first, by index, then the kept ones, to be cut there only. O(E). */
export function orderOfSample(
  method: string,
  edgeCount: number,
  { kept, weights }: EdgeSample,
): RemovalOrder {
  const isKept = new Uint8Array(edgeCount);
  for (const e of kept) isKept[e] = 1;
  const edges = new Uint32Array(edgeCount);
  const removed = edgeCount - kept.length;
  for (let e = 0, gone = 0, left = removed; e < edgeCount; e++) edges[isKept[e] === 1 ? left++ : gone++] = e;
  if (weights === undefined) return { method, edges, only: removed };
  const reweighted = new Float64Array(edgeCount);
  for (let k = 0; k < kept.length; k++) reweighted[kept[k]] = weights[k];
  return { method, edges, only: removed, weights: reweighted };
}
