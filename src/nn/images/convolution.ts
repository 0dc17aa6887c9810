import * as tf from "@tensorflow/tfjs-core";
import { defineGradient, defineKernel } from "../backend/kernel.js";

/** x [N, H, W, C], filter [h, w, C, F]; numbers: stride, padding. */
const forward = defineKernel("convolve", {
  inputs: 2,
  outputs: ([[images, height, width], [filterHeight, filterWidth, , filters]], [stride, padding]) => [
    [
      images,
      outSize(height, filterHeight, stride, padding),
      outSize(width, filterWidth, stride, padding),
      filters,
    ],
  ],
  sizes: ([x, filter]) => [...x, filter[0], filter[1], filter[3]],
  scratch: ([[, height, width, channels], filter], [, padding]) =>
    (height + 2 * padding) * (width + 2 * padding) * channels + tf.util.sizeFromShape(filter),
  composed: ([x, filter], [stride, padding]) => [valid.forward(x, filter, { stride, padding })],
});

/** dy [N, P, Q, F], filter [h, w, C, F]; numbers: stride, padding, H, W. */
const inputGradient = defineKernel("convolveInputGradient", {
  inputs: 2,
  outputs: ([[images], [, , channels]], [, , height, width]) => [[images, height, width, channels]],
  sizes: ([dy, filter]) => [...dy, filter[0], filter[1], filter[2]],
  scratch: ([[, , , filters], filter], [, , height, width]) =>
    (height + filter[0] - 1) * (width + filter[1] - 1) * filters + tf.util.sizeFromShape(filter),
  composed: ([dy, filter], [stride, padding, height, width]) => [
    valid.inputGradient(dy, filter, { stride, padding }, [height, width]),
  ],
});

/** x [N, H, W, C], dy [N, P, Q, F]; numbers: stride, padding, h, w. */
const filterGradient = defineKernel("convolveFilterGradient", {
  inputs: 2,
  outputs: ([[, , , channels], [, , , filters]], [, , filterHeight, filterWidth]) => [
    [filterHeight, filterWidth, channels, filters],
  ],
  sizes: ([x, dy]) => [...x, ...dy.slice(1)],
  scratch: ([[, height, width, channels]], [, padding]) =>
    (height + 2 * padding) * (width + 2 * padding) * channels,
  composed: ([x, dy], [stride, padding, filterHeight, filterWidth]) => [
    valid.filterGradient(x, dy, { stride, padding }, [filterHeight, filterWidth]),
  ],
});

// T(x, filter, dy) = <convolution of x, dy> is linear in each of the three, and each kernel is T's gradient in one: so
// each one's gradients are the two others, and the three are differentiable any number of times.
defineGradient("convolve", 2, {
  gradients: ([dy], [x, filter], [stride, padding]) => [
    () => inputGradient([dy, filter], [stride, padding, x.shape[1] as number, x.shape[2] as number])[0],
    () => filterGradient([x, dy], [stride, padding, filter.shape[0], filter.shape[1] as number])[0],
  ],
});
defineGradient("convolveInputGradient", 2, {
  gradients: ([u], [dy, filter], [stride, padding]) => [
    () => forward([u, filter], [stride, padding])[0],
    () => filterGradient([u, dy], [stride, padding, filter.shape[0], filter.shape[1] as number])[0],
  ],
});
defineGradient("convolveFilterGradient", 2, {
  gradients: ([u], [x, dy], [stride, padding]) => [
    () => inputGradient([dy, u], [stride, padding, x.shape[1] as number, x.shape[2] as number])[0],
    () => forward([x, u], [stride, padding])[0],
  ],
});

/**
 * Two-dimensional convolution (cross-correlation, as networks have it), differentiable any number of times in both.
 *
 * y[n, p, q, o] = sum over i, j, c of x[n, p s + i - padding, q s + j - padding, c] filter[i, j, c, o], zeros outside x
 *
 * @param x [images, height, width, channels]
 * @param filter [filterHeight, filterWidth, channels, filters]
 * @param stride s; default 1
 * @param padding less than filterHeight and filterWidth; default 0
 * @returns [images, floor((height + 2 padding - filterHeight) / s) + 1, the same of the widths, filters]
 *
 * Complexity: O(size of y * size of the filter / filters).
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { convolution, selectBackend } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * const image = tf.ones([1, 3, 3, 1]) as tf.Tensor4D;
 * convolution(image, tf.ones([3, 3, 1, 1]) as tf.Tensor4D).dataSync()[0]; // => 9
 * ```
 */
export function convolution(x: tf.Tensor4D, filter: tf.Tensor4D, stride = 1, padding = 0): tf.Tensor4D {
  return forward([x, filter], [stride, padding])[0] as tf.Tensor4D;
}

/** How windows lie on an image. */
export interface WindowGrid {
  /** from a window to the next, in pixels */
  readonly stride: number;
  /** pixels around the image */
  readonly padding: number;
}

/** Places that a window of `window` pixels has along `size` of them. */
export function outSize(size: number, window: number, stride: number, padding: number): number {
  return Math.floor((size + 2 * padding - window) / stride) + 1;
}

/**
 * The three convolution products by TensorFlow.js's own ops, for the native library, whose gradients take windows inside
 * the image only: the zeros are put around it first.
 *
 * Seen from the tape, `forward` and `inputGradient` are ops of TensorFlow.js, whose gradients have gradients; the one of
 * `filterGradient` has none.
 */
export const valid = Object.freeze({
  forward: (x: tf.Tensor, filter: tf.Tensor, { stride, padding }: WindowGrid): tf.Tensor =>
    tf.conv2d(pad(x, padding), filter as tf.Tensor4D, stride, "valid"),
  inputGradient(
    dy: tf.Tensor,
    filter: tf.Tensor,
    { stride, padding }: WindowGrid,
    [height, width]: readonly [number, number],
  ): tf.Tensor {
    const [images, channels] = [dy.shape[0], filter.shape[2] as number];
    const shape: [number, number, number, number] = [
      images,
      height + 2 * padding,
      width + 2 * padding,
      channels,
    ];
    // The same sum as conv2dTranspose, which is the gradient of conv2d in its image.
    const padded = tf.conv2dTranspose(dy as tf.Tensor4D, filter as tf.Tensor4D, shape, stride, "valid");
    return tf.slice(padded, [0, padding, padding, 0], [images, height, width, channels]);
  },
  filterGradient(
    x: tf.Tensor,
    dy: tf.Tensor,
    { stride, padding }: WindowGrid,
    filterSize: readonly [number, number],
  ): tf.Tensor {
    const shape = [...filterSize, x.shape[3] as number, dy.shape[3] as number];
    const inputs = { x: pad(x, padding), dy };
    const attributes = { strides: stride, pad: "valid", dataFormat: "NHWC", filterShape: shape };
    return tf.engine().runKernel("Conv2DBackpropFilter", inputs, attributes) as unknown as tf.Tensor;
  },
});

function pad(x: tf.Tensor, padding: number): tf.Tensor4D {
  if (padding === 0) return x as tf.Tensor4D;
  const around: [number, number] = [padding, padding];
  return tf.pad4d(x as tf.Tensor4D, [[0, 0], around, around, [0, 0]]);
}
