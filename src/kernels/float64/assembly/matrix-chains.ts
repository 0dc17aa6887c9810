/** stages[r, i - 1] = A_i^r stages[r, i] for i = depth .. 1; see the plain kernel. */
export function matrixChains(matrices: usize, stages: usize, count: usize, depth: usize, side: usize): void {
  const bytes = side << 3;
  const even = bytes & ~15;
  for (let r: usize = 0; r < count; r++) {
    for (let i = depth; i > 0; i--) {
      let row = matrices + (r * depth + i - 1) * side * bytes;
      const vector = stages + (r * (depth + 1) + i) * bytes;
      const out = vector - bytes;
      for (let d: usize = 0; d < bytes; d += 8, row += bytes) {
        let s = f64x2.splat(0);
        for (let e: usize = 0; e < even; e += 16)
          s = f64x2.add(s, f64x2.mul(v128.load(row + e), v128.load(vector + e)));
        let t = f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1);
        if (even < bytes) t += load<f64>(row + even) * load<f64>(vector + even);
        store<f64>(out + d, t);
      }
    }
  }
}

/** The adjoint: gradients of the matrices, and `received` [r, depth + 1, side] filled from its stage 0. */
export function matrixChainsGradient(
  matrices: usize,
  stages: usize,
  received: usize,
  gradients: usize,
  count: usize,
  depth: usize,
  side: usize,
): void {
  const bytes = side << 3;
  const even = bytes & ~15;
  for (let r: usize = 0; r < count; r++)
    for (let i: usize = 1; i <= depth; i++) {
      const at = (r * depth + i - 1) * side * bytes;
      let row = matrices + at;
      let target = gradients + at;
      const vector = stages + (r * (depth + 1) + i) * bytes;
      const outgoing = received + (r * (depth + 1) + i) * bytes;
      const incoming = outgoing - bytes;
      memory.fill(outgoing, 0, bytes);
      for (let d: usize = 0; d < bytes; d += 8, row += bytes, target += bytes) {
        const g = v128.load64_splat(incoming + d);
        for (let e: usize = 0; e < even; e += 16) {
          v128.store(target + e, f64x2.mul(g, v128.load(vector + e)));
          v128.store(outgoing + e, f64x2.add(v128.load(outgoing + e), f64x2.mul(g, v128.load(row + e))));
        }
        if (even < bytes) {
          const x = load<f64>(incoming + d);
          store<f64>(target + even, x * load<f64>(vector + even));
          store<f64>(outgoing + even, load<f64>(outgoing + even) + x * load<f64>(row + even));
        }
      }
    }
}
