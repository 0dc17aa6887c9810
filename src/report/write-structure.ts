import { join } from "node:path";
import type { StructureSummaryRow } from "../evaluate/structure/structure-summary.js";
import { writeFileAtomic } from "../files.js";
import { STRUCTURE_TABLE } from "./page/structure-section.js";
import { structureCsv } from "./tables/structure-csv.js";

/**
 * Writes `structure.csv` into a folder.
 *
 * @returns its path
 * @throws InputError where it cannot be written to
 */
export async function writeStructure(
  structure: readonly StructureSummaryRow[],
  folder: string,
): Promise<string> {
  const path = join(folder, STRUCTURE_TABLE);
  await writeFileAtomic(path, new TextEncoder().encode(structureCsv(structure)));
  return path;
}
