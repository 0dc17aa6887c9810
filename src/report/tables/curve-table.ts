import { summarizeCurves } from "../../evaluate/summaries/curve-summary.js";
import { BASELINE_METHOD } from "../../evaluate/summaries/summary.js";
import type { TrialRecord } from "../../evaluate/trials/record.js";
import { methodTitle, modelTitle, percentTitle } from "../wording/titles.js";
import { textTable } from "./text-table.js";

/**
 * Each method's whole curve in a line: the mean accuracy over all sparsities with its 95 % confidence interval, the paired difference
 * to the baseline's with its own, the p-values of the paired t-test and the sign-flip test, and the largest sparsity within a point.
 *
 * @returns "" where no method was measured at all levels
 */
export function curveTable(records: readonly TrialRecord[], baseline = BASELINE_METHOD): string {
  const rows = summarizeCurves(records, baseline);
  if (rows.length === 0) return "";
  const body = rows.map(({ model, method, area, interval, difference, comparison, withinPoint }) => [
    modelTitle(model),
    methodTitle(method),
    `${percent(area.mean)}${bounds(interval)}`,
    difference === null
      ? ""
      : `${difference.mean >= 0 ? "+" : ""}${percent(difference.mean)}${bounds(comparison?.interval ?? null)}`,
    pValue(comparison?.tTest),
    pValue(comparison?.signFlip),
    withinPoint === null ? "" : percentTitle(withinPoint),
  ]);
  const header = [
    "model",
    "method",
    "area %",
    `- ${methodTitle(baseline)}`,
    "p (t)",
    "p (flips)",
    "within a point %",
  ];
  return `Area under the curve (mean accuracy over the sparsities) with 95 % intervals, and the largest sparsity within one point of the full graph\n\n${textTable(header, body)}`;
}

const percent = (fraction: number) => (100 * fraction).toFixed(1);

const bounds = (interval: { low: number; high: number } | null) =>
  interval === null ? "" : ` [${percent(interval.low)}, ${percent(interval.high)}]`;

const pValue = (p: number | null | undefined) =>
  p === null || p === undefined ? "" : p < 0.001 ? "<0.001" : p.toFixed(3);
