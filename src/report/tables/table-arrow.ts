import { Float64, tableFromArrays, tableToIPC, Utf8, vectorFromArray } from "apache-arrow";
import type { Column, Table } from "./table.js";

/** A table's fields as an Arrow IPC file: columns of words are strings, all others 64-bit floats; what does not exist is null. */
export function tableArrow({ columns }: Table): Uint8Array {
  const fields = columns.filter(({ field }) => field !== undefined);
  const vectors = fields.map((column) => [column.field as string, vectorOf(column)]);
  return tableToIPC(tableFromArrays(Object.fromEntries(vectors)), "file");
}

function vectorOf({ kind, values }: Column) {
  return kind === "word"
    ? vectorFromArray(
        // UTF-8 has no half characters.
        values.map((value) => (value === null ? null : String(value).replace(/\p{Surrogate}/gu, "\ufffd"))),
        new Utf8(),
      )
    : vectorFromArray(values as readonly (number | null)[], new Float64());
}
