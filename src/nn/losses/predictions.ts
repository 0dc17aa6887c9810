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
