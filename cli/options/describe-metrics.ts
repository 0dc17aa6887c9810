import type { ClassificationMetrics } from "../../src/nn/metrics/classification-metrics.js";
import { textTable } from "../../src/report/tables/text-table.js";

/** A confusion matrix of more classes is left to `--json`. */
const MOST_CLASSES = 12;

/** Accuracy, macro-F1 and AUC of some parts, each a row. */
export function metricsTable(
  title: string,
  what: string,
  parts: Readonly<Record<string, ClassificationMetrics | null>>,
  columns: number,
): string {
  const rows = Object.entries(parts).flatMap(([part, metrics]) =>
    metrics === null
      ? []
      : [
          [
            part,
            String(metrics.count),
            percent(metrics.accuracy),
            metrics.macroF1.toFixed(3),
            metrics.rocAuc?.toFixed(3) ?? "-",
          ],
        ],
  );
  return textTable([title, what, "accuracy", "macro-F1", "AUC"], rows, { columns });
}

/** The confusion matrix as a table, or null where there are too many classes for a table. */
export function confusionTable(
  title: string,
  { confusionMatrix }: ClassificationMetrics,
  classNames: readonly string[] | null,
  columns: number,
): string | null {
  if (confusionMatrix.length > MOST_CLASSES) return null;
  const names = confusionMatrix.map((_, c) => classNames?.[c] ?? String(c));
  const rows = confusionMatrix.map((row, c) => [names[c], ...row.map(String)]);
  return textTable([title, ...names], rows, { columns });
}

export function percent(fraction: number): string {
  return `${(100 * fraction).toFixed(1)} %`;
}
