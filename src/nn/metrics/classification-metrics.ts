import { rocAuc } from "./roc-auc.js";

/** How well rows were classified. */
export interface ClassificationMetrics {
  /** how many rows */
  readonly count: number;
  readonly accuracy: number;
  /** see {@link macroF1} */
  readonly macroF1: number;
  /** see {@link rocAuc}; null where all rows are of one class */
  readonly rocAuc: number | null;
  /** [C][C] row: the label, column: the prediction */
  readonly confusionMatrix: readonly (readonly number[])[];
}

/**
 * All that is measured of a classification, or null where no row counts.
 *
 * @param classified the class [rows] and the scores [rows * C] of every row
 * @param labels [rows]
 * @param rows the rows that count
 *
 * @example
 * ```ts
 * import { classificationMetrics } from "seprank/nn";
 *
 * const classified = { predictions: Int32Array.of(0, 1), scores: Float32Array.of(0.9, 0.1, 0.2, 0.8) };
 * classificationMetrics(classified, Int32Array.of(0, 1), Uint32Array.of(0, 1), 2)?.accuracy; // => 1
 * ```
 */
export function classificationMetrics(
  { predictions, scores }: { readonly predictions: Int32Array; readonly scores: Float32Array },
  labels: Int32Array,
  rows: Uint32Array,
  classCount: number,
): ClassificationMetrics | null {
  if (rows.length === 0) return null;
  return {
    count: rows.length,
    accuracy: accuracy(predictions, labels, rows),
    macroF1: macroF1(predictions, labels, rows, classCount),
    rocAuc: rocAuc(scores, labels, rows, classCount),
    confusionMatrix: confusionMatrix(predictions, labels, rows, classCount),
  };
}

/** The fraction of `vertices` whose predicted class is their label. */
export function accuracy(predicted: Int32Array, labels: Int32Array, vertices: Uint32Array): number {
  let right = 0;
  for (const vertex of vertices) if (predicted[vertex] === labels[vertex]) right++;
  return right / vertices.length;
}

/**
 * How often rows of one class were predicted to be of another.
 *
 * @param predicted [rows] class of each row
 * @param labels [rows]
 * @param rows the rows that count
 * @returns [C][C] row: the label, column: the prediction
 *
 * Complexity: O(number of rows + C^2).
 *
 * @example
 * ```ts
 * import { confusionMatrix } from "seprank/nn";
 *
 * confusionMatrix(Int32Array.of(0, 0, 1), Int32Array.of(0, 1, 1), Uint32Array.of(0, 1, 2), 2); // => [[1, 0], [1, 1]]
 * ```
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

/**
 * The mean over the classes of F1 = 2 TP / (2 TP + FP + FN): every class counts alike, however rare.
 *
 * A class that some of the rows have or are predicted to have counts; one that is neither does not, as in scikit-learn's
 * `f1_score(average="macro")`.
 *
 * @param predicted [rows] class of each row
 * @param labels [rows]
 * @param rows the rows that count, at least one
 * @returns in [0, 1]
 *
 * Complexity: O(number of rows + C^2).
 *
 * @example
 * ```ts
 * import { macroF1 } from "seprank/nn";
 *
 * // F1 is 2/3 for either class.
 * macroF1(Int32Array.of(0, 0, 1), Int32Array.of(0, 1, 1), Uint32Array.of(0, 1, 2), 2); // ≈ 0.667
 * ```
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
