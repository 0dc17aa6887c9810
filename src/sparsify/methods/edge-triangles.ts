import type { Adjacency } from "../../graph/adjacency.js";
import { forEachTriangle } from "../../walks/triangles.js";
import type { ProgressSettings } from "../orders/sparsifier.js";

/**
 * [E] the number of triangles that every edge of an undirected graph is in: |N(u) ∩ N(v)|. O(E^1.5) time, O(V + E) memory.
 */
export function edgeTriangles(adjacency: Adjacency, settings?: ProgressSettings): Float64Array {
  const triangles = new Float64Array(adjacency.edgeCount);
  forEachTriangle(
    adjacency,
    (_u, _v, _w, { vw, uw, uv }) => {
      triangles[vw]++;
      triangles[uw]++;
      triangles[uv]++;
    },
    () => settings?.onProgress?.(0),
  );
  return triangles;
}
