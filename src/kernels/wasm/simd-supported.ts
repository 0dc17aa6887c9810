import { webAssembly } from "./web-assembly.js";

/** A module with one function whose body is `v128.const 0; drop`. */
const PROBE = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0],
  // one type () -> (), one function of it
  ...[1, 4, 1, 96, 0, 0, 3, 2, 1, 0],
  // its body: 21 bytes, no locals, v128.const (fd 0c) and 16 bytes of zeros, drop, end
  ...[10, 23, 1, 21, 0, 253, 12, ...new Array<number>(16).fill(0), 26, 11],
);

/** The same with `f32x4.relaxed_madd` of three such constants. */
const ZEROS = [253, 12, ...new Array<number>(16).fill(0)];
const RELAXED_PROBE = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0],
  ...[1, 4, 1, 96, 0, 0, 3, 2, 1, 0],
  // its body: 60 bytes, no locals, the constants, relaxed_madd (fd 85 02), drop, end
  ...[10, 62, 1, 60, 0, ...ZEROS, ...ZEROS, ...ZEROS, 253, 133, 2, 26, 11],
);

/** Whether this engine runs WebAssembly SIMD, which the kernels are made of. */
export function simdSupported(): boolean {
  return webAssembly.validate(PROBE);
}

/** Whether this engine runs relaxed SIMD, which fused multiply-adds are part of: Node from 22 on, browsers. */
export function relaxedSimdSupported(): boolean {
  return webAssembly.validate(RELAXED_PROBE);
}
