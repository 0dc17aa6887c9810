import type { SummaryRow } from "../../evaluate/summaries/summary.js";
import type { TrialOptions } from "../../evaluate/trials/record.js";
import { html, type Markup } from "../wording/markup.js";
import { grouped, percent, percentInterval, percentSpread, pValue } from "../wording/numbers.js";
import { splitOfSeeds } from "../wording/split-words.js";
import { methodTitle, modelTitle, percentTitle } from "../wording/titles.js";
import { type Cell, htmlTable, numberCell } from "./html-table.js";

/** Two-sided, after Holm's correction. */
const SIGNIFICANCE = 0.05;

/**
 * One model's mean test accuracy ± sample standard deviation in percent: levels as rows, methods as columns.
 *
 * @param rows of one model, see {@link summarize}; at least one
 * @param split of the trials
 */
export function accuracyMatrix(rows: readonly SummaryRow[], split: TrialOptions["split"]): Markup {
  const methods = methodsOf(rows);
  const most = rows.reduce((n, { accuracy }) => Math.max(n, accuracy.n), 0);
  return htmlTable({
    caption: `${modelTitle(rows[0].model)}: test accuracy (%), mean ± standard deviation`,
    header: ["removed (%)", "edges removed", ...methods.map(methodTitle)],
    words: 0,
    rows: levelsOf(rows).map(({ sparsity, removed }) => [
      levelCell(sparsity),
      numberCell(removed, grouped),
      ...methods.map((method) => {
        const row = at(rows, method, removed);
        return numberCell(row?.accuracy.mean, () => [
          percentSpread(row!.accuracy),
          countNote(row!.accuracy.n, most),
        ]);
      }),
    ]),
    note: `Over ${most} ${most === 1 ? "seed" : "seeds"}, ${splitOfSeeds(split)}; a cell of fewer says how many.`,
  });
}

/** One model's paired differences to the baseline in percentage points; null where there are none. */
export function differenceMatrix(rows: readonly SummaryRow[], baseline: string): Markup | null {
  const compared = rows.filter((row) => row.difference !== null);
  if (compared.length === 0) return null;
  const methods = methodsOf(compared);
  const most = compared.reduce((n, { difference }) => Math.max(n, difference!.n), 0);
  return htmlTable({
    caption: `${modelTitle(rows[0].model)}: accuracy minus ${methodTitle(baseline)}'s (percentage points), mean ± standard deviation of the differences`,
    header: ["removed (%)", ...methods.map(methodTitle)],
    words: 0,
    rows: levelsOf(compared).map(({ sparsity, removed }) => [
      levelCell(sparsity),
      ...methods.map((method) => {
        const row = at(compared, method, removed);
        return numberCell(row?.difference?.mean, () => [
          percentSpread(row!.difference!, "+"),
          countNote(row!.difference!.n, most),
          isSignificant(row!)
            ? html`<abbr class="star" title="corrected p below ${SIGNIFICANCE}">*</abbr>`
            : null,
        ]);
      }),
    ]),
    note: `Differences are taken seed by seed, on the same split. * paired t-test, Holm-corrected over the methods of the level, p < ${SIGNIFICANCE}; no star stands for anything else.`,
  });
}

/** Every comparison with the baseline with its interval and p-values, a row for each method and level; null where there are none. */
export function comparisonRows(rows: readonly SummaryRow[], baseline: string): Markup | null {
  const compared = rows.filter((row) => row.difference !== null);
  if (compared.length === 0) return null;
  return htmlTable({
    caption: `${modelTitle(rows[0].model)}: every comparison with ${methodTitle(baseline)}`,
    header: [
      "method",
      "removed (%)",
      "n",
      "difference",
      "95 % interval",
      "p, t-test",
      "p, Holm",
      "p, sign flips",
      "p, flips, Holm",
    ],
    rows: compared.map(({ method, sparsity, difference, comparison }) => [
      { content: methodTitle(method) },
      levelCell(sparsity),
      numberCell(difference!.n, String),
      numberCell(difference!.mean, (mean) => percent(mean, "+")),
      intervalCell(comparison?.interval),
      numberCell(comparison?.tTest, pValue),
      numberCell(comparison?.adjusted.tTest, pValue),
      numberCell(comparison?.signFlip, pValue),
      numberCell(comparison?.adjusted.signFlip, pValue),
    ]),
    note: "Differences and intervals in percentage points. Two-sided paired t-test and exact sign-flip test over the common seeds; Holm: corrected over the methods of the level.",
  });
}

/** Sorted by its lower bound. */
export function intervalCell(
  interval: { readonly low: number; readonly high: number } | null | undefined,
  plus: "+" | "" = "+",
): Cell {
  return numberCell(interval?.low, () => percentInterval(interval, plus));
}

function isSignificant({ comparison }: SummaryRow): boolean {
  return (comparison?.adjusted.tTest ?? 1) < SIGNIFICANCE;
}

function levelCell(sparsity: number): Cell {
  return numberCell(sparsity, percentTitle);
}

function countNote(n: number, most: number): Markup | null {
  return n === most ? null : html` <small>n=${n}</small>`;
}

function methodsOf(rows: readonly SummaryRow[]): string[] {
  return [...new Set(rows.map(({ method }) => method))];
}

function levelsOf(rows: readonly SummaryRow[]): { sparsity: number; removed: number }[] {
  const levels = new Map(rows.map(({ removed, sparsity }) => [removed, sparsity]));
  return [...levels]
    .map(([removed, sparsity]) => ({ removed, sparsity }))
    .sort((a, b) => a.removed - b.removed);
}

function at(rows: readonly SummaryRow[], method: string, removed: number): SummaryRow | undefined {
  return rows.find((row) => row.method === method && row.removed === removed);
}
