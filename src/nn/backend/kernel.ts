import * as tf from "@tensorflow/tfjs-core";
import { type KernelName, plainKernels } from "../../kernels/float32/plain-kernels.js";
import type { WasmKernels } from "../../kernels/wasm/instantiate.js";
import type { TensorAddresses } from "./wasm-backend.js";

/** What TensorFlow.js has to know of a kernel to run it on any backend. */
export interface KernelShape {
  /** how many tensors it takes; they come before the outputs in the kernel's parameters */
  readonly inputs: number;
  /** shapes of the float32 tensors it gives, from the shapes of its inputs and the numbers of the call */
  readonly outputs: (shapes: readonly number[][], numbers: readonly number[]) => number[][];
  /** the kernel's first numbers, from the shapes of its inputs; those of the call follow */
  readonly sizes: (shapes: readonly number[][]) => number[];
  /** how many numbers of working space it takes after its outputs; default none */
  readonly scratch?: (shapes: readonly number[][], numbers: readonly number[]) => number;
  /** the same composed of TensorFlow.js's own ops, for backends whose memory our kernels cannot reach */
  readonly composed?: ComposedKernel;
  /** the same by an op of the native library's; default composed, or else the plain kernel */
  readonly onTensorflow?: ComposedKernel;
  /** the same by programs for the GPU; default composed, or else the plain kernel */
  readonly onWebgpu?: ComposedKernel;
}

/** A kernel in terms of tensors; the caller frees what it allocates. */
export type ComposedKernel = (
  inputs: readonly tf.Tensor[],
  numbers: readonly number[],
  pattern: readonly tf.Tensor[],
) => tf.Tensor[];

/**
 * Runs a kernel on tensors. No gradient, unless {@link defineGradient} gives it one: the op built on it says which kernel
 * is its adjoint.
 *
 * @param numbers default none
 * @param pattern offsets and indices, for adjoints that need them on a GPU only, where a sum is gathered, not
 *   scattered; default none
 */
export type RunKernel = (
  inputs: readonly tf.Tensor[],
  numbers?: readonly number[],
  pattern?: readonly tf.Tensor[],
) => tf.Tensor[];

/** How a kernel runs on a backend whose memory ours cannot reach. */
export type KernelForm = "native" | "composed" | "read out";

/** By kernel: programs or ops of the backend's own, composed of TensorFlow.js's ops, or the plain kernel on what is read out. */
const forms = new Map<KernelName, { readonly tensorflow: KernelForm; readonly webgpu: KernelForm }>();

/** How every kernel that was defined so far runs on `tensorflow` and on `webgpu`. */
export function kernelForms(): ReadonlyMap<
  KernelName,
  { readonly tensorflow: KernelForm; readonly webgpu: KernelForm }
> {
  return forms;
}

type Backend = tf.KernelBackend & TensorAddresses;
type PlainKernel = (...parameters: (ArrayLike<number> | number)[]) => void;

/** The kernels living in a backend's own memory, where it has one that they can reach. */
const kernelsInMemory = new WeakMap<object, WasmKernels>();

/** From now on, kernels run on `backend` in its own memory, without a copy. */
export function useKernelsInMemory(backend: object, kernels: WasmKernels): void {
  kernelsInMemory.set(backend, kernels);
}

/**
 * Makes a kernel known to TensorFlow.js, on each backend with the first call there.
 *
 * On a backend with {@link useKernelsInMemory} it is the WebAssembly kernel on the tensors' own bytes; on `tensorflow`
 * and `webgpu` what the shape says of them; else the plain kernel on what the backend reads out, which the `cpu` backend
 * does without a copy.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { defineKernel, selectBackend } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * // The kernel of a bias without its gradient.
 * const addRow = defineKernel("addBias", { inputs: 2, outputs: ([matrix]) => [matrix], sizes: ([[rows, width]]) => [rows, width] });
 * [...addRow([tf.tensor2d([[1, 2]]), tf.tensor1d([10, 20])])[0].dataSync()]; // => [11, 22]
 * ```
 */
