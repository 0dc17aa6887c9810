import type { Comparison, ExperimentResult } from "../../runs/experiment.js";
import type { TheoremCase, TheoremCheckPlan } from "./theorem-cases.js";
import { type CheckedKind, ROUNDING, tightnessFigure } from "./theorem-check-figure.js";

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
    figures: [{ name: "figure", figure: tightnessFigure(results, vertices, points) }],
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
