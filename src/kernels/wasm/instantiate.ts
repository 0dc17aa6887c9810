import type { KernelName } from "../float32/plain-kernels.js";
import { wasmBase64 } from "../float32/wasm.generated.js";
import { type WasmMemory, webAssembly } from "./web-assembly.js";

/** The kernels on one memory: arrays are byte offsets in it. */
export type WasmKernels = Readonly<Record<KernelName, (...parameters: number[]) => void>>;

/**
 * Puts the WebAssembly kernels onto a memory that its owner has already in use: nothing is written on the way, and
 * they hold no view of it, so that it may grow.
 *
 * @param memory unshared
 * @param relaxed the build with fused multiply-adds, whose results differ in the last bits from processor to processor; where
 *   `relaxedSimdSupported`
 */
export async function instantiateKernels(memory: WasmMemory, relaxed = false): Promise<WasmKernels> {
  const code = relaxed ? (await import("../float32/wasm-relaxed.generated.js")).wasmBase64 : wasmBase64;
  const binary = Uint8Array.from(atob(code), (character) => character.charCodeAt(0));
  const { instance } = await webAssembly.instantiate(binary, { env: { memory } });
  return instance.exports as WasmKernels;
}
