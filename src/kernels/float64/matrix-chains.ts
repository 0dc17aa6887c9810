/**
 * Products of matrices and a vector, for many chains: stages[r, i - 1] = A_i^r stages[r, i] for i = depth .. 1.
 *
 * @param matrices [count, depth, side, side], A_1 to A_depth of every chain
 * @param stages [count, depth + 1, side]; stage `depth` is given, the others are overwritten
 *
 * Complexity: O(count * depth * side^2).
 */
export function matrixChains(
  matrices: Float64Array,
  stages: Float64Array,
  count: number,
  depth: number,
  side: number,
): void {
  for (let r = 0; r < count; r++)
    for (let i = depth; i >= 1; i--) {
      const matrix = (r * depth + i - 1) * side * side;
      const from = (r * (depth + 1) + i) * side;
      for (let d = 0; d < side; d++) {
        let sum = 0;
        for (let e = 0; e < side; e++) sum += matrices[matrix + d * side + e] * stages[from + e];
        stages[from - side + d] = sum;
      }
    }
}

/**
 * The adjoint of `matrixChains`: dA_i^r = received[r, i - 1] stages[r, i]^T, received[r, i] = (A_i^r)^T received[r, i - 1].
 *
 * @param matrices [count, depth, side, side]
 * @param stages [count, depth + 1, side], as `matrixChains` left them
 * @param received [count, depth + 1, side]; stage 0 is given, the others are overwritten
 * @param gradients like `matrices`, overwritten
 *
 * Complexity: O(count * depth * side^2).
 */
export function matrixChainsGradient(
  matrices: Float64Array,
  stages: Float64Array,
  received: Float64Array,
  gradients: Float64Array,
  count: number,
  depth: number,
  side: number,
): void {
  for (let r = 0; r < count; r++)
    for (let i = 1; i <= depth; i++) {
      const matrix = (r * depth + i - 1) * side * side;
      const to = (r * (depth + 1) + i) * side;
      received.fill(0, to, to + side);
      for (let d = 0; d < side; d++) {
        const value = received[to - side + d];
        const row = matrix + d * side;
        for (let e = 0; e < side; e++) {
          gradients[row + e] = value * stages[to + e];
          received[to + e] += value * matrices[row + e];
        }
      }
    }
}
