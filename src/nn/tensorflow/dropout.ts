import * as tf from "@tensorflow/tfjs-core";
import { bitwise } from "./native-ops.js";

/** {@link import("../../kernels/float32/dropout.js").dropout} by the native library's ops: the same elements for the same seed. */
export function dropout(x: tf.Tensor, seed: number, threshold: number, scale: number): tf.Tensor {
  const number = (value: number) => tf.scalar(value | 0, "int32");
  // Products of int32 keep their low 32 bits; RightShift keeps the sign, which is cut off behind it.
  const shifted = (h: tf.Tensor, by: number) =>
    bitwise("BitwiseXor", h, bitwise("BitwiseAnd", bitwise("RightShift", h, by), 2 ** (32 - by) - 1));
  const places = tf.mul(tf.range(0, x.size, 1, "int32"), number(0x9e3779b1));
  let h: tf.Tensor = tf.add(places, number(seed));
  h = tf.mul(shifted(h, 16), number(0x85ebca6b));
  h = tf.mul(shifted(h, 13), number(0xc2b2ae35));
  h = shifted(h, 16);
  // Unsigned numbers compare as signed ones do once the highest bit of both is turned.
  const kept = tf.greaterEqual(bitwise("BitwiseXor", h, 2 ** 31), number(threshold ^ (2 ** 31)));
  const flat = tf.reshape(x, [x.size]);
  return tf.reshape(tf.where(kept, tf.mul(flat, scale), tf.zerosLike(flat)), x.shape);
}
