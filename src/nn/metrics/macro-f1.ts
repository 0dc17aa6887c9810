import { confusionMatrix } from "./confusion-matrix.js";

/**
 * The mean over the classes of F1 = 2 TP / (2 TP + FP + FN): every class counts alike, however rare.
 *
 * A class that some of the rows have or are said to have counts; one that is neither does not, as in scikit-learn's
 * `f1_score(average="macro")`.
 *
 * @param predicted [rows] class of each row
 * @param labels [rows]
 * @param rows the rows that count, at least one
 * @returns in [0, 1]
 *
 * Complexity: O(number of rows + C^2).
 */
export function macroF1(
  predicted: Int32Array,
  labels: Int32Array,
  rows: Uint32Array,
  classCount: number,
): number {
  const matrix = confusionMatrix(predicted, labels, rows, classCount);
  let sum = 0;
  let present = 0;
  for (let c = 0; c < classCount; c++) {
    const of = matrix[c].reduce((a, b) => a + b, 0);
    const predicted = matrix.reduce((total, row) => total + row[c], 0);
    if (of + predicted === 0) continue;
    present++;
    sum += (2 * matrix[c][c]) / (of + predicted);
  }
  return sum / present;
}
