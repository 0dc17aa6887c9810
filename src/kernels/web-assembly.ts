/** A WebAssembly memory: its bytes move to a new buffer whenever it grows. */
export interface WasmMemory {
  readonly buffer: ArrayBufferLike;
}

interface WebAssemblyInterface {
  readonly Memory: abstract new () => WasmMemory;
  instantiate(
    binary: Uint8Array,
    imports: object,
  ): Promise<{ readonly instance: { readonly exports: object } }>;
}

/**
 * The part of the WebAssembly interface used here. Browsers and Node have it; only the browsers' type library
 * declares it.
 */
export const webAssembly = (globalThis as unknown as { WebAssembly: WebAssemblyInterface }).WebAssembly;
