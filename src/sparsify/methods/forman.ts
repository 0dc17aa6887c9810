import type { Adjacency } from "../../graph/adjacency.js";
import { edgeTriangleCounts } from "../../walks/edge-triangle-counts.js";
import type { ProgressSettings } from "../orders/sparsifier.js";

/**
 * Augmented Forman-Ricci curvature: removes the most positively curved edges first, those with many ways around them.
 *
 *   score(u, v) = -F(u, v), F(u, v) = 4 - deg(u) - deg(v) + 3 t, t the edge's triangles
 *
 * Edges of low curvature are the bottlenecks between dense parts and stay longest. The paper removes edges of high curvature against over-smoothing
 * and adds edges around those of low curvature; only the removal is here, by the curvature of the whole graph.
 *
 * Source: Fesser, Weber, "Mitigating over-smoothing and over-squashing using augmentations of Forman-Ricci curvature" (LoG 2023), AFR-3; the curvature is
 * that of Samal, Sreejith, Gu, Liu, Saucan, Jost, "Comparative analysis of two discretizations of Ricci curvature for complex networks" (2018).
 *
 * @returns [E] scores, higher = keep
 *
 * Complexity: O(E^1.5) for the triangles.
 */
export function formanScores(adjacency: Adjacency, settings?: ProgressSettings): Float64Array {
  const { offsets, sources, targets } = adjacency;
  const degree = (u: number) => offsets[u + 1] - offsets[u];
  return edgeTriangleCounts(adjacency, () => settings?.onProgress?.(0)).map(
    (triangles, e) => degree(sources[e]) + degree(targets[e]) - 4 - 3 * triangles,
  );
}
