import { type MeanDeviation, meanDeviation } from "../statistics/mean-deviation.js";
import { STRUCTURE_MEASURES, type StructureRecord } from "./structure-record.js";

type Measure = (typeof STRUCTURE_MEASURES)[number];

/** The structure that one method leaves at one level, over seeds. */
export interface StructureSummaryRow {
  readonly method: string;
  /** of a method that trains a network; null for the others */
  readonly model: string | null;
  readonly sparsity: number;
  readonly removed: number;
  /** null where there is nothing to measure: triangles kept of none */
  readonly measures: Readonly<Record<Measure, MeanDeviation | null>>;
}

/** Means and deviations of structures by method, model and level, in the order of the rows. O(rows). */
export function summarizeStructure(rows: readonly StructureRecord[]): StructureSummaryRow[] {
  const groups = new Map<string, StructureRecord[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.method, row.model, row.removed]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()].map((group) => {
    const [{ method, model, sparsity, removed }] = group;
    const measured = STRUCTURE_MEASURES.map((measure) => {
      const values = group.flatMap((row) => row[measure] ?? []);
      return [measure, values.length === 0 ? null : meanDeviation(values)];
    });
    return { method, model, sparsity, removed, measures: Object.fromEntries(measured) };
  });
}
