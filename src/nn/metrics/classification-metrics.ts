import { accuracy } from "./accuracy.js";
import { confusionMatrix } from "./confusion-matrix.js";
import { macroF1 } from "./macro-f1.js";
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
