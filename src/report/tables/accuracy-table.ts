import type { MeanDeviation } from "../../evaluate/statistics/mean-deviation.js";
import { BASELINE_METHOD, type SummaryRow, summarize } from "../../evaluate/summaries/summary.js";
import type { TrialRecord } from "../../evaluate/trials/record.js";
import { splitOfSeeds } from "../wording/split-words.js";
import { methodTitle, modelTitle, percentTitle } from "../wording/titles.js";
import { textTable } from "./text-table.js";

/**
 * Mean test accuracy ± sample standard deviation in percent: a table for each model, levels as rows, methods as columns, then the
 * paired differences to the baseline, where there are any, with a star where a test stands behind it.
 *
 * A cell of fewer seeds than the table's most says how many: "86.4 ± 1.2 (n=3)".
 *
 * @returns "" where no trial is finished
 */
export function accuracyTable(records: readonly TrialRecord[], baseline = BASELINE_METHOD): string {
  const rows = summarize(records, baseline);
  const models = [...new Set(rows.map((row) => row.model))];
  const { input, options } = records[0] ?? {};
  const given = options !== undefined && "given" in options.split;
  const split = given ? `, ${splitOfSeeds(options.split)}` : "";
  return models
    .map((model) =>
      modelTable(
        modelTitle(model),
        input?.name ?? "",
        rows.filter((row) => row.model === model),
        baseline,
        split,
      ),
    )
    .join("\n\n");
}

function modelTable(
  model: string,
  input: string,
  rows: readonly SummaryRow[],
  baseline: string,
  split: string,
): string {
  const methods = [...new Set(rows.map((row) => row.method))];
  const compared = methods.filter((method) => rows.some((row) => row.method === method && row.difference));
  const levels = [...new Set(rows.map((row) => row.removed))].sort((a, b) => a - b);
  const most = Math.max(...rows.map((row) => row.accuracy.n));
  const at = (method: string, removed: number) =>
    rows.find((row) => row.method === method && row.removed === removed);

  const header = [
    "removed %",
    "edges",
    ...methods.map(methodTitle),
    ...compared.map((method) => `${methodTitle(method)} - ${methodTitle(baseline)}`),
  ];
  const body = levels.map((removed) => {
    const { sparsity } = rows.find((row) => row.removed === removed)!;
    return [
      percentTitle(sparsity),
      String(removed),
      ...methods.map((method) => cell(at(method, removed)?.accuracy ?? null, most, "")),
      ...compared.map((method) => differenceCell(at(method, removed), most)),
    ];
  });
  const seeds = `${most} seed${most === 1 ? "" : "s"}`;
  return `${model} on ${input}: test accuracy %, mean ± standard deviation over ${seeds}${split}\n\n${textTable(header, body)}${rows.some(isSignificant) ? `\n\n${starNote(baseline)}` : ""}`;
}

/** Two-sided, after Holm's correction. */
const SIGNIFICANCE = 0.05;

function isSignificant(row: SummaryRow | undefined): boolean {
  return (row?.comparison?.adjusted.tTest ?? 1) < SIGNIFICANCE;
}

function starNote(baseline: string): string {
  return `* differs from ${methodTitle(baseline)}: paired t-test over the seeds, Holm-corrected over the level's methods, p < ${SIGNIFICANCE}`;
}

function differenceCell(row: SummaryRow | undefined, most: number): string {
  return `${cell(row?.difference ?? null, most, "+")}${isSignificant(row) ? " *" : ""}`;
}

function cell(value: MeanDeviation | null, most: number, plus: "+" | ""): string {
  if (value === null) return "";
  const mean = (100 * value.mean).toFixed(1);
  const spread = value.deviation === null ? "" : ` ± ${(100 * value.deviation).toFixed(1)}`;
  const count = value.n === most ? "" : ` (n=${value.n})`;
  return `${value.mean >= 0 ? plus : ""}${mean}${spread}${count}`;
}
