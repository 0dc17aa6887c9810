import { BackendError } from "../../errors.js";

interface WasmBackend {
  readonly wasm: { _malloc(size: number): number; _free(address: number): void };
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
