import type * as tf from "@tensorflow/tfjs-core";
import { isLarge } from "./large-tensors.js";
import { DEPTH, productSquares, SIDE } from "./product-squares.js";
import { maxBindingBytes, runProgram } from "./run-program.js";

/** A program for the product of a tall matrix and a small one. @param right b[term, column] of the right factor, as it is or transposed */
const tall = (name: string, right: string) =>
  productSquares({
    name,
    integers: ["rows", "inner", "columns"],
    place: `
      let across = (uniforms.columns + ${SIDE - 1}) / ${SIDE};
      let top = (group / across) * ${SIDE};
      let start = (group % across) * ${SIDE};
      let begin = 0;
      let end = uniforms.inner;`,
    height: "uniforms.rows",
    width: "uniforms.columns",
    takes: `let i = at / ${DEPTH}; let k = at % ${DEPTH};`,
    left: "a[row * uniforms.inner + term]",
    right,
    into: "row * uniforms.columns + column",
  });
const PLAIN = tall("product of a tall matrix", "b[term * uniforms.columns + column]");
const TRANSPOSED = tall(
  "product of a tall matrix with a transposed one",
  "b[column * uniforms.inner + term]",
);

/**
 * From so many rows on, the product is ours: TensorFlow.js asks for a workgroup for each 32 rows (fewer for some shapes) along one
 * dimension, of which WebGPU allows 65,535, and throws above.
 */
const TALL = 2 ** 19;

/** Whether a product is ours to compute: its matrices are too tall for TensorFlow.js, or more than the GPU binds at once. */
export function isTallProduct(a: tf.Tensor, columns: number): boolean {
  const rows = a.shape[0];
  return rows > TALL || isLarge(a) || 4 * rows * columns > maxBindingBytes();
}

/**
 * A B, or A B', of matrices that TensorFlow.js cannot multiply on a GPU.
 *
 * @param a [rows, inner]
 * @param b [inner, columns], or [columns, inner] where it is taken transposed
 */
export function tallProduct(a: tf.Tensor, b: tf.Tensor, transposed: boolean): tf.Tensor {
  const [rows, inner] = a.shape as [number, number];
  const columns = b.shape[transposed ? 0 : 1] as number;
  return runProgram(transposed ? TRANSPOSED : PLAIN, {
    inputs: [a, b],
    integers: [rows, inner, columns],
    shape: [rows, columns],
    count: Math.ceil(rows / SIDE) * Math.ceil(columns / SIDE),
  });
}
