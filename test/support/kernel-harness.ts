import { expect } from "vitest";
import { type KernelName, plainKernels } from "../../src/kernels/float32/plain-kernels.js";
import { instantiateKernels, type WasmKernels } from "../../src/kernels/wasm/instantiate.js";
import { relaxedSimdSupported } from "../../src/kernels/wasm/simd-supported.js";
import { createRandom } from "../../src/random.js";

type Numbers = Float32Array | Float64Array | Int32Array;
type PlainKernel = (...parameters: (Numbers | number)[]) => void;

/** Bytes around every array, to see that a kernel writes nowhere else. */
const GUARD = 64;
const CANARY = 0xa5;

/** Runs a plain kernel; `sizes` are the lengths of its outputs, which start out as rubbish. */
export function runPlain(...call: KernelCall): Float32Array[] {
  const outputs = call[2].map((size) => new Float32Array(size).fill(Number.NaN));
  return callPlain(call, outputs);
}

/** The same in float64: the plain kernels compute in double and round where they store. */
export function runPlain64(...call: KernelCall): Float64Array[] {
  const outputs = call[2].map((size) => new Float64Array(size).fill(Number.NaN));
  return callPlain(call, outputs);
}

type KernelCall = [
  name: KernelName,
  inputs: readonly Numbers[],
  sizes: readonly number[],
  numbers: readonly number[],
];

function callPlain<T extends Numbers>([name, inputs, , numbers]: KernelCall, outputs: T[]): T[] {
  (plainKernels[name] as unknown as PlainKernel)(...inputs, ...outputs, ...numbers);
  return outputs;
}

/** Runs the WebAssembly kernel on a memory of its own, and checks that it wrote to its outputs only. */
export function runWasm(...call: KernelCall): Promise<Float32Array[]> {
  return runBuild(call, false);
}

/** The same of the build with fused multiply-adds. */
export function runRelaxed(...call: KernelCall): Promise<Float32Array[]> {
  return runBuild(call, true);
}

async function runBuild(
  [name, inputs, sizes, numbers]: KernelCall,
  relaxed: boolean,
): Promise<Float32Array[]> {
  const { memory, kernels } = await kernelsOnNewMemory(relaxed);
  let free = GUARD;
  const place = (bytes: number) => {
    const address = free;
    free += ((bytes + 15) & ~15) + GUARD;
    return address;
  };
  const inputAddresses = inputs.map((input) => place(input.byteLength));
  const outputAddresses = sizes.map((size) => place(4 * size));
  memory.grow(Math.ceil(free / 65536));
  const bytes = new Uint8Array(memory.buffer).fill(CANARY);
  inputs.forEach((input, k) => {
    bytes.set(new Uint8Array(input.buffer, input.byteOffset, input.byteLength), inputAddresses[k]);
  });
  const expected = bytes.slice();
  kernels[name](...inputAddresses, ...outputAddresses, ...numbers);
  const outputs = sizes.map((size, k) => new Float32Array(memory.buffer, outputAddresses[k], size).slice());
  // Apart from the outputs, the memory is as it was.
  sizes.forEach((size, k) => {
    expected.set(bytes.subarray(outputAddresses[k], outputAddresses[k] + 4 * size), outputAddresses[k]);
  });
  expect(Buffer.compare(bytes, expected)).toBe(0);
  return outputs;
}

interface GrowableMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** The kernels on a fresh memory of one page. */
export async function kernelsOnNewMemory(
  relaxed = false,
): Promise<{ memory: GrowableMemory; kernels: WasmKernels }> {
  const { Memory } = (globalThis as unknown as { WebAssembly: WebAssemblyMemory }).WebAssembly;
  const memory = new Memory({ initial: 1 });
  return { memory, kernels: await instantiateKernels(memory, relaxed) };
}

interface WebAssemblyMemory {
  readonly Memory: new (size: { initial: number }) => GrowableMemory;
}

/** Standard normal numbers. */
export function normals(count: number, seed: number): Float32Array {
  const random = createRandom(seed, "normals");
  return Float32Array.from({ length: count }, () => random.normal());
}

/** The largest difference, relative to the largest expected magnitude (at least 1e-30). NaN anywhere gives NaN. */
export function distance(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length);
  let difference = 0;
  let magnitude = 1e-30;
  for (let k = 0; k < expected.length; k++) {
    const d = Math.abs(actual[k] - expected[k]);
    if (!(d <= difference)) difference = d;
    magnitude = Math.max(magnitude, Math.abs(expected[k]));
  }
  return difference / magnitude;
}

/** All forms of a kernel agree with what an oracle in float64 says; the one with fused multiply-adds where the engine has them. */
export async function expectKernel(
  name: KernelName,
  inputs: readonly Numbers[],
  expected: readonly ArrayLike<number>[],
  numbers: readonly number[],
  tolerance = 2e-6,
): Promise<void> {
  const sizes = expected.map(({ length }) => length);
  const plain = runPlain(name, inputs, sizes, numbers);
  const wasm = await runWasm(name, inputs, sizes, numbers);
  const relaxed = relaxedSimdSupported() ? await runRelaxed(name, inputs, sizes, numbers) : wasm;
  expected.forEach((values, k) => {
    expect(distance(plain[k], values), `plain ${name}, output ${k}`).toBeLessThanOrEqual(tolerance);
    expect(distance(relaxed[k], values), `relaxed ${name}, output ${k}`).toBeLessThanOrEqual(tolerance);
    expect(distance(wasm[k], values), `wasm ${name}, output ${k}`).toBeLessThanOrEqual(tolerance);
  });
}
