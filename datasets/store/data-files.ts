import { join } from "node:path";
import { InputError } from "../../src/errors.js";
import { readFileBytes } from "../../src/files.js";
import { isFile } from "./find-files.js";
import { dataFolders } from "./folders.js";

/** A file of a data set. */
export interface DataFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * The files of a data set that is no graph, from the first data folder that has them all.
 *
 * @param title of the data set, for the message
 * @param paths below a data folder
 * @param dataDir the folder to look in first; default: `SEPRANK_DATA`
 * @throws InputError where no folder has them
 */
export async function readDataFiles(
  title: string,
  paths: readonly string[],
  dataDir?: string,
): Promise<DataFile[]> {
  for (const folder of dataFolders(dataDir)) {
    const places = paths.map((path) => join(folder, path));
    if (!(await Promise.all(places.map(isFile))).every(Boolean)) continue;
    return Promise.all(places.map(async (path) => ({ path, bytes: await readFileBytes(path) })));
  }
  const others = paths.length > 1 ? ` and ${paths.length - 1} more files` : "";
  throw new InputError(
    `${title}: expected ${paths[0]}${others} in the data folder, not there; set SEPRANK_DATA or --data-dir to a folder that holds them`,
  );
}
