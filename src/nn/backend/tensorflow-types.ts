/**
 * Makes the tensors in the types of `seprank/nn` those of `@tensorflow/tfjs-core`: `seprank/tensorflow`, for types alone.
 */
import type * as tf from "@tensorflow/tfjs-core";

declare module "./tensors.js" {
  interface TensorFlowTypes {
    readonly Tensor: tf.Tensor;
    readonly Scalar: tf.Scalar;
    readonly Tensor1D: tf.Tensor1D;
    readonly Tensor2D: tf.Tensor2D;
    readonly Tensor3D: tf.Tensor3D;
    readonly Tensor4D: tf.Tensor4D;
  }
}
