import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { CatalogEntry } from "./catalog.js";
import { dataFolders } from "./folders.js";

/**
 * The paths of an entry's files in the first data folder that has them all, in the entry's order, or null where none has.
 *
 * @param dataDir the folder to look in first; default: `SEPRANK_DATA`
 */
export async function findFiles(
  { files }: Pick<CatalogEntry, "files">,
  dataDir?: string,
): Promise<string[] | null> {
  for (const folder of dataFolders(dataDir)) {
    const paths = files.map((file) => join(folder, file.path));
    if ((await Promise.all(paths.map(isFile))).every(Boolean)) return paths;
  }
  return null;
}

/** Whether there is a file of that name. */
export async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}
