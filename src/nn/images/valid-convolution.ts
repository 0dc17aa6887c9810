import * as tf from "@tensorflow/tfjs-core";

/**
 * The three convolution products by TensorFlow.js's own ops, for the native library, whose gradients take windows inside
 * the image only: the zeros are put around it first.
 *
 * Seen from the tape, `forward` and `inputGradient` are ops of TensorFlow.js, whose gradients have gradients; the one of
 * `filterGradient` has none.
 */
export const valid = Object.freeze({
  forward: (x: tf.Tensor, filter: tf.Tensor, stride: number, padding: number): tf.Tensor =>
    tf.conv2d(pad(x, padding), filter as tf.Tensor4D, stride, "valid"),
  inputGradient(
    dy: tf.Tensor,
    filter: tf.Tensor,
    stride: number,
    padding: number,
    height: number,
    width: number,
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
    stride: number,
    padding: number,
    filterHeight: number,
    filterWidth: number,
  ): tf.Tensor {
    const shape = [filterHeight, filterWidth, x.shape[3] as number, dy.shape[3] as number];
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
