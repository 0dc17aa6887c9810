import type { Figure, Panel } from "../../../figure.js";
import type { Kind, TheoremCase, TheoremCases } from "./theorem-cases.js";

/** A kind of graphs, and its cases. */
export interface CheckedKind {
  readonly kind: Kind;
  readonly part: TheoremCases;
}

/** Tolerance for rounding in a comparison of logarithms. */
export const ROUNDING = 1e-9;

/** How close separation ranks come to their bounds: histograms of quotients of logarithms. */
export function tightnessFigure(results: readonly CheckedKind[], vertices: number, points: number): Figure {
  return {
    title: "Separation ranks between their bounds",
    subtitle: `random graphs of 2 to ${vertices} vertices, all partitions, random weights; ranks in exact arithmetic, where below ${points}`,
    columns: 2,
    panels: [
      tightness("log rank / log of the minimal cut", results, ({ rank, minimalCut }) => [rank, minimalCut]),
      tightness("log rank / upper bound (theorems 7 and 10)", results, ({ rank, upper }) => [rank, upper]),
      tightness("lower bound (theorems 8 and 11) / log rank", results, ({ lower, rank }) => [lower, rank]),
    ],
  };
}

/** A histogram of quotients of logarithms; cases whose divisor is 0 have none and are left out. */
function tightness(
  title: string,
  results: readonly CheckedKind[],
  of: (own: TheoremCase) => readonly [number, number],
): Panel {
  const bins = 20;
  const centers = Array.from({ length: bins }, (_, k) => (k + 0.5) / bins);
  return {
    title,
    x: { title: "quotient", domain: [0, 1] },
    y: { title: "part of the cases" },
    series: results.map(({ kind, part }) => {
      const quotients = part.cases
        .filter((own) => own.decided)
        .map(of)
        .filter(([, divisor]) => divisor > ROUNDING)
        .map(([part, whole]) => Math.max(0, part) / whole);
      const counts = centers.map(
        (_, k) => quotients.filter((q) => Math.min(bins - 1, Math.floor(q * bins)) === k).length,
      );
      return {
        name: kind.name,
        x: centers,
        y: counts.map((c) => c / Math.max(1, quotients.length)),
        mark: "bars" as const,
      };
    }),
  };
}
