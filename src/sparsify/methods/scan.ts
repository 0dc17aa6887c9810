import type { Adjacency } from "../../graph/adjacency.js";
import { edgeTriangleCounts } from "../../walks/edge-triangle-counts.js";
import type { ProgressSettings } from "../orders/sparsifier.js";

/**
 * Structural similarity of SCAN: the cosine of the closed neighbourhoods of an edge's ends.
 *
 *   score(u, v) = |Γ(u) ∩ Γ(v)| / sqrt(|Γ(u)| |Γ(v)|), Γ(u) = N(u) ∪ {u}
 *
 * For an edge, |Γ(u) ∩ Γ(v)| is its triangles and both its ends.
 *
 * Source: Xu, Yuruk, Feng, Schweiger, "SCAN: a structural clustering algorithm for networks" (KDD 2007), definition 2.
 *
 * @returns [E] scores in (0, 1], higher = keep
 *
 * Complexity: O(E^1.5) time, O(V + E) memory.
 */
export function scanScores(adjacency: Adjacency, settings?: ProgressSettings): Float64Array {
  const { offsets, sources, targets } = adjacency;
  const closed = (u: number) => offsets[u + 1] - offsets[u] + 1;
  const scores = edgeTriangleCounts(adjacency, () => settings?.onProgress?.(0));
  for (let e = 0; e < scores.length; e++)
    scores[e] = (scores[e] + SHARED_ENDS) / Math.sqrt(closed(sources[e]) * closed(targets[e]));
  return scores;
}

/** Both ends of an edge are in both closed neighbourhoods. */
const SHARED_ENDS = 2;
