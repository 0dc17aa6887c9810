import type { DepthOutcome } from "./depth-run.js";

/** The runs of one depth, in numbers. */
export interface DepthSummary {
  readonly depth: number;
  readonly medianRank: number;
  /** largest less smallest rank */
  readonly spread: number;
  readonly leastTestError: number;
  readonly medianTestError: number;
  /** median of half the mean squared error over the observed entries: what the runs have learned so far */
  readonly medianLoss: number;
}

/** By depth, ascending, of the runs that did not diverge. O(runs log runs). */
export function summarizeDepths(outcomes: readonly DepthOutcome[]): DepthSummary[] {
  const kept = outcomes.filter(({ outcome }) => outcome !== "diverged");
  const depths = [...new Set(kept.map(({ depth }) => depth))].sort((a, b) => a - b);
  return depths.map((depth) => {
    const runs = kept.filter((run) => run.depth === depth);
    const ranks = runs.map(({ rank }) => rank);
    const errors = runs.map(({ testError }) => testError);
    return {
      depth,
      medianRank: median(ranks),
      spread: Math.max(...ranks) - Math.min(...ranks),
      leastTestError: Math.min(...errors),
      medianTestError: median(errors),
      medianLoss: median(runs.map(({ loss }) => loss)),
    };
  });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}
