import type { CurveRow } from "../../evaluate/summaries/curve-summary.js";
import type { InputSummary } from "../../evaluate/summaries/input-summary.js";
import { percent, percentInterval, pValue } from "../wording/numbers.js";
import { inputTitle, methodTitle, modelTitle, percentTitle } from "../wording/titles.js";
import { type Table, tableOf } from "./table.js";

/**
 * Each method's whole curve in a row: the area under it with its 95 % confidence interval, the paired difference to the baseline's with
 * interval and p-values, and the largest sparsity within one point of the full graph's accuracy; null where no method was measured at
 * all levels. In files areas and accuracies are fractions, on pages per cent.
 */
export function curveTable({
  input,
  curves,
  baseline,
}: Pick<InputSummary, "input" | "curves" | "baseline">): Table | null {
  if (curves.length === 0) return null;
  return tableOf<CurveRow>(
    {
      caption: `${inputTitle(input.name)}: area under the accuracy-sparsity curve`,
      note: "Area: the mean accuracy over the sparsities, by the trapezoid rule, of seeds measured at all levels. Within a point: the largest sparsity at which, as at all below it, the mean accuracy is at most one percentage point below the full graph's. P-values of this table are not corrected.",
    },
    curves,
    [
      {
        field: "model",
        title: "model",
        kind: "word",
        value: ({ model }) => model,
        text: ({ model }) => modelTitle(model),
      },
      {
        field: "method",
        title: "method",
        kind: "word",
        value: ({ method }) => method,
        text: ({ method }) => methodTitle(method),
      },
      { field: "n", title: "n", value: ({ area }) => area.n },
      {
        field: "area",
        title: "area (%)",
        value: ({ area }) => area.mean,
        text: ({ area }) => percent(area.mean),
      },
      { field: "area_sd", value: ({ area }) => area.deviation },
      {
        title: "95 % interval",
        field: "ci_low",
        value: ({ interval }) => interval?.low,
        text: ({ interval }) => percentInterval(interval),
      },
      { field: "ci_high", value: ({ interval }) => interval?.high },
      { field: "baseline", kind: "word", value: ({ difference }) => (difference === null ? null : baseline) },
      { field: "difference_n", value: ({ difference }) => difference?.n },
      {
        field: "difference_mean",
        title: `minus ${methodTitle(baseline)}`,
        value: ({ difference }) => difference?.mean,
        text: ({ difference }) => percent(difference!.mean, "+"),
      },
      { field: "difference_sd", value: ({ difference }) => difference?.deviation },
      {
        field: "difference_ci_low",
        title: "95 % interval",
        value: ({ comparison }) => comparison?.interval?.low,
        text: ({ comparison }) => percentInterval(comparison?.interval, "+"),
      },
      { field: "difference_ci_high", value: ({ comparison }) => comparison?.interval?.high },
      {
        field: "p_t",
        title: "p, t-test",
        value: ({ comparison }) => comparison?.tTest,
        text: ({ comparison }) => pValue(comparison?.tTest),
      },
      {
        field: "p_sign_flip",
        title: "p, sign flips",
        value: ({ comparison }) => comparison?.signFlip,
        text: ({ comparison }) => pValue(comparison?.signFlip),
      },
      {
        field: "within_point",
        title: "within a point (%)",
        value: ({ withinPoint }) => withinPoint,
        text: ({ withinPoint }) => percentTitle(withinPoint!),
      },
    ],
  );
}
