import * as tf from "@tensorflow/tfjs-core";
import { BackendError } from "../../errors.js";
import { maxBindingBytes, type Program, runProgram } from "./run-program.js";

/** Whether a tensor is more than the GPU binds at once, so that TensorFlow.js's own programs cannot take it. */
export function isLarge({ shape }: { readonly shape: number[] }): boolean {
  return 4 * tf.util.sizeFromShape(shape) > maxBindingBytes();
}

/** @param where the place of the other factor's element: the same, or again and again through a shorter tensor */
const binary = (name: string, operator: string, where: "index" | "index % uniforms.period"): Program => ({
  name: `${name}, ${where}`,
  inputs: ["a", "b"],
  integers: ["period"],
  code: `result[index] = a[index] ${operator} b[${where}];`,
});
/** Commutative ones, so that the larger tensor may come first. */
const BINARY = { Add: ["sums", "+"], Multiply: ["products", "*"] } as const;

/**
 * Lets TensorFlow.js's (4.22.0) sums and products of large tensors, same in shape or one of them repeated along the other's first axes,
 * run as programs of ours, which bind them in pieces. Other ops on large tensors are refused with both numbers: WebGPU says so late, and
 * TensorFlow.js goes on.
 */
export function handleLargeTensors(): void {
  for (const [kernelName, [name, operator]] of Object.entries(BINARY)) {
    const theirs = tf.getKernel(kernelName, "webgpu");
    if (theirs === undefined) continue;
    const [same, repeated] = (["index", "index % uniforms.period"] as const).map((where) =>
      binary(name, operator, where),
    );
    tf.unregisterKernel(kernelName, "webgpu");
    tf.registerKernel({
      ...theirs,
      kernelFunc(given) {
        const { a, b } = given.inputs as { a: tf.Tensor; b: tf.Tensor };
        if (!isLarge(a) && !isLarge(b)) return theirs.kernelFunc(given);
        const [large, other] = sizeOf(a) >= sizeOf(b) ? [a, b] : [b, a];
        if ([a, b].some(({ dtype }) => dtype !== "float32") || !isSuffix(other.shape, large.shape))
          return theirs.kernelFunc(given);
        return runProgram(sizeOf(other) === sizeOf(large) ? same : repeated, {
          inputs: [large, other],
          integers: [sizeOf(other)],
          shape: large.shape,
        });
      },
    });
  }
  refuseLarge();
}

interface RunsPrograms {
  runWebGPUProgram(
    program: { readonly outputShape: readonly number[] },
    inputs: readonly tf.TensorInfo[],
    ...rest: unknown[]
  ): tf.TensorInfo;
}

function refuseLarge(): void {
  const backend = tf.backend() as unknown as RunsPrograms;
  const theirs = backend.runWebGPUProgram.bind(backend);
  backend.runWebGPUProgram = (program, inputs, ...rest) => {
    for (const shape of [program.outputShape, ...inputs.map((input) => input.shape)]) {
      const bytes = 4 * tf.util.sizeFromShape([...shape]);
      if (bytes > maxBindingBytes())
        throw new BackendError(
          `backend webgpu: a tensor [${shape.join(", ")}] takes ${bytes} bytes, and an op of TensorFlow.js's own can take at most ${maxBindingBytes()} on this GPU; take fewer columns, layers or heads, or "wasm"`,
        );
    }
    return theirs(program, inputs, ...rest);
  };
}

function sizeOf({ shape }: tf.TensorInfo): number {
  return tf.util.sizeFromShape(shape);
}

/** Whether a shape is the last axes of another one, but for leading ones of length 1. */
function isSuffix(shape: readonly number[], of: readonly number[]): boolean {
  const own = shape.slice(shape.findIndex((length) => length !== 1));
  if (tf.util.sizeFromShape([...shape]) === 1) return true;
  return own.every((length, k) => length === of[of.length - own.length + k]);
}
