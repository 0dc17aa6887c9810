import * as tf from "@tensorflow/tfjs-core";
import { defineKernel } from "../backend/kernel.js";

const step = defineKernel("sgd", {
  inputs: 3,
  outputs: ([shape]) => [shape, shape],
  sizes: ([shape]) => [tf.util.sizeFromShape(shape)],
  composed([parameter, gradient, velocity], [rate, momentum, weightDecay]) {
    const g = tf.add(gradient, tf.mul(parameter, weightDecay));
    const v = tf.add(tf.mul(velocity, momentum), g);
    return [tf.sub(parameter, tf.mul(v, rate)), v];
  },
});

/** Options of {@link sgdStep}. */
export interface SgdOptions {
  readonly learningRate: number;
  readonly momentum: number;
  /** added to the gradient, as PyTorch's `SGD(weight_decay=...)` */
  readonly weightDecay: number;
}

/** Parameters and their velocities, shaped alike. All tensors are kept: {@link disposeSgd} frees them. */
export interface SgdState {
  readonly parameters: readonly tf.Tensor[];
  readonly velocities: readonly tf.Tensor[];
}

/**
 * The state before the first step, of parameters that it takes over.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { createSgd, selectBackend } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * createSgd([tf.tensor1d([1, 2])]).velocities[0].dataSync(); // => Float32Array.of(0, 0)
 * ```
 */
export function createSgd(parameters: readonly tf.Tensor[]): SgdState {
  return {
    parameters: parameters.map((parameter) => tf.keep(parameter)),
    velocities: parameters.map((parameter) => tf.keep(tf.zerosLike(parameter))),
  };
}

/**
 * One step of stochastic gradient descent: v' = momentum v + gradient + decay p; p' = p - rate v', as PyTorch's `SGD`. The
 * state handed in is used up: its tensors are disposed of.
 *
 * @param gradients shaped as the parameters, in their order
 *
 * Complexity: O(size of all parameters).
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { createSgd, selectBackend, sgdStep } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * const state = createSgd([tf.tensor1d([1])]);
 * const next = sgdStep(state, [tf.tensor1d([2])], { learningRate: 0.5, momentum: 0, weightDecay: 0 });
 * next.parameters[0].dataSync(); // => Float32Array.of(0)
 * ```
 */
export function sgdStep(
  state: SgdState,
  gradients: readonly tf.Tensor[],
  { learningRate, momentum, weightDecay }: SgdOptions,
): SgdState {
  const next = state.parameters.map((parameter, k) =>
    step([parameter, gradients[k], state.velocities[k]], [learningRate, momentum, weightDecay]).map(
      (tensor) => tf.keep(tensor),
    ),
  );
  disposeSgd(state);
  return { parameters: next.map(([p]) => p), velocities: next.map(([, v]) => v) };
}

/**
 * Frees the parameters and the velocities.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { createSgd, disposeSgd, selectBackend } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * const before = tf.memory().numTensors;
 * disposeSgd(createSgd([tf.tensor1d([1, 2])]));
 * tf.memory().numTensors === before; // => true
 * ```
 */
export function disposeSgd({ parameters, velocities }: SgdState): void {
  tf.dispose([...parameters, ...velocities]);
}
