import * as tf from "@tensorflow/tfjs-core";
import { type Program, runProgram } from "./run-program.js";

/** A group of 64 threads computes a square of the product with this side, four by four elements a thread, from so many rows at a time. */
const [SIDE, DEPTH] = [32, 16];
/** Into how many chunks of rows the sum is cut at most, and the fewest rows in one. */
const [MOST_CHUNKS, LEAST_ROWS] = [256, 64];

const PARTS: Program = {
  name: "parts of a product with a transposed left factor",
  inputs: ["a", "b"],
  integers: ["rows", "left", "right", "rowsOfChunk"],
  byGroup: true,
  declarations: `
    var<workgroup> ofA : array<f32, ${SIDE * DEPTH}>;
    var<workgroup> ofB : array<f32, ${SIDE * DEPTH}>;`,
  code: `
    let across = (uniforms.right + ${SIDE - 1}) / ${SIDE};
    let down = (uniforms.left + ${SIDE - 1}) / ${SIDE};
    let square = group % (across * down);
    let chunk = group / (across * down);
    let top = (square / across) * ${SIDE};
    let start = (square % across) * ${SIDE};
    let end = min((chunk + 1) * uniforms.rowsOfChunk, uniforms.rows);
    let y = (local / 8) * 4;
    let x = (local % 8) * 4;
    var sums : array<vec4<f32>, 4>;
    for (var first = chunk * uniforms.rowsOfChunk; first < end; first += ${DEPTH}) {
      for (var k = local; k < ${SIDE * DEPTH}; k += 64) {
        let row = first + k / ${SIDE};
        let i = top + k % ${SIDE};
        let j = start + k % ${SIDE};
        ofA[k] = 0.0;
        ofB[k] = 0.0;
        if (row < end && i < uniforms.left) { ofA[k] = a[row * uniforms.left + i]; }
        if (row < end && j < uniforms.right) { ofB[k] = b[row * uniforms.right + j]; }
      }
      workgroupBarrier();
      for (var k = 0; k < ${DEPTH}; k++) {
        let at = k * ${SIDE} + x;
        let row = vec4<f32>(ofB[at], ofB[at + 1], ofB[at + 2], ofB[at + 3]);
        for (var r = 0; r < 4; r++) { sums[r] += ofA[k * ${SIDE} + y + r] * row; }
      }
      workgroupBarrier();
    }
    for (var r = 0; r < 4; r++) {
      for (var c = 0; c < 4; c++) {
        let i = top + y + r;
        let j = start + x + c;
        if (i < uniforms.left && j < uniforms.right) {
          result[(chunk * uniforms.left + i) * uniforms.right + j] = sums[r][c];
        }
      }
    }`,
};

const TOTAL: Program = {
  name: "sum of the parts of a product",
  inputs: ["parts"],
  integers: ["chunks"],
  code: `
    var sum = 0.0;
    for (var chunk = 0; chunk < uniforms.chunks; chunk++) { sum += parts[chunk * uniforms.threads + index]; }
    result[index] = sum;`,
};

/**
 * {@link import("../../kernels/float32/mat-mul.js").matMulTransposedLeft} on a GPU, for matrices with far more rows than columns, as those
 * of a weight gradient have: the sum over the rows is cut into chunks, which are added up in their order.
 */
export function transposedProduct([a, b]: readonly tf.Tensor[]): tf.Tensor[] {
  const [rows, left] = a.shape as [number, number];
  const right = b.shape[1] as number;
  const wanted = Math.min(MOST_CHUNKS, Math.ceil(rows / LEAST_ROWS));
  const rowsOfChunk = Math.ceil(rows / wanted);
  const chunks = Math.ceil(rows / rowsOfChunk);
  const parts = runProgram(PARTS, {
    inputs: [a, b],
    integers: [rows, left, right, rowsOfChunk],
    shape: [chunks, left, right],
    threads: chunks * Math.ceil(left / SIDE) * Math.ceil(right / SIDE),
  });
  if (chunks === 1) return [tf.reshape(parts, [left, right])];
  return [runProgram(TOTAL, { inputs: [parts], integers: [chunks], shape: [left, right] })];
}
