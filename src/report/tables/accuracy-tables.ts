import type { MeanDeviation } from "../../evaluate/statistics/mean-deviation.js";
import type { InputSummary } from "../../evaluate/summaries/input-summary.js";
import type { SummaryRow } from "../../evaluate/summaries/summary.js";
import { counted, grouped, percent, percentInterval, percentSpread, pValue } from "../wording/numbers.js";
import { splitOfSeeds } from "../wording/split-words.js";
import { inputTitle, methodTitle, modelTitle, percentTitle } from "../wording/titles.js";
import { type ColumnOf, type Table, tableOf } from "./table.js";

/** Two-sided, after Holm's correction. */
const SIGNIFICANCE = 0.05;

/** One model's part of a summary, with at least one row. */
type ModelSummary = Pick<InputSummary, "input" | "records" | "rows" | "baseline">;

interface Level {
  readonly sparsity: number;
  readonly removed: number;
}

/** Mean test accuracy ± sample standard deviation in percent: levels as rows, methods as columns. */
export function accuracyTable({ input, records, rows }: ModelSummary): Table {
  const most = rows.reduce((n, { accuracy }) => Math.max(n, accuracy.n), 0);
  const at = cellsOf(rows);
  return tableOf<Level>(
    {
      caption: `${modelTitle(rows[0].model)} on ${inputTitle(input.name)}: test accuracy (%), mean ± standard deviation`,
      note: `Over ${counted(most, "seed")}, ${splitOfSeeds(records[0].options.split)}; a cell of fewer says how many.`,
    },
    levelsOf(rows),
    [
      LEVEL,
      { title: "edges removed", value: ({ removed }) => removed, text: ({ removed }) => grouped(removed) },
      ...methodsOf(rows).map(
        (method): ColumnOf<Level> =>
          spreadColumn(methodTitle(method), most, (level) => at(method, level)?.accuracy),
      ),
    ],
  );
}

/** Paired differences to the baseline in percentage points: levels as rows, methods as columns; null where there are none. */
export function differenceTable({ input, rows, baseline }: ModelSummary): Table | null {
  const compared = rows.filter(({ difference }) => difference !== null);
  if (compared.length === 0) return null;
  const most = compared.reduce((n, { difference }) => Math.max(n, difference!.n), 0);
  const at = cellsOf(compared);
  return tableOf<Level>(
    {
      caption: `${modelTitle(rows[0].model)} on ${inputTitle(input.name)}: accuracy minus ${methodTitle(baseline)}'s (percentage points), mean ± standard deviation of the differences`,
      note: `Differences are taken seed by seed, on the same split. * paired t-test, Holm-corrected over the methods of the level, p < ${SIGNIFICANCE}; no star stands for anything else.`,
    },
    levelsOf(compared),
    [
      LEVEL,
      ...methodsOf(compared).map(
        (method): ColumnOf<Level> => ({
          ...spreadColumn(
            methodTitle(method),
            most,
            (level) => at(method, level)?.difference ?? undefined,
            "+",
          ),
          starred: (level) => isSignificant(at(method, level)),
        }),
      ),
    ],
  );
}

/** Every comparison with the baseline with its interval and p-values, a row for each method and level; null where there are none. */
export function comparisonsTable({ input, rows, baseline }: ModelSummary): Table | null {
  const compared = rows.filter(({ difference }) => difference !== null);
  if (compared.length === 0) return null;
  const pColumn = (
    title: string,
    p: (row: SummaryRow) => number | null | undefined,
  ): ColumnOf<SummaryRow> => ({
    title,
    value: p,
    text: (row) => pValue(p(row)),
  });
  return tableOf<SummaryRow>(
    {
      caption: `${modelTitle(rows[0].model)} on ${inputTitle(input.name)}: every comparison with ${methodTitle(baseline)}`,
      note: "Differences and intervals in percentage points. Two-sided paired t-test and sign-flip test over the common seeds; Holm: corrected over the methods of the level.",
    },
    compared,
    [
      { title: "method", kind: "word", value: ({ method }) => methodTitle(method) },
      LEVEL,
      { title: "n", value: ({ difference }) => difference?.n },
      {
        title: "difference",
        value: ({ difference }) => difference?.mean,
        text: ({ difference }) => percent(difference!.mean, "+"),
      },
      {
        title: "95 % interval",
        value: ({ comparison }) => comparison?.interval?.low,
        text: ({ comparison }) => percentInterval(comparison?.interval, "+"),
      },
      pColumn("p, t-test", ({ comparison }) => comparison?.tTest),
      pColumn("p, Holm", ({ comparison }) => comparison?.adjusted.tTest),
      pColumn("p, sign flips", ({ comparison }) => comparison?.signFlip),
      pColumn("p, flips, Holm", ({ comparison }) => comparison?.adjusted.signFlip),
    ],
  );
}

const LEVEL: ColumnOf<Level> = {
  title: "removed (%)",
  value: ({ sparsity }) => sparsity,
  text: ({ sparsity }) => percentTitle(sparsity),
};

function spreadColumn(
  title: string,
  most: number,
  of: (level: Level) => MeanDeviation | undefined,
  plus: "+" | "" = "",
): ColumnOf<Level> {
  return {
    title,
    value: (level) => of(level)?.mean,
    text: (level) => percentSpread(of(level)!, plus),
    seeds: (level) => (of(level)!.n === most ? undefined : of(level)!.n),
  };
}

function isSignificant(row: SummaryRow | undefined): boolean {
  return (row?.comparison?.adjusted.tTest ?? 1) < SIGNIFICANCE;
}

function methodsOf(rows: readonly SummaryRow[]): string[] {
  return [...new Set(rows.map(({ method }) => method))];
}

function levelsOf(rows: readonly SummaryRow[]): Level[] {
  const levels = new Map(rows.map(({ removed, sparsity }) => [removed, sparsity]));
  return [...levels]
    .map(([removed, sparsity]) => ({ removed, sparsity }))
    .sort((a, b) => a.removed - b.removed);
}

/** A row by its method and level. */
function cellsOf(rows: readonly SummaryRow[]): (method: string, level: Level) => SummaryRow | undefined {
  const methods = new Map<string, Map<number, SummaryRow>>();
  for (const row of rows) {
    const levels = methods.get(row.method) ?? new Map<number, SummaryRow>();
    methods.set(row.method, levels.set(row.removed, row));
  }
  return (method, { removed }) => methods.get(method)?.get(removed);
}
