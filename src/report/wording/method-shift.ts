import type { SummaryRow } from "../../evaluate/summaries/summary.js";

/**
 * How far apart the points of neighbouring methods stand at one level, as a fraction of the axis from 0 to 100 % removed: all of a
 * level take half of the way to the next, at most.
 *
 * @param most the largest such distance
 */
export function methodShift(rows: readonly SummaryRow[], methodCount: number, most: number): number {
  const levels = [...new Set(rows.map((row) => row.sparsity))].sort((a, b) => a - b);
  const gaps = levels.slice(1).map((level, k) => level - levels[k]);
  return Math.min(most, ...gaps.map((gap) => gap / (2 * methodCount)));
}
