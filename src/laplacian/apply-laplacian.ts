import { LANES } from "./lanes.js";
import type { Laplacian } from "./laplacian.js";

/**
 * y = L x for a block of vectors.
 *
 * @param x [V, LANES]
 * @param y [V, LANES] written
 *
 * Complexity: O((V + S) LANES).
 */
export function applyLaplacian(
  { vertexCount, offsets, neighbors, weights, diagonal }: Laplacian,
  x: Float64Array,
  y: Float64Array,
): void {
  for (let u = 0; u < vertexCount; u++) {
    const at = u * LANES;
    const d = diagonal[u];
    let a = d * x[at];
    let b = d * x[at + 1];
    let c = d * x[at + 2];
    let e = d * x[at + 3];
    let f = d * x[at + 4];
    let g = d * x[at + 5];
    let h = d * x[at + 6];
    let i = d * x[at + 7];
    for (let k = offsets[u]; k < offsets[u + 1]; k++) {
      const w = weights[k];
      const v = neighbors[k] * LANES;
      a -= w * x[v];
      b -= w * x[v + 1];
      c -= w * x[v + 2];
      e -= w * x[v + 3];
      f -= w * x[v + 4];
      g -= w * x[v + 5];
      h -= w * x[v + 6];
      i -= w * x[v + 7];
    }
    y[at] = a;
    y[at + 1] = b;
    y[at + 2] = c;
    y[at + 3] = e;
    y[at + 4] = f;
    y[at + 5] = g;
    y[at + 6] = h;
    y[at + 7] = i;
  }
}
