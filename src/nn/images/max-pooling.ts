import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../backend/differentiable.js";
import { defineGradient, defineKernel } from "../backend/kernel.js";
import { ownProducts } from "../ops/mat-mul.js";
import { outSize, type WindowGrid } from "./convolution.js";

/** values and x [N, H, W, C]; numbers: window, stride, padding. */
const gather = defineKernel("gatherMaxima", {
  inputs: 2,
  outputs: ([[images, height, width, channels]], [window, stride, padding]) => [
    [images, outSize(height, window, stride, padding), outSize(width, window, stride, padding), channels],
  ],
  sizes: ([x]) => x,
});

/** dy [N, P, Q, C], x [N, H, W, C]; numbers as above. */
const scatter = defineKernel("scatterMaxima", {
  inputs: 2,
  outputs: ([, x]) => [x],
  sizes: ([, x]) => x,
});

// Each is linear in its first input and the adjoint of the other; where x is largest changes almost nowhere.
defineGradient("gatherMaxima", 2, {
  gradients: ([u], [, x], numbers) => [() => scatter([u, x], numbers)[0], () => tf.zerosLike(x)],
});
defineGradient("scatterMaxima", 2, {
  gradients: ([u], [, x], numbers) => [() => gather([u, x], numbers)[0], () => tf.zerosLike(x)],
});

/**
 * Max pooling, differentiable any number of times. Of equal numbers in a window, the first takes the gradient; places
 * outside the image do not count.
 *
 * @param x [images, height, width, channels]
 * @param window side of the window
 * @param padding at most half of it
 * @returns [images, floor((height + 2 padding - window) / stride) + 1, the same of the width, channels]
 *
 * Complexity: O(size of the result * window^2).
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { maxPooling, selectBackend } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * [...maxPooling(tf.tensor4d([1, 4, 3, 2], [1, 2, 2, 1]), 2, 2, 0).dataSync()]; // => [4]
 * ```
 */
export function maxPooling(x: tf.Tensor4D, window: number, stride: number, padding: number): tf.Tensor4D {
  if (ownProducts()) return slidingMaxima(x, window, stride, padding);
  return gather([x, x], [window, stride, padding])[0] as tf.Tensor4D;
}

/**
 * Max pooling out of slices and maxima, along the height and then the width: the native library's own has a gradient
 * which has none. Differentiable any number of times; the gradient goes to a largest number, which of several is open.
 *
 * @param x [images, height, width, channels]
 *
 * Complexity: O(size of x * window / stride).
 */
export function slidingMaxima(x: tf.Tensor4D, window: number, stride: number, padding: number): tf.Tensor4D {
  const grid = { stride, padding };
  return alongAxis(alongAxis(x, 1, window, grid), 2, window, grid);
}

function alongAxis(
  x: tf.Tensor4D,
  axis: 1 | 2,
  window: number,
  { stride, padding }: WindowGrid,
): tf.Tensor4D {
  const places = Math.floor((x.shape[axis] + 2 * padding - window) / stride) + 1;
  // Space for whole groups of `stride`, of which each slice below takes one column.
  const groups = places + Math.ceil(window / stride);
  const after = groups * stride - x.shape[axis] - padding;
  const around: [[number, number], [number, number], [number, number], [number, number]] = [
    [0, 0],
    [0, 0],
    [0, 0],
    [0, 0],
  ];
  around[axis] = [padding, Math.max(0, after)];
  const padded = tf.pad4d(x, around, Number.NEGATIVE_INFINITY);
  const { shape } = tf.slice(padded, 0, shapeAlong(padded.shape, axis, groups * stride));
  // Three axes: TensorFlow.js (4.22.0) cannot pad five on webgpu, which is what the gradient of a slice does.
  const inner = tf.util.sizeFromShape(shape.slice(axis + 1));
  const grouped = tf.reshape(tf.slice(padded, 0, shape), [-1, groups, stride * inner]);
  const at = (offset: number) => {
    const begin = [0, Math.floor(offset / stride), (offset % stride) * inner];
    const slice = tf.slice(grouped, begin, [-1, places, inner]);
    return tf.reshape(slice, shapeAlong(shape, axis, places)) as tf.Tensor4D;
  };
  let best = at(0);
  for (let offset = 1; offset < window; offset++) best = larger(best, at(offset));
  return best;
}

/** The larger of two, the first where they are equal. Who it is counts as constant: tf.maximum's gradient has none. */
function larger(a: tf.Tensor4D, b: tf.Tensor4D): tf.Tensor4D {
  return differentiable(
    [a, b],
    () => {
      const first = tf.greaterEqual(a, b);
      const parts = [tf.cast(first, "float32"), tf.cast(tf.logicalNot(first), "float32")];
      return { value: tf.maximum(a, b) as tf.Tensor4D, saved: parts };
    },
    (dy, parts) => parts.map((part) => tf.mul(dy, part)),
  );
}

function shapeAlong(shape: readonly number[], axis: number, size: number): [number, number, number, number] {
  return shape.map((own, k) => (k === axis ? size : own)) as [number, number, number, number];
}
