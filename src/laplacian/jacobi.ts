import { LANES } from "./lanes.js";
import type { Laplacian } from "./laplacian.js";
import type { Preconditioner } from "./preconditioner.js";

/** M = D, the diagonal: the cheapest preconditioner. Vertices without an edge keep their values. O(V) to make and to apply. */
export function jacobi({ vertexCount, diagonal }: Laplacian): Preconditioner {
  const inverse = diagonal.map((d) => (d > 0 ? 1 / d : 1));
  return {
    apply(r, z) {
      for (let u = 0; u < vertexCount; u++)
        for (let k = u * LANES; k < (u + 1) * LANES; k++) z[k] = inverse[u] * r[k];
    },
  };
}
