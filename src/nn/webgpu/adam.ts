import type * as tf from "@tensorflow/tfjs-core";
import { type Program, runForResults } from "./run-program.js";

const STEP: Program = {
  name: "step of Adam",
  inputs: ["parameter", "gradient", "first", "second"],
  results: ["newParameter", "newFirst", "newSecond"],
  floats: ["rate", "scale", "beta1", "beta2", "epsilon", "weightDecay", "ofGradient", "ofSquare"],
  changing: true,
  code: `
    let g = gradient[index] + parameter[index] * uniforms.weightDecay;
    let m = first[index] * uniforms.beta1 + g * uniforms.ofGradient;
    let v = second[index] * uniforms.beta2 + g * g * uniforms.ofSquare;
    newParameter[index] = parameter[index] - m * uniforms.rate / (sqrt(v) * uniforms.scale + uniforms.epsilon);
    newFirst[index] = m;
    newSecond[index] = v;`,
};

/** {@link import("../../kernels/float32/adam.js").adam} on a GPU, a thread for each element. */
export function adam(inputs: readonly tf.Tensor[], numbers: readonly number[]): tf.Tensor[] {
  const [{ shape, size }] = inputs;
  const [, , beta1, beta2] = numbers;
  // The differences from 1 are taken before they are rounded to float32, which would cost 1e-5 of the second.
  const floats = [...numbers, 1 - beta1, 1 - beta2];
  return runForResults(STEP, { inputs, floats, count: size, shapes: [shape, shape, shape] });
}
