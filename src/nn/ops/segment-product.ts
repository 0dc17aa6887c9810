import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../backend/differentiable.js";
import { defineKernel } from "../backend/kernel.js";
import * as native from "../tensorflow/segment-product.js";
import * as onGpu from "../webgpu/segment-product.js";
import type { SparseMatrix } from "./sparse-matrix.js";

const forward = defineKernel("segmentProduct", {
  inputs: 3,
  outputs: ([[ends], , [, width]]) => Array.from({ length: 4 }, () => [ends - 1, width]),
  sizes: ([[ends], , [, width]]) => [ends - 1, width],
  onTensorflow: (inputs, [scaled]) =>
    native.segmentProduct(inputs, scaled === 1 ? belowTheLargest : undefined),
  onWebgpu: (inputs, [scaled]) => onGpu.segmentProduct(inputs, scaled === 1),
});

const backward = defineKernel("segmentProductGradient", {
  inputs: 7,
  outputs: ([, , matrix]) => [matrix],
  sizes: ([, , [sources, width], [rows]]) => [sources, rows, width],
  onTensorflow: (inputs) => [native.segmentProductGradient(inputs)],
  onWebgpu: (inputs) => [onGpu.segmentProductGradient(inputs)],
});

/** Exponents less the largest of their row, over the elements without a zero factor; as they are where there is none. */
function belowTheLargest(exponents: tf.Tensor, zeros: tf.Tensor): tf.Tensor {
  const whole = tf.equal(zeros, 0);
  const least = tf.min(exponents);
  const largest = tf.max(tf.where(whole, exponents, least), 1, true);
  return tf.sub(exponents, tf.where(tf.any(whole, 1, true), largest, tf.zerosLike(largest)));
}

/** Options of {@link segmentProduct}. */
export interface SegmentProductOptions {
  /** whether each row is divided by the power of two that brings its largest element to [1, 2); default false */
  readonly scaled?: boolean;
}

/**
 * The element-wise product over each vertex's neighbours, differentiable in the factors.
 *
 * Y[i, c] = product of X[j, c] over the entries (i, j) of the pattern; 1 where there is none.
 *
 * The product is kept as sign and magnitude, a significand and a binary exponent, so that thousands of factors neither
 * overflow nor vanish on the way, and the gradient is exact where factors are zero. What float32 cannot hold in the end
 * becomes 0 or an infinity, unless the rows are scaled; the scale is a power of two, constant almost everywhere, so
 * that the gradient with it is exact, too. A layer norm behind it gives the same with and without.
 *
 * Source: Razin, Verbin and Cohen, "On the Ability of Graph Neural Networks to Model Interactions Between Vertices"
 * (2023), equation 5 (product aggregation).
 *
 * @param pattern [rows, columns]; its values are not read
 * @param x [columns, width]
 * @returns [rows, width]
 *
 * Complexity: O(entries * width), forward and backward.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { buildAdjacency } from "seprank/adjacency";
 * import { neighborMatrix, segmentProduct, selectBackend, uploadSparseMatrix } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * // A path of three vertices.
 * const { adjacency } = buildAdjacency({ vertexCount: 3, sources: [0, 1], targets: [1, 2] });
 * const pattern = uploadSparseMatrix(neighborMatrix(adjacency));
 * [...segmentProduct(pattern, tf.tensor2d([[1], [2], [3]])).dataSync()]; // => [2, 3, 2]
 * ```
 */
export function segmentProduct(
  { forward: [offsets, indices] }: SparseMatrix,
  x: tf.Tensor2D,
  { scaled = false }: SegmentProductOptions = {},
): tf.Tensor2D {
  return differentiable(
    [x],
    () => {
      const [value, ...factors] = forward([offsets, indices, x], [scaled ? 1 : 0]);
      return { value: value as tf.Tensor2D, saved: [offsets, indices, x, ...factors] };
    },
    (dy, saved) => backward([...saved, dy]),
  );
}
