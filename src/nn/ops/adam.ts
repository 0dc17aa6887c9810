import * as tf from "@tensorflow/tfjs-core";
import { defineKernel } from "../backend/kernel.js";
import { adam as adamOnGpu } from "../webgpu/adam.js";

const step = defineKernel("adam", {
  inputs: 4,
  outputs: ([shape]) => [shape, shape, shape],
  sizes: ([shape]) => [tf.util.sizeFromShape(shape)],
  composed([parameter, gradient, first, second], [rate, scale, beta1, beta2, epsilon, weightDecay]) {
    const g = tf.add(gradient, tf.mul(parameter, weightDecay));
    const m = tf.add(tf.mul(first, beta1), tf.mul(g, 1 - beta1));
    const v = tf.add(tf.mul(second, beta2), tf.mul(tf.square(g), 1 - beta2));
    const step = tf.div(tf.mul(m, rate), tf.add(tf.mul(tf.sqrt(v), scale), epsilon));
    return [tf.sub(parameter, step), m, v];
  },
  onWebgpu: adamOnGpu,
});

/** Options of {@link adamStep}; PyTorch's defaults. */
export interface AdamOptions {
  readonly learningRate: number;
  /** default 0; added to the gradient, as PyTorch's `Adam(weight_decay=...)`; not the decoupled kind */
  readonly weightDecay?: number;
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
}

const DEFAULTS = Object.freeze({ weightDecay: 0, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });

/**
 * Parameters with the running means Adam keeps of their gradients. All tensors are kept: {@link disposeAdam} frees
 * them.
 */
export interface AdamState {
  /** number of steps taken */
  readonly steps: number;
  readonly parameters: readonly tf.Tensor[];
  /** running means of the gradients, shaped as the parameters */
  readonly first: readonly tf.Tensor[];
  /** running means of their squares, shaped as the parameters */
  readonly second: readonly tf.Tensor[];
}

/**
 * The state before the first step. It takes the parameters over.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { createAdam, selectBackend } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * createAdam([tf.tensor1d([1, 2])]).steps; // => 0
 * ```
 */
export function createAdam(parameters: readonly tf.Tensor[]): AdamState {
  const zeros = () => parameters.map((parameter) => tf.keep(tf.zerosLike(parameter)));
  return { steps: 0, parameters: parameters.map((p) => tf.keep(p)), first: zeros(), second: zeros() };
}

/**
 * One step of Adam. The state handed in is used up: its tensors are disposed of.
 *
 * Source: Kingma and Ba, "Adam: A Method for Stochastic Optimization" (2015), Algorithm 1.
 *
 * @param gradients shaped as the state's parameters, in their order
 *
 * Complexity: O(size of all parameters).
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { adamStep, createAdam, selectBackend } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * const state = createAdam([tf.tensor1d([1])]);
 * const next = adamStep(state, [tf.tensor1d([2])], { learningRate: 0.1 });
 * // The first step is as long as the learning rate, whatever the gradient.
 * next.parameters[0].dataSync()[0]; // ≈ 0.9
 * ```
 */
export function adamStep(state: AdamState, gradients: readonly tf.Tensor[], options: AdamOptions): AdamState {
  const { learningRate, weightDecay, beta1, beta2, epsilon } = { ...DEFAULTS, ...options };
  const steps = state.steps + 1;
  const numbers = [
    learningRate / (1 - beta1 ** steps),
    1 / Math.sqrt(1 - beta2 ** steps),
    beta1,
    beta2,
    epsilon,
    weightDecay,
  ];
  const next = state.parameters.map((parameter, k) =>
    step([parameter, gradients[k], state.first[k], state.second[k]], numbers).map((tensor) =>
      tf.keep(tensor),
    ),
  );
  disposeAdam(state);
  return {
    steps,
    parameters: next.map(([parameter]) => parameter),
    first: next.map(([, first]) => first),
    second: next.map(([, , second]) => second),
  };
}

/**
 * Frees the parameters and the running means.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { createAdam, disposeAdam, selectBackend } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * const before = tf.memory().numTensors;
 * disposeAdam(createAdam([tf.tensor1d([1, 2])]));
 * tf.memory().numTensors === before; // => true
 * ```
 */
export function disposeAdam({ parameters, first, second }: AdamState): void {
  tf.dispose([...parameters, ...first, ...second]);
}
