import { FormatError } from "../errors.js";
import { decodeText } from "../graph/formats/text/decode-text.js";
import {
  type DelimitedRow,
  describe,
  fieldText,
  forEachRow,
  type Separator,
} from "../graph/formats/text/delimited-rows.js";
import { type KnownEntries, knownEntries } from "./known-entries.js";

const SEPARATORS: readonly Separator[] = [",", ";", "\t", " "];

/**
 * Reads a table of observations: in every row an index tuple, then the value. Fields stand between commas, semicolons, tabs or blanks;
 * the first row may be a header, lines that begin with `#` are comments.
 *
 * @param shape default: as large as the indices ask for
 * @param first the index that begins a mode, 0 or 1
 *
 * Complexity: O(characters + observations log observations).
 * @throws FormatError with its line where a field is no number, a row is shorter or longer than the first, or an observation cannot be used
 */
export function csvEntries(
  bytes: Uint8Array,
  { shape, first }: { readonly shape?: readonly number[] | undefined; readonly first: number },
): KnownEntries {
  const text = decodeText(bytes);
  const separator = separatorOf(text);
  const indices: number[] = [];
  const values: number[] = [];
  const lines: number[] = [];
  let fields = 0;
  forEachRow(text, separator, (row) => {
    if (fields === 0) {
      fields = row.count;
      if (fields < 3)
        throw new FormatError(
          `expected at least two indices and a value, separated by ${describe(separator)}, got ${fields} fields`,
          { line: row.line },
        );
      if (shape !== undefined && shape.length !== fields - 1)
        throw new FormatError(
          `expected ${shape.length} indices and a value, as --shape and --order say, got ${fields} fields`,
          { line: row.line },
        );
      if (isHeader(text, row)) return;
    }
    if (row.count !== fields)
      throw new FormatError(`expected ${fields} fields, as in the first row, got ${row.count}`, {
        line: row.line,
      });
    for (let field = 0; field < fields - 1; field++) indices.push(numberOf(text, row, field));
    values.push(numberOf(text, row, fields - 1));
    lines.push(row.line);
  });
  const where = (k: number) => ({ line: lines[k] });
  // Without a row, the order does not matter: there are no observations.
  return knownEntries({ shape, order: Math.max(2, fields - 1), indices, values, first, where });
}

function separatorOf(text: string): Separator {
  const row = /^[^#%\n]*\S[^\n]*$/m.exec(text)?.[0].trim() ?? "";
  return SEPARATORS.find((separator) => row.includes(separator)) ?? ",";
}

/** A row of names: no field is a number. */
function isHeader(text: string, row: DelimitedRow): boolean {
  return Array.from({ length: row.count }, (_, field) => fieldText(text, row, field)).every(
    (field) => field !== "" && !/^[-+.\d]/.test(field) && !/^(nan|inf)/i.test(field),
  );
}

function numberOf(text: string, row: DelimitedRow, field: number): number {
  const content = fieldText(text, row, field);
  const value = /^[-+.\d]/.test(content) ? Number(content) : Number.NaN;
  if (Number.isFinite(value)) return value;
  const what = field === row.count - 1 ? "a finite number as the value" : `an integer as index ${field + 1}`;
  throw new FormatError(`expected ${what}, got ${JSON.stringify(content.slice(0, 40))}`, { line: row.line });
}
