import * as tf from "@tensorflow/tfjs-core";
import { BackendError } from "../../errors.js";
import { type WasmMemory, webAssembly } from "../../kernels/wasm/web-assembly.js";

/** Where the wasm backend keeps its tensors. */
export interface TensorAddresses {
  readonly dataIdMap: { get(dataId: object): { readonly memoryOffset: number } };
}

/** What we reach into of the backend's own, which it keeps to itself: hence the pinned version and the careful look. */
interface WasmBackend extends TensorAddresses {
  readonly wasm: {
    readonly asm: { readonly memory: unknown };
    readonly HEAPU8: Uint8Array;
    _malloc(size: number): number;
    _free(address: number): void;
  };
}

/**
 * Makes the wasm backend say so when its memory is full.
 *
 * An allocation that fails gives address 0, which the backend takes for any other: it writes tensors over its own
 * data there, or ends in an access out of bounds.
 */
export function guardAllocation(backend: unknown): void {
  const { wasm } = (backend ?? {}) as Partial<WasmBackend>;
  // As with its memory, the backend keeps this to itself (4.22.0); without it there is nothing to guard.
  if (typeof wasm?._malloc !== "function" || typeof wasm._free !== "function") return;
  // With its first call, the allocator puts itself in its own place.
  wasm._free(wasm._malloc(1));
  const allocate = wasm._malloc;
  wasm._malloc = (size) => {
    // Unsigned: beyond 2 GiB, the engine hands addresses over as negative numbers.
    const address = allocate(size) >>> 0;
    if (address === 0 && size > 0)
      throw new BackendError(
        "backend wasm: out of memory (4 GiB at most); use a smaller graph, or backend cpu or tensorflow",
      );
    return address;
  };
}

/**
 * The memory of TensorFlow.js's wasm backend, or undefined where it is not to be had.
 *
 * The backend keeps it to itself (4.22.0: `backend.wasm.asm.memory`), hence the pinned version and the careful look:
 * without it the plain kernels are used. A shared memory (a browser with threads) is turned down
 * too, since the kernels are compiled for one that is not.
 */
export function wasmBackendMemory(backend: unknown): WasmMemory | undefined {
  const { wasm, dataIdMap } = (backend ?? {}) as Partial<WasmBackend>;
  const memory = wasm?.asm?.memory;
  if (!(memory instanceof webAssembly.Memory) || typeof dataIdMap?.get !== "function") return undefined;
  // The same bytes that the backend itself works on, or the kernels would read elsewhere.
  const same = memory.buffer === wasm?.HEAPU8?.buffer;
  return same && memory.buffer instanceof ArrayBuffer ? memory : undefined;
}

/**
 * Lets clones share their tensor's bytes on the wasm backend, as they do on all the others.
 *
 * Whatever an op saves for its gradient is a clone, and wasm's own kernel copies it: nine hidden matrices in a
 * step of a three-layer GCN. Tensors never change and the backend counts references (its reshape relies on that), so
 * that one copy serves all.
 */
export function shareClones(): void {
  tf.unregisterKernel("Identity", "wasm");
  tf.registerKernel({
    kernelName: "Identity",
    backendName: "wasm",
    kernelFunc: ({ inputs, backend }) => {
      const { dataId, shape, dtype } = inputs.x as tf.TensorInfo;
      (backend as tf.KernelBackend).incRef(dataId);
      return { dataId, shape, dtype };
    },
  });
}
