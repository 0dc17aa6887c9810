import { FormatError } from "../../../errors.js";
import { readZipEntry, writeZip, zipEntries } from "../compression/zip.js";
import { type NpyArray, readNpy } from "./npy.js";

/** An opened NPZ archive: arrays by key, read when asked for. */
export interface Npz {
  readonly keys: ReadonlySet<string>;
  /** @throws FormatError where there is no such key, or its array cannot be read */
  read(key: string): NpyArray;
}

/**
 * Opens a NumPy archive (`numpy.savez`): a ZIP of entries `KEY.npy`. Entries are inflated only when read.
 *
 * @throws FormatError where the bytes are no ZIP archive
 */
export function openNpz(bytes: Uint8Array): Npz {
  const entries = zipEntries(bytes);
  const keys = new Set(
    [...entries.keys()].filter((name) => name.endsWith(".npy")).map((name) => name.slice(0, -4)),
  );
  return {
    keys,
    read(key) {
      const entry = entries.get(`${key}.npy`);
      if (entry === undefined)
        throw new FormatError(`npz: expected an array ${key}, got ${[...keys].join(", ")}`);
      const content = readZipEntry(bytes, entry);
      try {
        return readNpy(content);
      } catch (error) {
        if (!(error instanceof FormatError)) throw error;
        throw new FormatError(`npz array ${key}: ${error.message}`, {}, { cause: error });
      }
    },
  };
}

/** A NumPy archive of arrays that `writeNpy` made. Same content, same bytes. */
export function writeNpz(arrays: ReadonlyMap<string, Uint8Array>): Uint8Array {
  return writeZip(new Map([...arrays].map(([key, array]) => [`${key}.npy`, array])));
}
