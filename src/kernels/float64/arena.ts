import { type WasmMemory, webAssembly } from "../wasm/web-assembly.js";
import { type Float64Kernels, plainKernels } from "./plain-kernels.js";
import { matMulScratch, wasmAvailable, wasmKernels } from "./wasm-kernels.js";

/** Which kernels to use. "auto": WebAssembly's where it is there and there is enough work. */
export type KernelChoice = "auto" | "wasm" | "plain";

/** An array of an arena, there once the arena is sealed. */
export interface Reserved<T extends Float64Array | Uint32Array = Float64Array> {
  values: T;
}

/** Arrays that float64 kernels work on: they are reserved first, then made all at once, since a memory must not grow. */
export interface Float64Arena {
  /** Zeros, or a copy of `content`. */
  reserve(length: number, content?: Float64Array): Reserved;
  /** A copy of row numbers. */
  reserveIndices(content: Uint32Array): Reserved<Uint32Array>;
  /** Part of a reserved array. */
  view(whole: Reserved, offset: number, length: number): Reserved;
  /** Announces a matrix product, which needs scratch. */
  planMatMul(rows: number, inner: number): void;
  /** Makes the arrays; nothing can be reserved after it. */
  seal(): void;
  /** The kernels for the arena's arrays, once it is sealed. */
  kernels: Float64Kernels;
}

/** Numbers in an arena from which on WebAssembly is taken: below, a memory of its own costs more than it saves. */
const LEAST_NUMBERS = 2048;
/** Pages of the largest WebAssembly memory, 4 GiB. */
const MOST_PAGES = 65536;
const PAGE = 65536;

/**
 * An arena for float64 kernels: in one WebAssembly memory, so that nothing is copied in or out, or in plain arrays.
 *
 * @param choice "wasm" still falls back on plain kernels where there is no WebAssembly or not memory enough
 */
export function createFloat64Arena(choice: KernelChoice = "auto"): Float64Arena {
  const numbers: { length: number; content: Float64Array | undefined; reserved: Reserved }[] = [];
  const indices: { content: Uint32Array; reserved: Reserved<Uint32Array> }[] = [];
  const views: { whole: Reserved; offset: number; length: number; reserved: Reserved }[] = [];
  let scratch = 0;
  const arena: Float64Arena = {
    reserve(length, content) {
      const reserved = { values: NO_NUMBERS };
      numbers.push({ length, content, reserved });
      return reserved;
    },
    reserveIndices(content) {
      const reserved = { values: NO_INDICES };
      indices.push({ content, reserved });
      return reserved;
    },
    view(whole, offset, length) {
      const reserved = { values: NO_NUMBERS };
      views.push({ whole, offset, length, reserved });
      return reserved;
    },
    planMatMul(rows, inner) {
      scratch = Math.max(scratch, matMulScratch(rows, inner));
    },
    seal() {
      const total = numbers.reduce((sum, { length }) => sum + length, 0);
      const bytes = indices.reduce((sum, { content }) => sum + content.byteLength, 8 * (total + scratch));
      const wanted = choice === "wasm" || (choice === "auto" && total >= LEAST_NUMBERS);
      const memory = wanted && wasmAvailable() ? createMemory(bytes) : undefined;
      let at = 8 * scratch; // the scratch comes first; then the numbers; the indices, of four bytes, last
      for (const { length, content, reserved } of numbers) {
        reserved.values = memory
          ? new Float64Array(memory.buffer as ArrayBuffer, at, length)
          : new Float64Array(length);
        if (content) reserved.values.set(content);
        at += 8 * length;
      }
      for (const { content, reserved } of indices) {
        reserved.values = memory
          ? new Uint32Array(memory.buffer as ArrayBuffer, at, content.length)
          : content.slice();
        if (memory) reserved.values.set(content);
        at += content.byteLength;
      }
      for (const { whole, offset, length, reserved } of views)
        reserved.values = whole.values.subarray(offset, offset + length);
      if (memory) arena.kernels = wasmKernels(memory, 0);
    },
    kernels: plainKernels,
  };
  return arena;
}

const NO_NUMBERS = new Float64Array(0);
const NO_INDICES = new Uint32Array(0);

/** A memory that does not grow, or none where there is not so much. */
function createMemory(bytes: number): WasmMemory | undefined {
  const pages = Math.ceil(bytes / PAGE);
  if (pages > MOST_PAGES) return undefined;
  try {
    return new webAssembly.Memory({ initial: pages, maximum: pages });
  } catch {
    return undefined;
  }
}
