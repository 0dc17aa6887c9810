import { type WasmMemory, webAssembly } from "../../kernels/wasm/web-assembly.js";

/** Where the wasm backend keeps its tensors. */
export interface TensorAddresses {
  readonly dataIdMap: { get(dataId: object): { readonly memoryOffset: number } };
}

interface WasmBackend extends TensorAddresses {
  readonly wasm: { readonly asm: { readonly memory: unknown }; readonly HEAPU8: Uint8Array };
}

/**
 * The memory of TensorFlow.js's wasm backend, or undefined where it is not to be had.
 *
 * The backend keeps it to itself (4.22.0: `backend.wasm.asm.memory`), hence the pinned version and the careful look:
 * whoever gets undefined goes on with the plain kernels. A shared memory (a browser with threads) is turned down
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
