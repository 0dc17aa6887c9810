import { join } from "node:path";
import type { StructureSummaryRow } from "../experiments/structure-summary.js";
import { writeFileAtomic } from "../files.js";
import { structureCsv } from "./structure-csv.js";

/** Writes `structure.csv` into a folder, and says where. @throws InputError where it cannot be written to */
export async function writeStructure(rows: readonly StructureSummaryRow[], folder: string): Promise<string> {
  const path = join(folder, "structure.csv");
  await writeFileAtomic(path, new TextEncoder().encode(structureCsv(rows)));
  return path;
}
