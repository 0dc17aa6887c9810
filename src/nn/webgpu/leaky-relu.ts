import type * as tf from "@tensorflow/tfjs-core";
import { type Program, runProgram } from "./run-program.js";

const FORWARD: Program = {
  name: "leaky rectifier",
  inputs: ["x"],
  floats: ["slope"],
  code: "result[index] = x[index] * select(uniforms.slope, 1.0, x[index] > 0.0);",
};

const BACKWARD: Program = {
  name: "gradient of a leaky rectifier",
  inputs: ["x", "dy"],
  floats: ["slope"],
  code: "result[index] = dy[index] * select(uniforms.slope, 1.0, x[index] > 0.0);",
};

/** {@link import("../ops/leaky-relu.js").leakyRelu} on a GPU. */
export function leakyRelu(x: tf.Tensor, slope: number): tf.Tensor {
  return runProgram(FORWARD, { inputs: [x], floats: [slope], shape: x.shape });
}

/** Its adjoint. */
export function leakyReluGradient(x: tf.Tensor, dy: tf.Tensor, slope: number): tf.Tensor {
  return runProgram(BACKWARD, { inputs: [x, dy], floats: [slope], shape: x.shape });
}
