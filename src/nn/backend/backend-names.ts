/**
 * What tensors are computed with; see selectBackend. Apart from it, so that naming them loads no tensors.
 *
 * `auto` is `tensorflow` where its native library loads, else `wasm`; `webgpu`, a GPU without CUDA, is for those who ask for it. `wasm-relaxed` is
 * `wasm` with fused multiply-adds in our kernels: faster, on engines with relaxed SIMD (Node from 22 on, browsers), and other last bits than
 * `wasm`, which computes the same on all of them.
 */
export const BACKEND_NAMES = Object.freeze([
  "auto",
  "tensorflow",
  "wasm",
  "wasm-relaxed",
  "webgpu",
  "cpu",
] as const);
export type BackendName = (typeof BACKEND_NAMES)[number];
