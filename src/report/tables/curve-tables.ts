import type { MeanDeviation } from "../../evaluate/statistics/mean-deviation.js";
import type { CostRow } from "../../evaluate/summaries/cost-summary.js";
import type { CurveRow } from "../../evaluate/summaries/curve-summary.js";
import { ANY_METHOD } from "../../evaluate/trials/trial.js";
import type { Markup } from "../wording/markup.js";
import { duration, mebibytes, percent, pValue } from "../wording/numbers.js";
import { methodTitle, modelTitle, percentTitle } from "../wording/titles.js";
import { intervalCell } from "./accuracy-tables.js";
import { type Cell, htmlTable, numberCell } from "./html-table.js";

/** Each method's whole curve in a row; null where none was measured at all levels. */
export function areaTable(rows: readonly CurveRow[], baseline: string): Markup | null {
  if (rows.length === 0) return null;
  return htmlTable({
    caption: `${modelTitle(rows[0].model)}: area under the accuracy-sparsity curve`,
    header: [
      "method",
      "area (%)",
      "95 % interval",
      `minus ${methodTitle(baseline)}`,
      "95 % interval",
      "p, t-test",
      "p, sign flips",
      "n",
      "within a point (%)",
    ],
    rows: rows.map(({ method, area, interval, difference, comparison, withinPoint }) => [
      { content: methodTitle(method) },
      numberCell(area.mean, percent1),
      intervalCell(interval, ""),
      numberCell(difference?.mean, (mean) => percent(mean, "+")),
      intervalCell(comparison?.interval),
      numberCell(comparison?.tTest, pValue),
      numberCell(comparison?.signFlip, pValue),
      numberCell(area.n, String),
      numberCell(withinPoint, percentTitle),
    ]),
    note: "Area: the mean accuracy over the sparsities, by the trapezoid rule, of seeds measured at all levels. Within a point: the largest sparsity at which, as at all below it, the mean accuracy is at most one percentage point below the full graph's. P-values of this table are not corrected.",
  });
}

/** Time and memory; null where no trial is finished. */
export function costTable(rows: readonly CostRow[]): Markup | null {
  if (rows.length === 0) return null;
  return htmlTable({
    caption: `${modelTitle(rows[0].model)}: time and memory`,
    header: ["method", "time to sparsify", "time to train", "epochs", "peak memory", "trials"],
    rows: rows.map(({ method, order, training, epochs, peakMemory }) => [
      { content: method === ANY_METHOD ? "all edges, or none" : methodTitle(method) },
      spreadCell(order, duration),
      spreadCell(training, duration),
      spreadCell(epochs, (value) => value.toFixed(0)),
      numberCell(peakMemory, mebibytes),
      numberCell(training.n, String),
    ]),
    note: "Means; time to sparsify is that of a whole removal order. Trials ran side by side, so that times say which method is dear, not how fast the machine is. Peak memory is the most that a trial's process had held by its end, earlier trials in that process included.",
  });
}

function spreadCell(value: MeanDeviation | null, text: (value: number) => string): Cell {
  return numberCell(value?.mean, text);
}

function percent1(fraction: number): string {
  return percent(fraction);
}
