import * as tf from "@tensorflow/tfjs-core";
import { InputError } from "../../errors.js";
import type { Random } from "../../random.js";
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
