import type { SummaryRow } from "../../evaluate/summaries/summary.js";

/** Accuracies nearer to each other than a hundredth of a point are drawn as equal: an axis needs some length. */
const SHORTEST = 1e-4;

/** The domain of an accuracy axis: all means with their deviations, and a margin; fractions, the lower end and the upper. */
export function accuracyDomain(rows: readonly SummaryRow[]): { readonly low: number; readonly high: number } {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { accuracy } of rows) {
    const spread = accuracy.deviation ?? 0;
    low = Math.min(low, accuracy.mean - spread);
    high = Math.max(high, accuracy.mean + spread);
  }
  const margin = 0.04 * Math.max(high - low, SHORTEST) + Math.max(0, SHORTEST - (high - low)) / 2;
  return { low: low - margin, high: high + margin };
}
