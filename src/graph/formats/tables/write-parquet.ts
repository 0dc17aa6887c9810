import type { SchemaElement } from "hyparquet";
import { type ColumnSource, parquetWriteBuffer } from "hyparquet-writer";
import type { ListColumn, Table, ValueColumn } from "./table.js";

/** Writes a table as Parquet, compressed by Snappy; its metadata become the file's. O(rows * columns). */
export function writeParquetTable({ columns, metadata }: Table): Uint8Array {
  const written = columns.map((column) =>
    column.kind === "lists" ? listColumn(column) : valueColumn(column),
  );
  const schema: SchemaElement[] = [
    { name: "root", num_children: written.length },
    ...written.flatMap((column) => column.schema),
  ];
  const kvMetadata = Array.from(metadata, ([key, value]) => ({ key, value }));
  return new Uint8Array(
    parquetWriteBuffer({ columnData: written.map(({ source }) => source), schema, kvMetadata }),
  );
}

interface WrittenColumn {
  readonly schema: SchemaElement[];
  readonly source: ColumnSource;
}

function valueColumn({ name, values }: ValueColumn): WrittenColumn {
  const present = Array.from<unknown>(values).filter((value) => value !== undefined);
  const repetition_type = present.length === values.length ? "REQUIRED" : "OPTIONAL";
  // A plain array: missing values are null.
  const data = Array.from(values as ArrayLike<unknown>, (value) => value ?? null);
  const column = (element: Partial<SchemaElement>): WrittenColumn => ({
    schema: [{ name, repetition_type, ...element }],
    source: { name, data },
  });
  if (present.length > 0 && present.every((value) => typeof value === "boolean"))
    return column({ type: "BOOLEAN" });
  if (present.length > 0 && present.every((value) => typeof value === "number")) {
    const isInt32 = present.every(
      (value) =>
        Number.isInteger(value) && (value as number) === ((value as number) | 0) && !Object.is(value, -0),
    );
    return column({ type: isInt32 ? "INT32" : "DOUBLE" });
  }
  return column({ type: "BYTE_ARRAY", converted_type: "UTF8" });
}

function listColumn({ name, offsets, values }: ListColumn): WrittenColumn {
  const single =
    values instanceof Float32Array || values.every((value) => Object.is(Math.fround(value), value));
  return {
    schema: [
      { name, repetition_type: "REQUIRED", num_children: 1, converted_type: "LIST" },
      { name: "list", repetition_type: "REPEATED", num_children: 1 },
      { name: "element", repetition_type: "REQUIRED", type: single ? "FLOAT" : "DOUBLE" },
    ],
    source: {
      name,
      data: Array.from({ length: offsets.length - 1 }, (_, row) =>
        Array.from(values.subarray(offsets[row], offsets[row + 1])),
      ),
    },
  };
}
