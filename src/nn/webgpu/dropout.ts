import type * as tf from "@tensorflow/tfjs-core";
import { type Program, runProgram } from "./run-program.js";

const DROPOUT: Program = {
  name: "dropout",
  inputs: ["x"],
  integers: ["seed", "threshold"],
  floats: ["scale"],
  code: `
    var h = u32(index) * 0x9e3779b1u + bitcast<u32>(uniforms.seed);
    h = (h ^ (h >> 16u)) * 0x85ebca6bu;
    h = (h ^ (h >> 13u)) * 0xc2b2ae35u;
    h = h ^ (h >> 16u);
    if (h >= bitcast<u32>(uniforms.threshold)) {
      result[index] = x[index] * uniforms.scale;
    } else {
      result[index] = 0.0;
    }`,
};

/** {@link import("../../kernels/float32/dropout.js").dropout} on a GPU: the same elements for the same seed. */
export function dropout(x: tf.Tensor, seed: number, threshold: number, scale: number): tf.Tensor {
  return runProgram(DROPOUT, { inputs: [x], integers: [seed, threshold], floats: [scale], shape: x.shape });
}
