import type { Adjacency } from "../../graph/adjacency.js";
import type { ProgressSettings } from "../orders/sparsifier.js";
import { edgeTriangles } from "./edge-triangles.js";

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
  return edgeTriangles(adjacency, settings);
}
