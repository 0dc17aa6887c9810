import { join } from "node:path";
import type { TrialRecord } from "../experiments/record.js";
import type { StructureSummaryRow } from "../experiments/structure-summary.js";
import { writeFileAtomic } from "../files.js";
import { curvesCsv } from "./curves-csv.js";
import { structureCsv } from "./structure-csv.js";

/** Where the tables beside the summary are. */
export interface TableFiles {
  readonly curves: string;
  /** where structures were measured */
  readonly structure?: string;
}

/**
 * Writes `curves.csv` and, where structures were measured, `structure.csv` into a folder.
 *
 * @throws InputError where it cannot be written to
 */
export async function writeTables(
  records: readonly TrialRecord[],
  structure: readonly StructureSummaryRow[],
  folder: string,
  baseline: string,
): Promise<TableFiles> {
  const encoder = new TextEncoder();
  const files = { curves: join(folder, "curves.csv"), structure: join(folder, "structure.csv") };
  await writeFileAtomic(files.curves, encoder.encode(curvesCsv(records, baseline)));
  if (structure.length === 0) return { curves: files.curves };
  await writeFileAtomic(files.structure, encoder.encode(structureCsv(structure)));
  return files;
}
