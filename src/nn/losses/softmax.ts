/**
 * The softmax of every row, computed in double: exp(z_c) / sum of exp(z_k).
 *
 * @param logits [rows * columns]
 * @returns [rows * columns]
 */
export function softmax(logits: Float32Array, columns: number): Float32Array {
  const result = new Float32Array(logits.length);
  for (let start = 0; start < logits.length; start += columns) {
    const row = Float64Array.from(logits.subarray(start, start + columns));
    const largest = row.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    const powers = row.map((logit) => Math.exp(logit - largest));
    const total = powers.reduce((sum, power) => sum + power, 0);
    powers.forEach((power, c) => {
      result[start + c] = power / total;
    });
  }
  return result;
}
