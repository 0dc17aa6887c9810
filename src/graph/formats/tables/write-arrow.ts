import type { Data, DataType, Vector } from "apache-arrow";
import type { ListColumn, Table, ValueColumn } from "./table.js";

type Arrow = typeof import("apache-arrow");

/** Writes a table as an Arrow IPC file (Feather version 2), not compressed; its metadata become the schema's. O(rows * columns). */
export async function writeArrowTable({ columns, metadata }: Table): Promise<Uint8Array> {
  const arrow = await import("apache-arrow");
  const plain = new arrow.Table(
    Object.fromEntries(
      columns.map((column) => [
        column.name,
        column.kind === "lists" ? listVector(arrow, column) : valueVector(arrow, column),
      ]),
    ),
  );
  // Names that are whole numbers would come first in an object.
  const named = columns.map(({ name }) => plain.schema.fields.find((field) => field.name === name));
  const order = named.map((field) =>
    plain.schema.fields.indexOf(field as (typeof plain.schema.fields)[number]),
  );
  const ordered = plain.selectAt(order);
  const schema = new arrow.Schema(ordered.schema.fields, new Map(metadata));
  const batches = ordered.batches.map((batch) => new arrow.RecordBatch(schema, batch.data));
  return arrow.tableToIPC(new arrow.Table(schema, batches), "file");
}

function valueVector(arrow: Arrow, { values }: ValueColumn): Vector {
  if (values instanceof Float64Array) {
    const isIndex =
      values.length > 0 && values.every((value) => value >>> 0 === value && !Object.is(value, -0));
    return isIndex ? arrow.makeVector(Uint32Array.from(values)) : arrow.makeVector(values);
  }
  const present = values.filter((value) => value !== undefined);
  const type: DataType =
    present.length > 0 && present.every((value) => typeof value === "boolean")
      ? new arrow.Bool()
      : present.length > 0 && present.every((value) => typeof value === "number")
        ? new arrow.Float64()
        : new arrow.Utf8();
  return arrow.vectorFromArray(
    Array.from(values, (value) => value ?? null),
    type,
  );
}

function listVector(arrow: Arrow, { offsets, values }: ListColumn): Vector {
  const single =
    values instanceof Float32Array || values.every((value) => Object.is(Math.fround(value), value));
  const item = single ? new arrow.Float32() : new arrow.Float64();
  const child = arrow.makeData({
    type: item,
    data: single ? Float32Array.from(values) : Float64Array.from(values),
  } as never) as Data;
  return new arrow.Vector([
    arrow.makeData({
      type: new arrow.List(new arrow.Field("item", item, false)),
      length: offsets.length - 1,
      nullCount: 0,
      valueOffsets: Int32Array.from(offsets),
      child,
    } as never) as Data,
  ]);
}
