import { summarizeCurves } from "../../evaluate/summaries/curve-summary.js";
import type { TrialRecord } from "../../evaluate/trials/record.js";

/**
 * Each method's whole curve as comma-separated values, in full precision: the area under the accuracy-sparsity curve (accuracies are
 * fractions), its 95 % confidence interval, the paired difference to the baseline's with interval and p-values, and the largest sparsity
 * within one point of the full graph's accuracy. What does not exist is an empty field.
 */
export function curvesCsv(records: readonly TrialRecord[], baseline: string): string {
  const header = [
    ...["model", "method", "n", "area", "area_sd", "ci_low", "ci_high", "baseline", "difference_n"],
    ...["difference_mean", "difference_sd", "difference_ci_low", "difference_ci_high"],
    ...["p_t", "p_sign_flip", "within_point"],
  ];
  const lines = summarizeCurves(records, baseline).map(
    ({ model, method, area, interval, difference, comparison, withinPoint }) => [
      ...[model, method, area.n, area.mean, area.deviation, interval?.low, interval?.high],
      ...[difference === null ? null : baseline, difference?.n, difference?.mean, difference?.deviation],
      ...[comparison?.interval?.low, comparison?.interval?.high, comparison?.tTest, comparison?.signFlip],
      withinPoint,
    ],
  );
  return `${[header, ...lines].map((fields) => fields.map((value) => value ?? "").join(",")).join("\n")}\n`;
}
