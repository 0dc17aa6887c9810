import { FormatError } from "../../../errors.js";
import { MOST_COLUMNS, OBJECT_BYTES, takeBytes } from "../../read-budget.js";
import { isExactNumber } from "../text/column-values.js";
import { decodeText } from "../text/decode-text.js";
import { fieldText, findSeparator, forEachRow } from "../text/delimited-rows.js";
import { checkNames } from "./decode-columns.js";
import type { Table, TableColumn } from "./table.js";

/**
 * Reads a table as delimited text whose first row names the columns. A column is one of numbers where a 64-bit float holds every field as
 * it stands, else of texts; an empty field is missing. Comments, quotes: see {@link forEachRow}. O(characters).
 *
 * @throws FormatError with the line where a row has more or fewer fields than there are names, or a name is there twice
 */
export function readDelimitedTable(bytes: Uint8Array): Table {
  const text = decodeText(bytes);
  const separator = findSeparator(text, [",", "\t", ";", " "]) ?? ",";
  let names: string[] | undefined;
  let headerLine = 0;
  const fields: string[][] = [];
  let rows = 0;
  forEachRow(
    text,
    separator,
    (row) => {
      const given = Array.from({ length: row.count }, (_, field) => fieldText(text, row, field));
      if (names === undefined) {
        names = given;
        headerLine = row.line;
        checkNames(given, { line: row.line });
        for (const _ of given) fields.push([]);
        return;
      }
      if (given.length !== names.length)
        throw new FormatError(
          `expected ${names.length} fields, one for each column of line ${headerLine}, got ${given.length}`,
          { line: row.line },
        );
      takeBytes(given.length * OBJECT_BYTES.text, "rows");
      given.forEach((value, field) => {
        fields[field].push(value);
      });
      rows++;
    },
    MOST_COLUMNS,
  );
  if (names === undefined) throw new FormatError("expected a first row that names the columns, got nothing");
  const columns = names.map(
    (name, field): TableColumn => ({ kind: "values", name, values: typed(fields[field]) }),
  );
  return { rows, columns, metadata: new Map(), notices: [] };
}

function typed(fields: readonly string[]): Float64Array | readonly unknown[] {
  const present = fields.filter((field) => field !== "");
  if (present.length > 0 && present.every(isExactNumber))
    return present.length === fields.length
      ? Float64Array.from(fields, Number)
      : fields.map((field) => (field === "" ? undefined : Number(field)));
  return fields.map((field) => (field === "" ? undefined : field));
}
