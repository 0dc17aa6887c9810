import type { MeanDeviation } from "../../evaluate/statistics/mean-deviation.js";
import type { StructureSummaryRow } from "../../evaluate/structure/structure-summary.js";
import { ANY_METHOD } from "../../evaluate/trials/trial.js";
import { methodTitle, modelTitle, percentTitle } from "../wording/titles.js";
import { textTable } from "./text-table.js";

/**
 * What the methods leave of the graph's structure at one level, the one nearest to half of the edges, beside the whole graph: means over
 * seeds.
 *
 * @returns "" where no method was measured
 */
export function structureTable(rows: readonly StructureSummaryRow[]): string {
  const named = rows.filter(({ method }) => method !== ANY_METHOD);
  if (named.length === 0) return "";
  const level = named.reduce((best, row) =>
    Math.abs(row.sparsity - 0.5) < Math.abs(best.sparsity - 0.5) ? row : best,
  );
  const whole = rows.filter(({ method, removed }) => method === ANY_METHOD && removed === 0);
  const shown = [...whole, ...named.filter(({ removed }) => removed === level.removed)];
  const header = [
    "method",
    "isolated",
    "components",
    "largest",
    "degree distance",
    "walk index kept %",
    "triangles kept %",
    "spectral distance",
    "seconds",
  ];
  const body = shown.map(({ method, model, removed, measures: m }) => [
    removed === 0
      ? "(whole graph)"
      : `${methodTitle(method)}${model === null ? "" : ` (${modelTitle(model)})`}`,
    mean(m.isolated, 0),
    mean(m.components, 0),
    mean(m.largestComponent, 0),
    mean(m.degreeDistance, 3),
    mean(m.walkIndexKept, 1, 100),
    mean(m.trianglesKept, 1, 100),
    mean(m.spectralDistance, 3),
    removed === 0 ? "" : mean(m.orderSeconds, 2),
  ]);
  return `Structure with ${percentTitle(level.sparsity)} % of the edges removed, means over seeds; all levels in structure.csv\n\n${textTable(header, body)}`;
}

function mean(value: MeanDeviation | null, digits: number, factor = 1): string {
  return value === null ? "" : (factor * value.mean).toFixed(digits);
}
