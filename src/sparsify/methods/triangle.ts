import type { Adjacency } from "../../graph/adjacency.js";
import { edgeTriangleCounts } from "../../walks/edge-triangle-counts.js";
import type { ProgressSettings } from "../orders/sparsifier.js";

/**
 * The number of triangles that an edge is in: keeps embedded edges, removes bridges between communities.
 *
 *   score(u, v) = |N(u) ∩ N(v)|
 *
 * Source: Hamann, Lindner, Meyerhenke, Staudt, Wagner, "Structure-preserving sparsification methods for social networks" (2016),
 * section 3 ("Triangles").
 *
 * @returns [E] counts, higher = keep
 *
 * Complexity: O(E^1.5) time, O(V + E) memory.
 */
export function triangleScores(adjacency: Adjacency, settings?: ProgressSettings): Float64Array {
  return edgeTriangleCounts(adjacency, () => settings?.onProgress?.(0));
}
