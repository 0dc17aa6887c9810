import * as tf from "@tensorflow/tfjs-core";
import { matMul } from "../ops/mat-mul.js";

/**
 * Inner products of each row's share of every head with that head's vector, differentiable in both.
 *
 * S[r, h] = sum of X[r, c] a[c] over the columns c of head h
 *
 * @param x X [rows, width], width a multiple of the heads
 * @param vectors a [width], the heads' vectors one after the other
 * @returns [rows, heads]
 *
 * Complexity: O(rows * width * heads).
 */
export function headScores(x: tf.Tensor2D, vectors: tf.Tensor1D, heads: number): tf.Tensor2D {
  const width = vectors.size;
  // One matrix with the vectors down its diagonal: a single product, and its gradients are our kernels.
  const diagonal = Float32Array.from({ length: width * heads }, (_, k) =>
    Math.floor((Math.floor(k / heads) * heads) / width) === k % heads ? 1 : 0,
  );
  return matMul(x, tf.mul(tf.tensor2d(diagonal, [width, heads]), tf.reshape(vectors, [width, 1])));
}
