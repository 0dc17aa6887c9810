import * as tf from "@tensorflow/tfjs-core";
import { isLarge } from "./large-tensors.js";
import { maxBindingBytes, type Program, runProgram } from "./run-program.js";

const PARTS: Program = {
  name: "parts of a sum",
  inputs: ["x"],
  integers: ["size"],
  code: `
    var sum = 0.0;
    for (var k = index; k < uniforms.size; k += uniforms.threads) { sum += x[k]; }
    result[index] = sum;`,
};

/** Into so many parts; what is not much larger is left to TensorFlow.js. */
const COUNT = 2 ** 14;

/**
 * Lets the webgpu backend sum all elements of a large tensor by many threads. TensorFlow.js (4.22.0) takes one workgroup for each
 * sum: 8 ms for the 10^7 elements of a GIN layer's gradient at the size of ogbn-arxiv on an H100, half of a step.
 */
export function sumInParts(): void {
  const theirs = tf.getKernel("Sum", "webgpu");
  if (theirs === undefined) return;
  tf.unregisterKernel("Sum", "webgpu");
  tf.registerKernel({
    ...theirs,
    kernelFunc(given) {
      const x = given.inputs.x as tf.Tensor;
      const { axis, keepDims } = given.attrs as { axis: number | number[] | undefined; keepDims?: boolean };
      const axes = tf.util.parseAxisParam(axis as number, x.shape);
      if (axes.length < x.shape.length || (x.size < 4 * COUNT && !isLarge(x)) || x.dtype !== "float32")
        return theirs.kernelFunc(given);
      const count = Math.min(COUNT, Math.floor(maxBindingBytes() / 4));
      const parts = runProgram(PARTS, { inputs: [x], integers: [x.size], shape: [count] });
      const sum = theirs.kernelFunc({
        ...given,
        inputs: { x: parts },
        attrs: { axis: [0], keepDims: false },
      }) as tf.TensorInfo;
      parts.dispose();
      return { ...sum, shape: keepDims ? x.shape.map(() => 1) : [] };
    },
  });
}
