import * as tf from "@tensorflow/tfjs-core";
import { defineKernel } from "../backend/kernel.js";

/** [width] sums of the columns of a matrix [rows, width]; no gradient. */
export const columnSums = defineKernel("columnSums", {
  inputs: 1,
  outputs: ([[, width]]) => [[width]],
  sizes: ([[rows, width]]) => [rows, width],
  composed: ([x]) => [tf.sum(x, 0)],
});
