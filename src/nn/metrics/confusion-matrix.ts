/**
 * How often rows of one class were said to be of another.
 *
 * @param predicted [rows] class of each row
 * @param labels [rows]
 * @param rows the rows that count
 * @returns [C][C] row: the label, column: the prediction
 *
 * Complexity: O(number of rows + C^2).
 */
export function confusionMatrix(
  predicted: Int32Array,
  labels: Int32Array,
  rows: Uint32Array,
  classCount: number,
): number[][] {
  const matrix = Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0));
  for (const row of rows) matrix[labels[row]][predicted[row]]++;
  return matrix;
}
