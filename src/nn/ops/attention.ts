import type * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../backend/differentiable.js";
import { defineKernel } from "../backend/kernel.js";
import * as native from "../tensorflow/attention.js";
import * as onGpu from "../webgpu/attention.js";
import type { SparseMatrix } from "./sparse-matrix.js";

const forward = defineKernel("attention", {
  inputs: 5,
  outputs: ([, [entries], [rows, width]], [heads]) => [
    [rows, width],
    [entries, heads],
    [rows, heads],
    [rows, heads],
  ],
  sizes: ([, , [rows, width]]) => [rows, width],
  onTensorflow: (inputs, [heads, slope]) => native.attention(inputs, heads, slope),
  onWebgpu: (inputs, [heads, slope]) => onGpu.attention(inputs, heads, slope),
});

const backward = defineKernel("attentionGradient", {
  inputs: 9,
  outputs: ([, , x, toTarget, toSource, weights, left, right]) => [
    x,
    toTarget,
    toSource,
    weights,
    left,
    right,
  ],
  sizes: ([, , [rows, width]]) => [rows, width],
  onTensorflow: (inputs, [heads, slope]) => native.attentionGradient(inputs, heads, slope),
  onWebgpu: (inputs, [heads, slope]) => onGpu.attentionGradient(inputs, heads, slope),
});

/** How entries of a pattern are scored, by every head: leakyRelu(a' X[i] + c' X[j]). */
export interface AttentionScores {
  /** a [width], the heads' vectors one after the other */
  readonly toTarget: tf.Tensor1D;
  /** c [width] */
  readonly toSource: tf.Tensor1D;
  readonly heads: number;
  /** of the leaky rectifier below zero */
  readonly slope: number;
}

/**
 * Attention of every vertex over the entries of its row of a pattern, differentiable in x and both vectors: for
 * every head, the sum of the rows X[j] by the softmax over j of leakyRelu(a' X[i] + c' X[j]).
 *
 * Scores, softmax and sum are one kernel, and so are their gradients: what lies between is as many numbers as there
 * are entries and heads.
 *
 * Source: Velickovic et al., "Graph Attention Networks" (2018), equations 1 to 4.
 *
 * @param pattern [V, V]; its values are not read
 * @param x X [V, width], width a multiple of the heads
 * @returns [V, width]
 *
 * Complexity: O((V + entries) * width), forward and backward.
 */
export function attention(
  { forward: [offsets, indices] }: SparseMatrix,
  x: tf.Tensor2D,
  { toTarget, toSource, heads, slope }: AttentionScores,
): tf.Tensor2D {
  return differentiable(
    [x, toTarget, toSource],
    () => {
      const inputs = [offsets, indices, x, toTarget, toSource];
      const [value, ...between] = forward(inputs, [heads, slope]);
      return { value: value as tf.Tensor2D, saved: [...inputs, ...between] };
    },
    (dy, saved) => backward([...saved, dy], [heads, slope]).slice(0, 3),
  );
}
