import type { MeanDeviation } from "../experiments/mean-deviation.js";
import type { TrialRecord } from "../experiments/record.js";
import { BASELINE_METHOD, type SummaryRow, summarize } from "../experiments/summary.js";
import { textTable } from "./text-table.js";
import { methodTitle, modelTitle, percentTitle } from "./titles.js";

/**
 * Mean test accuracy ± sample standard deviation in percent: a table for each model, levels as rows, methods as columns, then the
 * paired differences to random removal, where there are any.
 *
 * A cell of fewer seeds than the table's most says how many: "86.4 ± 1.2 (n=3)".
 *
 * @returns "" where no trial is finished
 */
export function accuracyTable(records: readonly TrialRecord[]): string {
  const rows = summarize(records);
  const models = [...new Set(rows.map((row) => row.model))];
  const input = records[0]?.input.name ?? "";
  return models
    .map((model) =>
      modelTable(
        modelTitle(model),
        input,
        rows.filter((row) => row.model === model),
      ),
    )
    .join("\n\n");
}

function modelTable(model: string, input: string, rows: readonly SummaryRow[]): string {
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
    ...compared.map((method) => `${methodTitle(method)} - ${methodTitle(BASELINE_METHOD)}`),
  ];
  const body = levels.map((removed) => {
    const { sparsity } = rows.find((row) => row.removed === removed)!;
    return [
      percentTitle(sparsity),
      String(removed),
      ...methods.map((method) => cell(at(method, removed)?.accuracy ?? null, most, "")),
      ...compared.map((method) => cell(at(method, removed)?.difference ?? null, most, "+")),
    ];
  });
  const seeds = `${most} seed${most === 1 ? "" : "s"}`;
  return `${model} on ${input}: test accuracy %, mean ± standard deviation over ${seeds}\n\n${textTable(header, body)}`;
}

function cell(value: MeanDeviation | null, most: number, plus: "+" | ""): string {
  if (value === null) return "";
  const mean = (100 * value.mean).toFixed(1);
  const spread = value.deviation === null ? "" : ` ± ${(100 * value.deviation).toFixed(1)}`;
  const count = value.n === most ? "" : ` (n=${value.n})`;
  return `${value.mean >= 0 ? plus : ""}${mean}${spread}${count}`;
}
