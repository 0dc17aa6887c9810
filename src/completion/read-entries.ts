import { FormatError, InputError } from "../errors.js";
import { npyEntries, npzEntries } from "./array-entries.js";
import { csvEntries } from "./csv-entries.js";
import type { KnownEntries } from "./known-entries.js";

/** How a file of entries is read. */
export interface ReadEntriesOptions {
  /** dimensions; default: what the file says */
  readonly shape?: readonly number[] | undefined;
  /** the number of modes, checked where given */
  readonly order?: number | undefined;
  /** indices of a table begin at 1 instead of 0 */
  readonly oneBased: boolean;
  /** NaN in an array stands for an entry that is not known */
  readonly missingNan: boolean;
  /** the array of an archive that is meant */
  readonly key?: string | undefined;
}

/**
 * The known entries of a tensor, from a table of index tuples and values (`.csv`, `.tsv`, `.txt`), an array (`.npy`) or an archive (`.npz`).
 *
 * @param name of the file, whose ending says what it is
 *
 * Complexity: O(bytes + entries log entries).
 * @throws InputError where the name ends otherwise; FormatError where the content cannot be used
 */
export function readEntries(bytes: Uint8Array, name: string, options: ReadEntriesOptions): KnownEntries {
  const { shape, order, oneBased, missingNan, key } = options;
  if (shape !== undefined && order !== undefined && shape.length !== order)
    throw new InputError(`--order: expected ${shape.length}, as --shape has dimensions, got ${order}`);
  const ending = /\.(csv|tsv|txt|npy|npz)$/i.exec(name)?.[1].toLowerCase();
  if (ending === undefined && name !== "-")
    throw new InputError(`${name}: expected a file name ending in .csv, .tsv, .txt, .npy or .npz`);
  try {
    const known =
      ending === "npy"
        ? npyEntries(bytes, missingNan)
        : ending === "npz"
          ? npzEntries(bytes, key, missingNan)
          : csvEntries(bytes, { shape, first: oneBased ? 1 : 0 });
    if (order !== undefined && known.shape.length !== order)
      throw new FormatError(
        `expected a tensor of order ${order}, as --order says, got ${known.shape.length}`,
      );
    if (shape !== undefined && shape.join() !== known.shape.join())
      throw new FormatError(
        `expected shape (${shape.join(", ")}), as --shape says, got (${known.shape.join(", ")})`,
      );
    return known;
  } catch (error) {
    throw error instanceof FormatError ? error.inFile(name === "-" ? "standard input" : name) : error;
  }
}
