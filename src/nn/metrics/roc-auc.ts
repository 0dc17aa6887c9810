/**
 * The area under the receiver operating characteristic: the probability that a row of a class has a higher score for it
 * than a row of another class, ties counting one half.
 *
 * AUC_c = (sum of the ranks of the class's rows - n1 (n1 + 1) / 2) / (n1 n0), equal scores sharing their mean rank.
 *
 * For two classes it is that of class 1; for more, the mean of every class against the rest, over the classes that some
 * rows have and some have not (scikit-learn's `roc_auc_score(multi_class="ovr", average="macro")`).
 *
 * Source: Hanley and McNeil, "The Meaning and Use of the Area under a Receiver Operating Characteristic (ROC) Curve"
 * (1982).
 *
 * @param scores [rows * C] the score of each class
 * @param labels [rows]
 * @param rows the rows that count
 * @returns in [0, 1]; null where all rows are of one class
 *
 * Complexity: O(C n log n), n the number of rows.
 *
 * @example
 * ```ts
 * import { rocAuc } from "seprank/nn";
 *
 * const scores = Float32Array.of(0.9, 0.1, 0.4, 0.6, 0.2, 0.8);
 * // Two vertices of class 0, one of class 1, which has the highest score for it.
 * rocAuc(scores, Int32Array.of(0, 0, 1), Uint32Array.of(0, 1, 2), 2); // => 1
 * ```
 */
export function rocAuc(
  scores: Float32Array,
  labels: Int32Array,
  rows: Uint32Array,
  classCount: number,
): number | null {
  const classes = classCount === 2 ? [1] : Array.from({ length: classCount }, (_, c) => c);
  const areas = classes.map(areaOf).filter((a) => a !== null);
  return areas.length === 0 ? null : areas.reduce((sum, area) => sum + area, 0) / areas.length;

  function areaOf(own: number): number | null {
    const score = (row: number) => scores[row * classCount + own];
    const order = Uint32Array.from(rows).sort((a, b) => score(a) - score(b));
    let ranks = 0;
    let positives = 0;
    for (let start = 0; start < order.length; ) {
      let end = start + 1;
      while (end < order.length && score(order[end]) === score(order[start])) end++;
      // Ranks count from 1: those of the group are start + 1 .. end.
      for (let k = start; k < end; k++)
        if (labels[order[k]] === own) {
          ranks += (start + 1 + end) / 2;
          positives++;
        }
      start = end;
    }
    const negatives = order.length - positives;
    if (positives === 0 || negatives === 0) return null;
    return (ranks - (positives * (positives + 1)) / 2) / (positives * negatives);
  }
}
