import type { SummaryRow } from "../../evaluate/summaries/summary.js";

/** More bars than this side by side make a comb, in which no one finds the bar of a point. */
const MOST_BARS = 24;

/** How the spread over seeds is drawn: as bars, or, where these would make a comb, as shaded bands around the lines. */
export function spreadShape(rows: readonly SummaryRow[]): "bars" | "bands" {
  return rows.filter(({ shared }) => !shared).length > MOST_BARS ? "bands" : "bars";
}

/**
 * How far apart the points of neighbouring methods stand at one level, as a fraction of the axis from 0 to 100 % removed: all of a
 * level take half of the way to the next, at most. Bands may overlap.
 *
 * @param most the largest such distance
 */
export function methodShift(rows: readonly SummaryRow[], methodCount: number, most: number): number {
  if (spreadShape(rows) === "bands") return 0;
  const levels = [...new Set(rows.map((row) => row.sparsity))].sort((a, b) => a - b);
  const gaps = levels.slice(1).map((level, k) => level - levels[k]);
  return gaps.reduce((least, gap) => Math.min(least, gap / (2 * methodCount)), most);
}
