import * as tf from "@tensorflow/tfjs-core";

/** What an op gives, and the tensors that its gradient will want. */
export interface Forward<T extends tf.Tensor> {
  readonly value: T;
  /** default none */
  readonly saved?: readonly tf.Tensor[];
}

/**
 * An op made of a forward and a backward pass that know nothing of each other's workings, tied together for
 * TensorFlow.js's tape.
 *
 * @param inputs the tensors that the op is differentiable in
 * @param forward computes the op's value from them
 * @param gradient takes the gradient of the value and what `forward` saved to the gradients of `inputs`, in their order
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { differentiable, selectBackend } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * // x^3, whose derivative is 3 x^2.
 * const cube = (x: tf.Tensor) => differentiable([x], () => ({ value: tf.mul(x, tf.mul(x, x)), saved: [x] }), (dy, [kept]) => [tf.mul(dy, tf.mul(3, tf.mul(kept, kept)))]);
 * tf.grad(cube)(tf.scalar(2)).dataSync()[0]; // ≈ 12.0
 * ```
 */
export function differentiable<T extends tf.Tensor>(
  inputs: readonly tf.Tensor[],
  forward: () => Forward<T>,
  gradient: (dy: T, saved: readonly tf.Tensor[]) => tf.Tensor[],
): T {
  const op = tf.customGrad((...parameters) => {
    // After the inputs, TensorFlow.js hands over what keeps tensors alive until the gradient has been computed.
    const save = parameters[inputs.length] as unknown as tf.GradSaveFunc;
    const { value, saved = [] } = forward();
    save([...saved]);
    return { value, gradFunc: (dy, kept) => gradient(dy as T, kept as tf.Tensor[]) };
  });
  return op(...inputs) as T;
}
