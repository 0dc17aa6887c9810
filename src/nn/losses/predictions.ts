/**
 * The class with the highest logit in every row; the lowest class of several equal ones.
 *
 * @param logits [rows, classes]
 * @returns [rows]
 */
export function predictions(logits: Float32Array, classes: number): Int32Array {
  const result = new Int32Array(logits.length / classes);
  for (let row = 0; row < result.length; row++) {
    let top = 0;
    for (let c = 1; c < classes; c++) if (logits[row * classes + c] > logits[row * classes + top]) top = c;
    result[row] = top;
  }
  return result;
}

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
