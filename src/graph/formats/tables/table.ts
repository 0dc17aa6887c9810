import { FormatError } from "../../../errors.js";
import type { EdgeColumn } from "../../dataset.js";
import { takeBytes } from "../../read-budget.js";

/** A table as a file holds it: named columns of equal length. */
export interface Table {
  /** R */
  readonly rows: number;
  readonly columns: readonly TableColumn[];
  /** what the file's schema tells besides */
  readonly metadata: ReadonlyMap<string, string>;
  /** what was left out, one sentence each */
  readonly notices: readonly string[];
}

export type TableColumn = ValueColumn | ListColumn;

/** A column with one value a row. */
export interface ValueColumn {
  readonly kind: "values";
  readonly name: string;
  /** [R] numbers, or texts, numbers and booleans, undefined where a row has none */
  readonly values: EdgeColumn;
}

/** A column with a list of numbers a row. */
export interface ListColumn {
  readonly kind: "lists";
  readonly name: string;
  /** [R + 1] row r has the values offsets[r] .. offsets[r + 1] - 1 */
  readonly offsets: Float64Array;
  readonly values: Float64Array | Float32Array;
}

/** What a reader has of a column before its parts are put together: numbers, or a mixture. */
export type ColumnPart = ArrayLike<unknown>;

/**
 * Puts the parts of a column together. Integers that a 64-bit float cannot hold come as bigint: then all integers of the column become
 * texts, so that no two of them become one. O(rows).
 */
export function joinParts(parts: readonly ColumnPart[]): EdgeColumn {
  const total = parts.reduce((sum, part) => sum + part.length, 0);
  takeBytes(16 * total, "columns");
  const allNumbers = parts.every((part) => part instanceof Float64Array);
  if (allNumbers) {
    const values = new Float64Array(total);
    let at = 0;
    for (const part of parts as readonly Float64Array[]) {
      values.set(part, at);
      at += part.length;
    }
    return values;
  }
  const values: unknown[] = [];
  let wide = false;
  let numbers = true;
  for (const part of parts)
    for (let k = 0; k < part.length; k++) {
      const value = part[k] ?? undefined;
      if (typeof value === "bigint") wide = true;
      else if (typeof value !== "number") numbers = false;
      values.push(value);
    }
  if (wide)
    return values.map((value) =>
      typeof value === "bigint" || typeof value === "number" ? `${value}` : value,
    );
  return numbers ? Float64Array.from(values as number[]) : values;
}

/** An integer of 64 bits: a number where a float holds it. */
export function integerOf(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/**
 * A moment as ISO 8601 writes it, with as many digits behind the second as it has.
 *
 * @param count of units since 1970
 * @param perSecond units a second: 1, 1000, 10^6 or 10^9
 */
export function timestampText(count: bigint, perSecond: number): string {
  const unit = BigInt(perSecond);
  const rest = ((count % unit) + unit) % unit;
  const seconds = Number((count - rest) / unit);
  // The days that a Date can hold.
  if (!(Math.abs(seconds) <= 8.64e12))
    throw new FormatError(`expected a point in time that a date can tell, got ${count} / ${perSecond} s`);
  const whole = new Date(1000 * seconds).toISOString().slice(0, -5);
  const digits = `${rest}`.padStart(`${perSecond}`.length - 1, "0").replace(/0+$/, "");
  return digits === "" || perSecond === 1 ? `${whole}Z` : `${whole}.${digits}Z`;
}

/** A day as ISO 8601 writes it. @param days since 1970-01-01 */
export function dateText(days: number): string {
  return timestampText(BigInt(days) * 86400n, 1).slice(0, -10);
}

/** A decimal fraction: a number where a float holds its digits, else its text. */
export function decimalOf(unscaled: bigint, scale: number): number | string {
  if (scale < 0 || scale > 100)
    throw new FormatError(`expected a decimal with 0 to 100 digits behind the point, got ${scale}`);
  const digits = `${unscaled < 0n ? -unscaled : unscaled}`.padStart(scale + 1, "0");
  const split = digits.length - scale;
  const text = `${unscaled < 0n ? "-" : ""}${digits.slice(0, split)}${scale > 0 ? `.${digits.slice(split)}` : ""}`;
  return digits.length <= 15 ? Number(text) : text;
}

/** The text of one value as a name: integers without a point, as a list of edges has them. */
export function valueText(value: unknown): string {
  return typeof value === "string" ? value : Object.is(value, -0) ? "0" : String(value);
}

/** Bytes that the columns of a table take, texts by a guess. */
export function columnBytes({ rows, columns }: Table): number {
  return columns.reduce(
    (sum, column) => sum + (column.kind === "lists" ? 8 * (rows + 1) + column.values.byteLength : 16 * rows),
    0,
  );
}
