import { FormatError } from "../../../errors.js";
import { takeBytes } from "../../read-budget.js";
import { decodeText } from "./decode-text.js";

/** Numbers in rows of equal length. */
export interface NumberRows {
  readonly rows: number;
  /** 0 where there is no row */
  readonly columns: number;
  /** [rows * columns] row-major */
  readonly values: Float64Array;
}

/**
 * Reads rows of numbers that commas separate, without a header; a line feed at the end of the file is not missed.
 *
 * Complexity: O(bytes).
 *
 * @param gaps whether `nan`, and an empty field, stand for NaN; else every field must be a finite number
 * @throws FormatError with its line where a field is no number, or a row has more or fewer fields than the first
 */
export function numberRows(bytes: Uint8Array, gaps = false): NumberRows {
  const text = decodeText(bytes);
  const end = text.endsWith("\n") ? text.length - 1 : text.length;
  const values: number[] = [];
  let columns = 0;
  let rows = 0;
  for (let begin = 0; begin < end; rows++) {
    const newline = text.indexOf("\n", begin);
    const stop = newline < 0 ? end : newline;
    let fields = 0;
    for (let from = begin; from <= stop; fields++) {
      const comma = text.indexOf(",", from);
      const to = comma < 0 || comma > stop ? stop : comma;
      values.push(numberOf(text.slice(from, to).trim(), rows + 1, gaps));
      from = to + 1;
    }
    takeBytes(24 * fields, "numbers");
    if (rows === 0) columns = fields;
    else if (fields !== columns)
      throw new FormatError(`expected ${columns} numbers, as in the first row, got ${fields}`, {
        line: rows + 1,
      });
    begin = stop + 1;
  }
  return { rows, columns, values: Float64Array.from(values) };
}

function numberOf(field: string, line: number, gaps: boolean): number {
  if (gaps && (field === "" || field.toLowerCase() === "nan")) return Number.NaN;
  const value = /^[-+.\d]/.test(field) ? Number(field) : Number.NaN;
  if (Number.isFinite(value)) return value;
  throw new FormatError(`expected a number, got ${JSON.stringify(field.slice(0, 40))}`, { line });
}
