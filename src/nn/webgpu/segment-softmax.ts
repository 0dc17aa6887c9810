import type * as tf from "@tensorflow/tfjs-core";
import { type Program, runProgram } from "./run-program.js";

const FORWARD: Program = {
  name: "softmax of segments",
  inputs: ["ends", "x"],
  integers: ["width"],
  code: `
    let segment = index / uniforms.width;
    let begin = ends[segment] * uniforms.width + index % uniforms.width;
    let end = ends[segment + 1] * uniforms.width;
    if (begin < end) {
      var top = x[begin];
      for (var k = begin; k < end; k += uniforms.width) { top = max(top, x[k]); }
      var sum = 0.0;
      for (var k = begin; k < end; k += uniforms.width) { sum += exp(x[k] - top); }
      for (var k = begin; k < end; k += uniforms.width) { result[k] = exp(x[k] - top) / sum; }
    }`,
};

const BACKWARD: Program = {
  name: "gradient of a softmax of segments",
  inputs: ["ends", "y", "dy"],
  integers: ["width"],
  code: `
    let segment = index / uniforms.width;
    let begin = ends[segment] * uniforms.width + index % uniforms.width;
    let end = ends[segment + 1] * uniforms.width;
    var sum = 0.0;
    for (var k = begin; k < end; k += uniforms.width) { sum += y[k] * dy[k]; }
    for (var k = begin; k < end; k += uniforms.width) { result[k] = y[k] * (dy[k] - sum); }`,
};

const run = (program: Program, inputs: readonly tf.Tensor[]) => {
  const [ends, { shape }] = inputs;
  const [, width] = shape as [number, number];
  return runProgram(program, { inputs, integers: [width], shape, count: (ends.size - 1) * width });
};

/** {@link import("../../kernels/float32/segment-softmax.js").segmentSoftmax} on a GPU, a thread for each segment and column. */
export function segmentSoftmax(offsets: tf.Tensor, x: tf.Tensor): tf.Tensor {
  return run(FORWARD, [offsets, x]);
}

/** Its adjoint. */
export function segmentSoftmaxGradient(offsets: tf.Tensor, y: tf.Tensor, dy: tf.Tensor): tf.Tensor {
  return run(BACKWARD, [offsets, y, dy]);
}
