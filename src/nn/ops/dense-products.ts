import { defineKernel } from "../backend/kernel.js";

/** A B of A [rows, inner], B [inner, columns]; no gradient. */
export const multiply = defineKernel("matMul", {
  inputs: 2,
  outputs: ([[rows], [, columns]]) => [[rows, columns]],
  sizes: ([[rows, inner], [, columns]]) => [rows, inner, columns],
});

/** A' B of A [rows, left], B [rows, right]; no gradient. */
export const multiplyTransposedLeft = defineKernel("matMulTransposedLeft", {
  inputs: 2,
  outputs: ([[, left], [, right]]) => [[left, right]],
  sizes: ([[rows, left], [, right]]) => [rows, left, right],
});
