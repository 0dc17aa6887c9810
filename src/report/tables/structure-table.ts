import { STRUCTURE_MEASURES } from "../../evaluate/structure/structure-record.js";
import type { StructureSummaryRow } from "../../evaluate/structure/structure-summary.js";
import { ANY_METHOD } from "../../evaluate/trials/trial.js";
import { fixed } from "../wording/numbers.js";
import { methodTitle, modelTitle, percentTitle } from "../wording/titles.js";
import { type Table, tableOf } from "./table.js";

type Measure = (typeof STRUCTURE_MEASURES)[number];

/** How the measures are called and printed. */
export const MEASURE_TITLES: Readonly<
  Record<Measure, { readonly title: string; readonly decimals: number; readonly factor?: number }>
> = Object.freeze({
  isolated: { title: "isolated", decimals: 0 },
  components: { title: "components", decimals: 0 },
  largestComponent: { title: "largest", decimals: 0 },
  degreeDistance: { title: "degree distance", decimals: 3 },
  walkIndexKept: { title: "walk index kept (%)", decimals: 1, factor: 100 },
  trianglesKept: { title: "triangles kept (%)", decimals: 1, factor: 100 },
  spectralDistance: { title: "spectral distance", decimals: 3 },
  orderSeconds: { title: "seconds", decimals: 2 },
});

/**
 * What the methods leave of the graph's structure, a row for each method and level: of each measure the mean over seeds, in files the
 * sample standard deviation too.
 */
export function structureTable(
  rows: readonly StructureSummaryRow[],
  about: Pick<Table, "caption" | "note"> = {
    caption: "What is left of the graph's structure",
    note: "Means over seeds; deviations are in structure.csv.",
  },
): Table {
  return tableOf<StructureSummaryRow>(about, rows, [
    { field: "method", title: "method", kind: "word", value: ({ method }) => method, text: structureTitle },
    { field: "model", kind: "word", value: ({ model }) => model },
    {
      field: "sparsity",
      title: "removed (%)",
      value: ({ sparsity }) => sparsity,
      text: ({ sparsity }) => percentTitle(sparsity),
    },
    { field: "removed", value: ({ removed }) => removed },
    { field: "n", value: ({ measures }) => measures.isolated?.n ?? 0 },
    ...STRUCTURE_MEASURES.flatMap((measure) => {
      const { title, decimals, factor = 1 } = MEASURE_TITLES[measure];
      const mean = ({ measures }: StructureSummaryRow) => measures[measure]?.mean;
      return [
        {
          field: measure as string,
          title,
          value: mean,
          text: (row: StructureSummaryRow) => fixed(factor * mean(row)!, decimals),
        },
        {
          field: `${measure}_sd`,
          value: ({ measures }: StructureSummaryRow) => measures[measure]?.deviation,
        },
      ];
    }),
  ]);
}

/** The part of it at one level, the one nearest to half of the edges, beside the whole graph; null where no method was measured. */
export function structureTableAtHalf(rows: readonly StructureSummaryRow[]): Table | null {
  const named = rows.filter(({ method }) => method !== ANY_METHOD);
  if (named.length === 0) return null;
  const level = named.reduce((best, row) =>
    Math.abs(row.sparsity - 0.5) < Math.abs(best.sparsity - 0.5) ? row : best,
  );
  const shown = rows.filter(({ method, removed }) =>
    method === ANY_METHOD ? removed === 0 : removed === level.removed,
  );
  return structureTable(shown, {
    caption: `Structure with ${percentTitle(level.sparsity)} % of the edges removed`,
    note: "Means over seeds; all levels are in structure.csv.",
  });
}

/** A row's method as it is printed. */
export function structureTitle({ method, model }: Pick<StructureSummaryRow, "method" | "model">): string {
  if (method === ANY_METHOD) return "all edges, or none";
  return model === null ? methodTitle(method) : `${methodTitle(method)} (${modelTitle(model)})`;
}
