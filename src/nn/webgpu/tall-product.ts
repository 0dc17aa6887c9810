import type * as tf from "@tensorflow/tfjs-core";
import { type Program, runProgram } from "./run-program.js";

/** A group of 64 threads computes a square of the product with this side, four by four elements a thread, from so many columns at a time. */
const [SIDE, DEPTH] = [32, 16];

/** b[k, j] of the right factor, as it is or transposed. */
const tall = (name: string, ofB: string): Program => ({
  name,
  inputs: ["a", "b"],
  integers: ["rows", "inner", "columns"],
  byGroup: true,
  declarations: `
    var<workgroup> ofA : array<f32, ${SIDE * DEPTH}>;
    var<workgroup> ofB : array<f32, ${SIDE * DEPTH}>;`,
  code: `
    let across = (uniforms.columns + ${SIDE - 1}) / ${SIDE};
    let top = (group / across) * ${SIDE};
    let start = (group % across) * ${SIDE};
    let y = (local / 8) * 4;
    let x = (local % 8) * 4;
    var sums : array<vec4<f32>, 4>;
    for (var first = 0; first < uniforms.inner; first += ${DEPTH}) {
      for (var at = local; at < ${SIDE * DEPTH}; at += 64) {
        let i = top + at / ${DEPTH};
        let left = first + at % ${DEPTH};
        let k = first + at / ${SIDE};
        let j = start + at % ${SIDE};
        ofA[at] = 0.0;
        ofB[at] = 0.0;
        if (i < uniforms.rows && left < uniforms.inner) { ofA[at] = a[i * uniforms.inner + left]; }
        if (k < uniforms.inner && j < uniforms.columns) { ofB[at] = ${ofB}; }
      }
      workgroupBarrier();
      for (var k = 0; k < ${DEPTH}; k++) {
        let at = k * ${SIDE} + x;
        let row = vec4<f32>(ofB[at], ofB[at + 1], ofB[at + 2], ofB[at + 3]);
        for (var r = 0; r < 4; r++) { sums[r] += ofA[(y + r) * ${DEPTH} + k] * row; }
      }
      workgroupBarrier();
    }
    for (var r = 0; r < 4; r++) {
      for (var c = 0; c < 4; c++) {
        let i = top + y + r;
        let j = start + x + c;
        if (i < uniforms.rows && j < uniforms.columns) { result[i * uniforms.columns + j] = sums[r][c]; }
      }
    }`,
});
const PLAIN = tall("product of a tall matrix", "b[k * uniforms.columns + j]");
const TRANSPOSED = tall("product of a tall matrix with a transposed one", "b[j * uniforms.inner + k]");

/**
 * From so many rows on, the product is ours: TensorFlow.js asks for a workgroup for each 32 rows (fewer for some shapes) along one
 * dimension, of which WebGPU allows 65,535, and throws above.
 */
export const TALL = 2 ** 19;

/**
 * A B, or A B', of a matrix with more rows than TensorFlow.js multiplies on a GPU.
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
    threads: Math.ceil(rows / SIDE) * Math.ceil(columns / SIDE),
  });
}
