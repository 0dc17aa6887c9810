import type { Attributes, EdgeColumn, GraphDataset } from "../dataset.js";

type EdgeAttributes = GraphDataset["edgeAttributes"];

/** The attributes of some edges, in the order given. O(edges * columns). */
export function selectEdgeAttributes(attributes: EdgeAttributes, edges: ArrayLike<number>): EdgeAttributes {
  if (attributes === null) return null;
  return new Map([...attributes].map(([name, column]) => [name, selectValues(column, edges)]));
}

/** The attributes of one edge as a record; those that it lacks are left out. O(columns). */
export function attributesOfEdge(attributes: EdgeAttributes, edge: number): Record<string, unknown> {
  if (attributes === null) return {};
  return Object.fromEntries(
    [...attributes].map(([name, column]) => [name, column[edge]]).filter(([, value]) => value !== undefined),
  );
}

/** Columns of the records of edges; null where no record has an attribute. O(edges * columns). */
export function columnsOfRecords(records: readonly Attributes[]): EdgeAttributes {
  const columns = new Map<string, unknown[]>();
  records.forEach((record, e) => {
    for (const [name, value] of Object.entries(record)) {
      if (value === undefined) continue;
      const column = columns.get(name) ?? new Array<unknown>(records.length).fill(undefined);
      columns.set(name, column);
      column[e] = value;
    }
  });
  if (columns.size === 0) return null;
  return new Map([...columns].map(([name, column]) => [name, packed(column)]));
}

function packed(column: readonly unknown[]): EdgeColumn {
  return column.every((value) => typeof value === "number") ? Float64Array.from(column) : column;
}

function selectValues(column: EdgeColumn, edges: ArrayLike<number>): EdgeColumn {
  return column instanceof Float64Array
    ? Float64Array.from(edges, (e) => column[e])
    : Array.from(edges, (e) => column[e]);
}
