import { stat } from "node:fs/promises";
import { join } from "node:path";
import { InputError } from "../../src/errors.js";
import { readFileBytes, sha256Hex } from "../../src/files.js";
import type { CatalogFile } from "./catalog.js";
import { type DownloadOptions, downloadFile } from "./download.js";
import { findEntry, unknownDataset } from "./find-entry.js";
import { cacheFolder } from "./folders.js";

export interface FetchOptions extends DownloadOptions {
  /** where to put the files; default: the user's cache folder, see {@link cacheFolder} */
  readonly folder?: string | undefined;
}

export interface FetchedFile {
  readonly path: string;
  readonly bytes: number;
  /** false where it was there already, as it should be */
  readonly downloaded: boolean;
}

/**
 * Downloads the files of a data set of the catalogue, one after the other.
 *
 * A file that is there and right is not downloaded again, one that is there and wrong is replaced; see {@link downloadFile}.
 *
 * @returns the files in the catalogue's order, none for embedded data
 * @throws InputError where the name is unknown, the data set has to be downloaded by hand, or the folder cannot be written to
 * @throws DownloadError as {@link downloadFile} does
 * @throws InterruptedError where the signal stopped it
 *
 * @example
 * ```ts
 * import { fetchDataset } from "seprank/datasets";
 *
 * const refused = await fetchDataset("no-such-name").catch(({ message }: Error) => message);
 * String(refused).includes("no-such-name"); // => true
 * ```
 */
export async function fetchDataset(name: string, options: FetchOptions = {}): Promise<FetchedFile[]> {
  const entry = findEntry(name);
  if (entry === undefined) throw unknownDataset(name);
  if (entry.manual !== undefined) throw new InputError(`${name}: cannot be fetched; ${entry.manual}`);
  const folder = options.folder ?? cacheFolder();
  const fetched: FetchedFile[] = [];
  for (const file of entry.files) {
    const path = join(folder, file.path);
    const downloaded = !(await isComplete(path, file));
    if (downloaded) await downloadFile(file, path, options);
    fetched.push({ path, bytes: file.bytes, downloaded });
  }
  return fetched;
}

async function isComplete(path: string, { bytes, sha256 }: CatalogFile): Promise<boolean> {
  const present = await stat(path).catch(() => undefined);
  return present?.size === bytes && sha256Hex(await readFileBytes(path)) === sha256;
}
