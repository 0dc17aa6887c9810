import type { EdgeColumn } from "../../dataset.js";
import { isDecimal } from "./edge-list-header.js";

/** More different texts than this are not looked up, but kept as they come. */
const MOST_SHARED_TEXTS = 2 ** 16;

/** Collects one column of a table that is read row by row. */
export interface ColumnValues {
  /** Adds the next row's value. False where the column holds only numbers so far and this is none: read it again as text. */
  add(text: string): boolean;
  /** The values of some rows. */
  finish(rows: ArrayLike<number>): EdgeColumn;
  /** Whether every row holds its own number, counted from 0: the index that pandas writes. */
  countsRows(): boolean;
}

/** A column of numbers, NaN inside where a row has none; given out as undefined, so that it is missing and not a number. */
export function numberColumn(): ColumnValues {
  const values: number[] = [];
  let gaps = false;
  return {
    add(text) {
      if (text === "") gaps = true;
      else if (!isExactNumber(text)) return false;
      values.push(text === "" ? Number.NaN : Number(text));
      return true;
    },
    finish: (rows) =>
      gaps
        ? Array.from(rows, (row) => (Number.isNaN(values[row]) ? undefined : values[row]))
        : Float64Array.from(rows, (row) => values[row]),
    countsRows: () => values.every((value, row) => value === row),
  };
}

/** A column of texts; equal ones are kept once. */
export function textColumn(): ColumnValues {
  const values: string[] = [];
  const shared = new Map<string, string>();
  return {
    add(text) {
      const known = shared.get(text);
      if (known === undefined && shared.size < MOST_SHARED_TEXTS) shared.set(text, text);
      values.push(known ?? text);
      return true;
    },
    finish: (rows) => Array.from(rows, (row) => (values[row] === "" ? undefined : values[row])),
    countsRows: () => false,
  };
}

/** Whether a text is a number that a float holds as it stands: `007`, and integers from 2^53 on, are texts. */
export function isExactNumber(text: string): boolean {
  if (!isDecimal(text) || /^[+-]?0\d/.test(text)) return false;
  const value = Number(text);
  return Number.isFinite(value) && (Number.isSafeInteger(value) || !/^[+-]?\d+$/.test(text));
}
