import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { InputError } from "../../src/errors.js";
import { readFileBytes, sha256Hex } from "../../src/files.js";
import { type DownloadOptions, downloadFile } from "./download.js";
import { findEntry, unknownDataset } from "./find-entry.js";
import { isFile } from "./find-files.js";
import { cacheFolder } from "./folders.js";
import { expectedFile, type Pin, writePin } from "./pins.js";

export interface FetchOptions extends DownloadOptions {
  /** where to put the files; default: the user's cache folder, see {@link cacheFolder} */
  readonly folder?: string | undefined;
  /**
   * takes a file that the catalogue has no checksum of as it comes, and pins its size and SHA-256 beside it: from then on it has to be that;
   * default no
   */
  readonly trustFirst?: boolean | undefined;
}

export interface FetchedFile {
  readonly path: string;
  readonly bytes: number;
  /** false where it was there already, as it should be */
  readonly downloaded: boolean;
  /** SHA-256, where this call pinned it */
  readonly pinned?: string;
}

/**
 * Downloads the files of a data set of the catalogue, one after the other.
 *
 * A file that is there and right is not downloaded again, one that is there and wrong is replaced; see {@link downloadFile}. One that the
 * catalogue has no checksum of is taken with `trustFirst` only; what was learnt then is kept in `FILE.pin.json`, and checked ever after.
 *
 * @returns the files in the catalogue's order, none for embedded data
 * @throws InputError where the name is unknown, the data set has to be downloaded by hand, a checksum is not known and not to be learnt, or the folder cannot be written to
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
    const expected = await expectedFile(path, file);
    if (expected === null && options.trustFirst !== true)
      throw new InputError(
        `${name}: the catalogue has no SHA-256 of ${file.url}, as nobody has checked that file; --trust-first takes it as it comes, and pins it in ${folder}`,
      );
    const present = await pinOfFile(path);
    // Without a pin, a file that is there by hand is taken as it is.
    const isRight = present !== null && (expected === null || isDeepStrictEqual(present, expected));
    const there = isRight ? present : await downloadFile({ ...file, ...expected }, path, options);
    if (expected === null) await writePin(path, there, file.url);
    const pinned = expected === null ? { pinned: there.sha256 } : {};
    fetched.push({ path, bytes: there.bytes, downloaded: !isRight, ...pinned });
  }
  return fetched;
}

/** What is there under a file's name; null where there is none. */
async function pinOfFile(path: string): Promise<Pin | null> {
  if (!(await isFile(path))) return null;
  const content = await readFileBytes(path);
  return { bytes: content.length, sha256: sha256Hex(content) };
}
