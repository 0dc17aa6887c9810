import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../backend/differentiable.js";
import type { MaskedEntries } from "./masked-entries.js";

/**
 * The entries of the masked adjacency matrix M * A, differentiable in the mask: each entry is its edge's number.
 *
 * dm[e] = sum of dW[k] over the two entries k of edge e
 *
 * @param mask [E]
 * @returns W [entries, 1]
 *
 * Complexity: O(entries), forward and backward.
 */
export function maskedAdjacency({ edges }: MaskedEntries, mask: tf.Tensor1D): tf.Tensor2D {
  const edgeCount = mask.size;
  return differentiable(
    [mask],
    () => {
      const m = mask.dataSync();
      return {
        value: tf.tensor2d(
          Float32Array.from(edges, (e) => m[e]),
          [edges.length, 1],
          "float32",
        ),
      };
    },
    (dy) => {
      const g = dy.dataSync();
      const gradient = new Float32Array(edgeCount);
      for (let k = 0; k < edges.length; k++) gradient[edges[k]] += g[k];
      return [tf.tensor1d(gradient, "float32")];
    },
  );
}
