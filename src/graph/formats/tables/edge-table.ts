import { FormatError } from "../../../errors.js";
import { buildAdjacency } from "../../adjacency.js";
import { createEdgeEnds } from "../../attributes/edge-ends.js";
import { edgeTypesFromNames } from "../../attributes/edge-types.js";
import { bareDataset } from "../../bare-dataset.js";
import type { EdgeColumn, GraphDataset } from "../../dataset.js";
import { OBJECT_BYTES, takeBytes, takeGraph, takeObjects } from "../../read-budget.js";
import { type ColumnChoice, namedEnds, planColumns } from "../text/edge-list-header.js";
import { METADATA } from "./dataset-tables.js";
import { type ListColumn, type Table, type TableColumn, valueText } from "./table.js";

export interface EdgeTableOptions extends ColumnChoice {
  readonly name: string;
  /** default: what the metadata of a table written here say, else false */
  readonly directed?: boolean | undefined;
}

/** The column in which pandas writes an index that it does not describe otherwise. */
const PANDAS_INDEX = /^__index_level_\d+__$/;

/**
 * The graph of a table with a row for each edge, by the rules of lists of edges (`readEdgeList`): the ends are the columns of known names,
 * else the first two; the weight is the column `weight` or `w`; all other columns are attributes of the edges.
 *
 * Complexity: O(rows * columns).
 *
 * @throws FormatError where the table has no two columns of vertices, an end or a weight is missing, or a weight is no finite number
 */
export function readEdgeTable(table: Table, { name, directed, ...asked }: EdgeTableOptions): GraphDataset {
  const choice = withMetadata(table, asked);
  const columns = table.columns.filter((column) => !PANDAS_INDEX.test(column.name));
  const names = columns.map((column) => column.name);
  const known = namedEnds(names) !== undefined || choice.columns?.source !== undefined;
  if (columns.length < 2 || (!known && columns.some(({ kind }) => kind === "lists")))
    throw new FormatError(
      `expected a table of edges, with the columns source and target, got ${names.length === 0 ? "no column that is read" : `the columns ${names.slice(0, 8).join(", ")}`}; a table of vertices is read beside one of edges (--nodes)`,
    );
  const plan = planColumns(names, names, choice);
  const ends = plan.ends.map((field) => vertexColumn(columns[field]));
  takeGraph(0, table.rows);
  const collected = createEdgeEnds();
  for (let row = 0; row < table.rows; row++)
    for (const end of ends) collected.addName(vertexNameAt(end, row));
  const { vertexNames, ...pairs } = collected.finish();
  const { types, ...typeNames } =
    plan.type === undefined ? { types: null } : edgeTypesFromNames(typesOf(columns[plan.type], table.rows));
  const weight = plan.weight === undefined ? undefined : columns[plan.weight];
  const { adjacency, dropped, kept } = buildAdjacency({
    ...pairs,
    types,
    weights: weight === undefined ? null : weightsOf(weight, table.rows),
    directed: directed ?? table.metadata.get("directed") === "true",
  });
  takeBytes(16 * kept.length * plan.attributes.length, "edge attributes");
  const edgeAttributes = new Map(
    plan.attributes.map((attribute) => [attribute.name, pickRows(columns[attribute.field], kept)] as const),
  );
  const words = (field: number) => `column ${JSON.stringify(names[field])}`;
  return bareDataset({
    name,
    adjacency,
    dropped,
    vertexNames,
    ...typeNames,
    edgeAttributes: edgeAttributes.size === 0 ? null : edgeAttributes,
    notices: [
      known ? [] : `edges read from ${words(plan.ends[0])} to ${words(plan.ends[1])}`,
      table.columns.length > columns.length ? "the index of pandas left out" : [],
      ...table.notices,
    ].flat(),
  });
}

/** What a table written here says of its columns, where the caller does not choose. */
function withMetadata(
  { metadata, columns }: Table,
  { columns: chosen, edgeType }: ColumnChoice,
): ColumnChoice {
  const named = (key: string) => {
    const name = metadata.get(key);
    return columns.some((column) => column.name === name) ? name : undefined;
  };
  const told = {
    source: named(METADATA.source),
    target: named(METADATA.target),
    weight: named(METADATA.weight),
  };
  return {
    columns: {
      ...told,
      ...Object.fromEntries(Object.entries(chosen ?? {}).filter(([, name]) => name !== undefined)),
    },
    edgeType: edgeType ?? named(METADATA.edgeType),
  };
}

function vertexColumn(column: TableColumn): TableColumn & { kind: "values" } {
  if (column.kind === "values") return column;
  throw new FormatError(
    `column ${JSON.stringify(column.name)}: expected a vertex in each row, got lists of numbers`,
  );
}

/** The name of the vertex in a row, which may be an empty text. @throws FormatError where there is none */
export function vertexNameAt({ name, values }: { name: string; values: EdgeColumn }, row: number): string {
  const value = values[row];
  if (
    typeof value === "string" ||
    (typeof value === "number" && !Number.isNaN(value)) ||
    typeof value === "boolean"
  )
    return valueText(value);
  throw new FormatError(`column ${JSON.stringify(name)}, row ${row + 1}: expected a vertex, got nothing`);
}

function typesOf(column: TableColumn, rows: number): string[] {
  takeObjects(rows, OBJECT_BYTES.text, "edge types");
  const values = vertexColumn(column);
  return Array.from({ length: rows }, (_, row) => {
    const value = values.values[row];
    if (value === undefined || value === "" || Number.isNaN(value))
      throw new FormatError(
        `column ${JSON.stringify(column.name)}, row ${row + 1}: expected an edge type, got nothing`,
      );
    return valueText(value);
  });
}

function weightsOf(column: TableColumn, rows: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => {
    const value = column.kind === "values" ? column.values[row] : undefined;
    if (typeof value === "number" && Number.isFinite(value)) return value;
    throw new FormatError(
      `column ${JSON.stringify(column.name)}, row ${row + 1}: expected a finite number as the weight, got ${value === undefined ? "nothing" : JSON.stringify(value)?.slice(0, 40)}`,
    );
  });
}

/** Some rows of a column; of one of lists, as lists. */
export function pickRows(column: TableColumn, rows: ArrayLike<number>): EdgeColumn {
  if (column.kind === "lists") return Array.from(rows, (row) => listAt(column, row));
  const { values } = column;
  return values instanceof Float64Array
    ? Float64Array.from(rows, (row) => values[row])
    : Array.from(rows, (row) => values[row]);
}

/** The list of numbers in a row. */
export function listAt({ offsets, values }: ListColumn, row: number): number[] {
  return Array.from(values.subarray(offsets[row], offsets[row + 1]));
}
