import * as tf from "@tensorflow/tfjs-core";
import { InputError } from "../../errors.js";
import type { Random } from "../../random.js";
import { matMul } from "../ops/mat-mul.js";
import { glorotUniform } from "./glorot-uniform.js";

/** Options of the attention layers. */
export interface GatOptions {
  /** attention heads, each of outputs / heads columns; default 4 */
  readonly heads?: number;
}

/** Slope of the leaky rectifier below zero, in both attention layers, as in their sources. */
export const SLOPE = 0.2;

/** @throws InputError where the outputs are no multiple of the heads */
export function checkHeads(outputs: number, heads: number): void {
  if (outputs % heads !== 0)
    throw new InputError(
      `hidden: expected a multiple of ${heads}, the number of attention heads, got ${outputs}`,
    );
}

/** [outputs] one vector for each head, at Glorot's uniform distribution. */
export function headVectors(outputs: number, heads: number, random: Random): tf.Tensor1D {
  return tf.tidy(() => tf.reshape(glorotUniform(heads, outputs / heads, random), [outputs]));
}

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
