import type { Panel } from "../../figure.js";
import type { Comparison, ExperimentResult } from "../runs/experiment.js";
import type { Kind, TheoremCase, TheoremCases, TheoremCheckPlan } from "./theorem-cases.js";

/** A kind of graphs, and its cases. */
export interface CheckedKind {
  readonly kind: Kind;
  readonly part: TheoremCases;
}

/** Room for rounding in a comparison of logarithms. */
const ROUNDING = 1e-9;

/** The counts of cases outside their bounds, and how tight the bounds are. */
export function theoremCheckResult(
  results: readonly CheckedKind[],
  { cases: wanted, vertices, points }: TheoremCheckPlan,
  closed: readonly (readonly (string | number)[])[],
): ExperimentResult {
  const comparisons: Comparison[] = [];
  const rows: (string | number)[][] = [];
  let total = 0;
  for (const { kind, part } of results) {
    const { cases, graphs, failure } = part;
    const decided = cases.filter((own) => own.decided);
    total += decided.length;
    const theorems = kind.directed
      ? { upper: "theorem 10", lower: "theorem 11" }
      : { upper: "theorem 7", lower: "theorem 8" };
    const count = (broken: (own: TheoremCase) => boolean, of: readonly TheoremCase[]) =>
      of.filter(broken).length;
    const violations: [string, number, number][] = [
      [`below ${theorems.lower}`, count((own) => own.rank < own.lower - ROUNDING, decided), decided.length],
      ["above the minimal cut", count((own) => own.rank > own.minimalCut + ROUNDING, cases), cases.length],
      [
        `minimal cut above the cut of ${theorems.upper}'s proof`,
        count((own) => own.minimalCut > own.explicitCut + ROUNDING, cases),
        cases.length,
      ],
      [`above ${theorems.upper}`, count((own) => own.rank > own.upper + ROUNDING, cases), cases.length],
    ];
    for (const [what, broken, of] of violations)
      comparisons.push({
        quantity: `${kind.name}: ranks ${what}`.replace("ranks minimal", "minimal"),
        paper: "0",
        ours: `${broken} of ${of}`,
        criterion: "none",
        holds: broken === 0,
      });
    const mean = (of: (own: TheoremCase) => number) =>
      Number((decided.reduce((sum, own) => sum + of(own), 0) / decided.length).toFixed(3));
    rows.push([
      kind.name,
      graphs,
      cases.length,
      decided.length,
      mean((own) => own.lower),
      mean((own) => own.rank),
      mean((own) => own.minimalCut),
      mean((own) => own.explicitCut),
      mean((own) => own.upper),
      failure.toExponential(1),
    ]);
  }
  comparisons.push({
    quantity: "cases with a decided rank",
    paper: null,
    ours: total,
    criterion: `at least ${wanted}`,
    holds: total >= wanted,
  });
  return {
    reduction: null,
    figures: [
      {
        name: "figure",
        figure: {
          title: "Separation ranks between their bounds",
          subtitle: `random graphs of 2 to ${vertices} vertices, all partitions, random weights; ranks in exact arithmetic, where below ${points}`,
          columns: 2,
          panels: [
            tightness("log rank / log of the minimal cut", results, ({ rank, minimalCut }) => [
              rank,
              minimalCut,
            ]),
            tightness("log rank / upper bound (theorems 7 and 10)", results, ({ rank, upper }) => [
              rank,
              upper,
            ]),
            tightness("lower bound (theorems 8 and 11) / log rank", results, ({ lower, rank }) => [
              lower,
              rank,
            ]),
          ],
        },
      },
    ],
    tables: [
      {
        title: "Means over the cases with a decided rank, natural logarithms",
        header: [
          "graphs of the kind",
          "graphs",
          "cases",
          "decided",
          "lower",
          "rank",
          "minimal cut",
          "its proof's cut",
          "upper",
          "P(a rank too low) <=",
        ],
        rows,
      },
      {
        title: "Appendix D.1's graphs, first half against second, width 2, 2 features, graph prediction",
        header: ["graph", "depth", "walk index", "lower", "rank", "minimal cut", "its proof's cut", "upper"],
        rows: closed,
      },
    ],
    comparisons,
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
        mark: "line-points" as const,
      };
    }),
  };
}
