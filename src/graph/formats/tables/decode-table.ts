import type { Table } from "./table.js";

/** Formats of tables: a graph is two of them, of its edges and of its vertices. */
export const TABLE_FORMATS = ["parquet", "arrow"] as const;

export type TableFormat = (typeof TABLE_FORMATS)[number];

/** Decodes a table by the library for its format, in this thread. @throws FormatError where it is refused, other errors where it is damaged */
export async function decodeTable(bytes: Uint8Array, format: TableFormat): Promise<Table> {
  return format === "parquet"
    ? (await import("./decode-parquet.js")).decodeParquet(bytes)
    : (await import("./decode-arrow.js")).decodeArrow(bytes);
}
