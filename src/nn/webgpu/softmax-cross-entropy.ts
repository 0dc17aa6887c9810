import * as tf from "@tensorflow/tfjs-core";
import { type Program, runProgram } from "./run-program.js";

const LOSSES: Program = {
  name: "cross-entropies",
  inputs: ["logits", "labels", "vertices"],
  integers: ["classes"],
  code: `
    let vertex = vertices[index];
    let start = vertex * uniforms.classes;
    var top = logits[start];
    for (var c = 1; c < uniforms.classes; c++) { top = max(top, logits[start + c]); }
    var sum = 0.0;
    for (var c = 0; c < uniforms.classes; c++) { sum += exp(logits[start + c] - top); }
    result[index] = log(sum) - (logits[start + labels[vertex]] - top);`,
};

const GRADIENT: Program = {
  name: "gradient of cross-entropies",
  inputs: ["logits", "labels", "vertices"],
  integers: ["classes"],
  code: `
    let vertex = vertices[index];
    let start = vertex * uniforms.classes;
    let count = f32(uniforms.threads);
    var top = logits[start];
    for (var c = 1; c < uniforms.classes; c++) { top = max(top, logits[start + c]); }
    var sum = 0.0;
    for (var c = 0; c < uniforms.classes; c++) { sum += exp(logits[start + c] - top); }
    for (var c = 0; c < uniforms.classes; c++) {
      result[start + c] = (exp(logits[start + c] - top) / sum - f32(c == labels[vertex])) / count;
    }`,
};

const ZEROS: Program = { name: "zeros", inputs: [], code: "result[index] = 0.0;" };
const zeros = (shape: readonly number[]) => runProgram(ZEROS, { inputs: [], shape });

/** {@link import("../../kernels/float32/softmax-cross-entropy.js").softmaxCrossEntropy} on a GPU, a thread for each vertex. */
export function softmaxCrossEntropy(inputs: readonly tf.Tensor[]): tf.Tensor[] {
  const [{ shape }, , { size: count }] = inputs;
  const integers = [shape[1] as number];
  const losses = runProgram(LOSSES, { inputs, integers, shape: [count] });
  const gradient = runProgram(GRADIENT, { inputs, integers, shape, count, into: zeros(shape) });
  return [tf.reshape(tf.mean(losses), [1]), gradient];
}
