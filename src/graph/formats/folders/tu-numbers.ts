import { FormatError } from "../../../errors.js";
import { OBJECT_BYTES, takeObjects } from "../../read-budget.js";
import { decodeText } from "../text/decode-text.js";

/**
 * The lines of a text file, each of numbers separated by commas with any blanks around; empty lines at the end are left
 * out.
 *
 * @param columns numbers in every line; default: as many as in the first
 * @throws FormatError with line and column where a line has another number of them, or one is no finite number
 */
export function readNumberRows(bytes: Uint8Array, columns?: number): number[][] {
  const lines = decodeText(bytes).split(/\r?\n/);
  while (lines.length > 0 && lines[lines.length - 1].trim() === "") lines.pop();
  const expected = columns ?? lines[0]?.split(",").length ?? 0;
  return lines.map((line, k) => {
    const fields = line.split(",");
    if (fields.length !== expected)
      throw new FormatError(
        `expected ${expected} number${expected === 1 ? "" : "s"} separated by commas, got ${JSON.stringify(line.slice(0, 60))}`,
        { line: k + 1 },
      );
    takeObjects(1, 2 * OBJECT_BYTES.list + 64 * fields.length, "rows of numbers");
    return fields.map((field) => {
      const text = field.trim();
      const value = Number(text);
      if (!/^[+-]?(\d+(?:\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) || !Number.isFinite(value))
        throw new FormatError(`expected a finite number, got ${JSON.stringify(text.slice(0, 40))}`, {
          line: k + 1,
        });
      return value;
    });
  });
}
