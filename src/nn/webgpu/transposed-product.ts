import * as tf from "@tensorflow/tfjs-core";
import { productSquares, SIDE } from "./product-squares.js";
import { type Program, runProgram } from "./run-program.js";

/** Into how many chunks of rows the sum is cut at most, and the fewest rows in one. */
const [MOST_CHUNKS, LEAST_ROWS] = [256, 64];

const PARTS = productSquares({
  name: "parts of a product with a transposed left factor",
  integers: ["rows", "left", "right", "rowsOfChunk"],
  place: `
    let across = (uniforms.right + ${SIDE - 1}) / ${SIDE};
    let down = (uniforms.left + ${SIDE - 1}) / ${SIDE};
    let square = group % (across * down);
    let chunk = group / (across * down);
    let top = (square / across) * ${SIDE};
    let start = (square % across) * ${SIDE};
    let begin = chunk * uniforms.rowsOfChunk;
    let end = min(begin + uniforms.rowsOfChunk, uniforms.rows);`,
  height: "uniforms.left",
  width: "uniforms.right",
  takes: `let k = at / ${SIDE}; let i = at % ${SIDE};`,
  left: "a[term * uniforms.left + row]",
  right: "b[term * uniforms.right + column]",
  into: "(chunk * uniforms.left + row) * uniforms.right + column",
});

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
    count: chunks * Math.ceil(left / SIDE) * Math.ceil(right / SIDE),
  });
  if (chunks === 1) return [tf.reshape(parts, [left, right])];
  return [runProgram(TOTAL, { inputs: [parts], integers: [chunks], shape: [left, right] })];
}
