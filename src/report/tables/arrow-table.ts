import { Float64, tableFromArrays, tableToIPC, Utf8, vectorFromArray } from "apache-arrow";
import type { Columns, Value } from "./summary-columns.js";

/** A table as an Arrow IPC file: columns of words are strings, all others 64-bit floats; what does not exist is null. */
export function arrowTable(columns: Columns): Uint8Array {
  const vectors = [...columns].map(([name, values]) => [name, vectorOf(values)]);
  return tableToIPC(tableFromArrays(Object.fromEntries(vectors)), "file");
}

function vectorOf(values: readonly Value[]) {
  const isWords = values.some((value) => typeof value === "string");
  return isWords
    ? vectorFromArray(
        // UTF-8 has no half characters.
        values.map((value) => (value === null ? null : String(value).replace(/\p{Surrogate}/gu, "\ufffd"))),
        new Utf8(),
      )
    : vectorFromArray(values as readonly (number | null)[], new Float64());
}