export function defineKernel(name: KernelName, shape: KernelShape): RunKernel {
  const { inputs, outputs, sizes, scratch } = shape;
  const { composed, onTensorflow: tensorflow = composed, onWebgpu: webgpu = composed } = shape;
  const own: Readonly<Record<string, ComposedKernel | undefined>> = { tensorflow, webgpu };
  const form = (native: ComposedKernel | undefined): KernelForm =>
    native !== undefined ? "native" : composed !== undefined ? "composed" : "read out";
  forms.set(name, { tensorflow: form(shape.onTensorflow), webgpu: form(shape.onWebgpu) });
  const kernelName = `Seprank.${name}`;
  const names = inputNames(inputs);
  const registered = new Set<string>();

  const kernelFunc: tf.KernelFunc = ({ inputs: given, backend, attrs }) => {
    const attributes = attrs as { numbers: number[] };
    const tensors = names.map((key) => given[key] as tf.TensorInfo);
    const native = own[tf.getBackend()];
    if (native !== undefined) return tf.tidy(() => native(tensors as tf.Tensor[], attributes.numbers, []));
    const shapes = tensors.map(({ shape }) => shape);
    const numbers = [...sizes(shapes), ...attributes.numbers];
    const call: KernelCall = {
      name,
      backend: backend as Backend,
      inputs: tensors,
      outputs: outputs(shapes, attributes.numbers),
      scratch: scratch === undefined ? [] : [[scratch(shapes, attributes.numbers)]],
      numbers,
    };
    const wasm = kernelsInMemory.get(backend);
    return wasm === undefined ? runPlain(call) : runInMemory(call, wasm);
  };

  return (tensors, numbers = [], pattern = []) => {
    const backendName = tf.getBackend();
    const native = own[backendName];
    // Where a gradient is defined, the tape is to see the kernel, not what it is composed of, whose gradients may have none.
    if (native !== undefined && tf.getGradient(kernelName) === undefined)
      return tf.tidy(() => native(tensors, numbers, pattern));
    if (!registered.has(backendName)) {
      tf.registerKernel({ kernelName, backendName, kernelFunc });
      registered.add(backendName);
    }
    const given = Object.fromEntries(tensors.map((tensor, k) => [k, tensor]));
    return tf
      .engine()
      .runKernel(kernelName, given, { numbers: numbers as number[] }) as unknown as tf.Tensor[];
  };
}

function inputNames(count: number): string[] {
  return Array.from({ length: count }, (_, k) => `${k}`);
}

/** One call of a kernel on tensors of a backend. */
interface KernelCall {
  readonly name: KernelName;
  readonly backend: Backend;
  readonly inputs: readonly tf.TensorInfo[];
  /** shapes of the outputs */
  readonly outputs: readonly number[][];
  /** shapes of the working space */
  readonly scratch: readonly number[][];
  /** sizes, then the numbers of the call */
  readonly numbers: readonly number[];
}

function runInMemory(
  { name, backend, inputs, outputs, scratch, numbers }: KernelCall,
  kernels: WasmKernels,
): tf.TensorInfo[] {
  const results = outputs.map((shape) => ({
    dataId: allocate(backend, shape),
    shape,
    dtype: "float32" as const,
  }));
  const scratchTensors = scratch.map((shape) => ({ dataId: allocate(backend, shape) }));
  // Addresses only after every allocation is done. They are unsigned, and stay as they are when the memory grows.
  const addresses = [...inputs, ...results, ...scratchTensors].map(
    ({ dataId }) => backend.dataIdMap.get(dataId).memoryOffset,
  );
  kernels[name](...addresses, ...numbers);
  for (const { dataId } of scratchTensors) backend.disposeData(dataId);
  return results;
}

/** A kernel's gradients by the gradients of its outputs. */
export interface KernelGradient {
  /** which outputs it wants besides all inputs; default none. They count as constants: it is to know how they depend */
  readonly saves?: readonly boolean[];
  /**
   * The gradients of the inputs, in their order, each computed only if it is asked for, by ops which have gradients
   * themselves; undefined where there is none. `kept` are the inputs, then the outputs that were saved.
   */
  readonly gradients: (
    dys: readonly tf.Tensor[],
    kept: readonly tf.Tensor[],
    numbers: readonly number[],
  ) => readonly ((() => tf.Tensor) | undefined)[];
}

/**
 * Makes a kernel differentiable, again and again where its gradients are made of kernels for which the same is done. Unlike
 * those of `differentiable`, its gradients are computed one by one, as they are asked for.
 */
export function defineGradient(
  name: KernelName,
  inputs: number,
  { saves = [], gradients }: KernelGradient,
): void {
  tf.registerGradient({
    kernelName: `Seprank.${name}`,
    inputsToSave: inputNames(inputs),
    outputsToSave: [...saves],
    gradFunc: (dy, saved, attributes) => {
      const { numbers } = attributes as unknown as { numbers: number[] };
      const given = gradients(Array.isArray(dy) ? dy : [dy], saved, numbers);
      const missing = (k: number) => () => {
        throw new Error(`kernel ${name}: no gradient to input ${k}`);
      };
      return Object.fromEntries(given.map((gradient, k) => [`${k}`, gradient ?? missing(k)]));
    },
  });
}

/**
 * The wasm backend reserves the bytes and leaves them as they are where no values are given, though its type asks
 * for some.
 */
function allocate(backend: Backend, shape: number[]): object {
  return backend.write(null as unknown as tf.backend_util.BackendValues, shape, "float32");
}

function runPlain({ name, backend, inputs, outputs, scratch, numbers }: KernelCall): tf.TensorInfo[] {
  const arrays = inputs.map(({ dataId }) => backend.readSync(dataId) as Float32Array | Int32Array);
  const results = outputs.map((shape) => new Float32Array(tf.util.sizeFromShape(shape)));
  // The plain kernels work without working space, and take an empty array in its place.
  (plainKernels[name] as PlainKernel)(...arrays, ...results, ...scratch.map(() => []), ...numbers);
  return outputs.map((shape, k) => ({
    dataId: backend.write(results[k], shape, "float32"),
    shape,
    dtype: "float32",
  }));
}
