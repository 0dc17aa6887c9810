import { FormatError, InputError } from "../../../errors.js";
import { buildAdjacency } from "../../adjacency.js";
import { featuresFromDense } from "../../attributes/features.js";
import { labelsFromNames } from "../../attributes/labels.js";
import { compactNames } from "../../attributes/vertex-names.js";
import type { Attributes, Features, GraphDataset } from "../../dataset.js";
import { OBJECT_BYTES, takeBytes, takeObjects } from "../../read-budget.js";
import { METADATA } from "./dataset-tables.js";
import { listAt, vertexNameAt } from "./edge-table.js";
import { type Table, type TableColumn, type ValueColumn, valueText } from "./table.js";

/** Which columns of a table of vertices are what; a `*` in a name stands for any characters. */
export interface VertexColumns {
  /** the vertices' names; default: the column named id, node, name, vertex or key, else the first */
  readonly id?: string | undefined;
  /** their classes; default: the column named label, class or y, where some of its values repeat */
  readonly label?: string | undefined;
  /** numbers, or one column of lists of numbers; default: the column of lists named x or features */
  readonly features?: readonly string[] | undefined;
}

const ID_NAMES = ["id", "node", "name", "vertex", "key", "node_id", "nodeid", "vertex_id"];
const LABEL_NAMES = ["label", "class", "y"];
const FEATURE_NAMES = ["x", "features"];

/**
 * A graph with what a table tells of its vertices: a row for each.
 *
 * The vertices take the order of the table, and those without an edge come with it; edges keep their order. A label may be missing (-1), a
 * feature may not. Columns that are neither name, label nor feature become attributes of the vertices.
 *
 * Complexity: O(V * columns + E).
 *
 * @throws FormatError where a name is missing or there twice, a vertex of an edge is not in the table, or a feature is no finite number
 * @throws InputError where there is no column of a chosen name
 */
export function joinVertexTable(
  dataset: GraphDataset,
  table: Table,
  asked: VertexColumns = {},
): GraphDataset {
  const { rows, columns, metadata } = table;
  // A table written here says which columns are what.
  const told = (key: string) => {
    const name = metadata.get(key);
    return columns.some((column) => column.name === name) ? name : undefined;
  };
  const x = told(METADATA.features);
  const chosen: VertexColumns = {
    id: asked.id ?? told(METADATA.id),
    label: asked.label ?? told(METADATA.label),
    features: asked.features ?? (x === undefined ? undefined : [x]),
  };
  const id = idColumn(columns, chosen.id);
  takeObjects(rows, OBJECT_BYTES.text + 2 * OBJECT_BYTES.entry, "names of vertices");
  const names = Array.from({ length: rows }, (_, row) => vertexNameAt(id, row));
  const places = new Map(names.map((name, row) => [name, row]));
  if (places.size < rows) {
    const again = names.find((name, row) => places.get(name) !== row) as string;
    throw new FormatError(`the vertex ${JSON.stringify(again)} is there twice`);
  }
  const { adjacency, vertexNames } = dataset;
  const unknown: string[] = [];
  const placeOf = Uint32Array.from({ length: adjacency.vertexCount }, (_, vertex) => {
    const name = vertexNames?.[vertex] ?? `${vertex}`;
    const place = places.get(name);
    if (place === undefined) unknown.push(name);
    return place ?? 0;
  });
  if (unknown.length > 0)
    throw new FormatError(
      `expected every vertex that an edge names, got none of the name ${JSON.stringify(unknown[0])}${unknown.length > 1 ? ` and of ${unknown.length - 1} more` : ""} in the column ${JSON.stringify(id.name)}`,
    );

  const features = featureColumns(columns, id, chosen.features);
  const label = labelColumn(columns, id, features, chosen.label);
  const others = columns.filter((column) => column !== id && column !== label && !features.includes(column));
  takeBytes(64 * rows, "vertices");
  const { sources, targets, weights, types, directed } = adjacency;
  const renumbered = buildAdjacency({
    vertexCount: rows,
    sources: Uint32Array.from(sources, (vertex) => placeOf[vertex]),
    targets: Uint32Array.from(targets, (vertex) => placeOf[vertex]),
    weights,
    types,
    directed,
  });
  return {
    ...dataset,
    adjacency: renumbered.adjacency,
    vertexNames: compactNames(names),
    vertexAttributes: others.length === 0 ? null : attributesOf(others, rows),
    features: features.length === 0 ? null : featuresOf(features, names),
    ...(label === undefined ? { labels: null, classNames: null } : labelsFromNames(labelNames(label, names))),
    notices: [
      ...(dataset.notices ?? []),
      ...(chosen.id === undefined ? [columnsInWords(id, label, features)] : []),
      ...table.notices,
    ],
  };
}

function columnsInWords(
  id: TableColumn,
  label: TableColumn | undefined,
  features: readonly TableColumn[],
): string {
  return `vertices from column ${JSON.stringify(id.name)}${label === undefined ? "" : `, labels from ${JSON.stringify(label.name)}`}${featuresInWords(features)}`;
}

function featuresInWords(features: readonly TableColumn[]): string {
  if (features.length === 0) return "";
  const first = JSON.stringify(features[0].name);
  return features.length === 1
    ? `, features from ${first}`
    : `, features from ${features.length} columns, ${first} to ${JSON.stringify(features[features.length - 1].name)}`;
}

function idColumn(columns: readonly TableColumn[], chosen: string | undefined): ValueColumn {
  const found =
    chosen !== undefined
      ? columnNamed(columns, chosen, "--node-id")
      : (ID_NAMES.map((name) => columns.find((column) => column.name.toLowerCase() === name)).find(
          (column) => column !== undefined,
        ) ?? columns[0]);
  if (found?.kind === "values") return found;
  throw new FormatError(
    found === undefined
      ? "expected a table of vertices, got no column that is read"
      : `column ${JSON.stringify(found.name)}: expected the vertices' names, got lists of numbers; name their column (--node-id)`,
  );
}

function featureColumns(
  columns: readonly TableColumn[],
  id: TableColumn,
  chosen: readonly string[] | undefined,
): TableColumn[] {
  if (chosen === undefined)
    return columns
      .filter(({ kind, name }) => kind === "lists" && FEATURE_NAMES.includes(name.toLowerCase()))
      .slice(0, 1);
  const found = chosen.flatMap((pattern) => {
    if (!pattern.includes("*")) return [columnNamed(columns, pattern, "--node-features")];
    const parts = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const matches = new RegExp(`^${parts.join(".*")}$`, "s");
    const fitting = columns.filter((column) => column !== id && matches.test(column.name));
    if (fitting.length === 0)
      throw new InputError(
        `--node-features ${pattern}: expected columns that fit, got ${columns
          .map(({ name }) => name)
          .slice(0, 12)
          .join(", ")}`,
      );
    return fitting;
  });
  if (found.includes(id))
    throw new InputError(`--node-features: column ${JSON.stringify(id.name)} holds the names`);
  return [...new Set(found)];
}

function labelColumn(
  columns: readonly TableColumn[],
  id: TableColumn,
  features: readonly TableColumn[],
  chosen: string | undefined,
): ValueColumn | undefined {
  const column =
    chosen === undefined
      ? LABEL_NAMES.map((name) =>
          columns.find((other) => other.name.toLowerCase() === name && !features.includes(other)),
        ).find((other) => other !== undefined)
      : columnNamed(columns, chosen, "--node-label");
  if (column === undefined || column === id) return undefined;
  if (column.kind === "lists") {
    if (chosen === undefined) return undefined;
    throw new FormatError(`column ${JSON.stringify(column.name)}: expected labels, got lists of numbers`);
  }
  if (chosen !== undefined) return column;
  // Values that all differ are names for display, unless they are numbers.
  const present = Array.from<unknown>(column.values).filter((value) => value !== undefined && value !== "");
  const areNames = present.length > 1 && new Set(present).size === present.length;
  const areClasses = present.every(
    (value) => typeof value !== "number" || Number.isInteger(value) || Number.isNaN(value),
  );
  return (areNames && present.some((value) => typeof value !== "number")) || !areClasses ? undefined : column;
}

function labelNames({ name, values }: ValueColumn, vertices: readonly string[]): (string | null)[] {
  return vertices.map((vertex, row) => {
    const value = values[row];
    if (value === undefined || value === "" || Number.isNaN(value)) return null;
    if (typeof value === "number") {
      if (!Number.isInteger(value))
        throw new FormatError(
          `column ${JSON.stringify(name)}, vertex ${JSON.stringify(vertex)}: expected a class, an integer or a name, got ${value}`,
        );
      return value < 0 ? null : valueText(value);
    }
    return valueText(value);
  });
}

function featuresOf(columns: readonly TableColumn[], names: readonly string[]): Features {
  const rows = names.length;
  const widths = columns.map((column) =>
    column.kind === "values" ? 1 : rows === 0 ? 0 : column.offsets[1] - column.offsets[0],
  );
  const total = widths.reduce((sum, width) => sum + width, 0);
  takeBytes(8 * rows * total, "features");
  const values = new Float64Array(rows * total);
  let first = 0;
  columns.forEach((column, c) => {
    for (let row = 0; row < rows; row++) {
      const given = column.kind === "lists" ? listAt(column, row) : [numberOf(column.values[row])];
      if (given.length !== widths[c] || !given.every((value) => Number.isFinite(Math.fround(value))))
        throw new FormatError(
          `column ${JSON.stringify(column.name)}, vertex ${JSON.stringify(names[row])}: expected ${widths[c] === 1 ? "a finite number" : `${widths[c]} finite numbers`} as features, got ${given.length === 1 ? inWords(column.kind === "values" ? column.values[row] : given[0]) : `${given.length} numbers`}`,
        );
      values.set(given, row * total + first);
    }
    first += widths[c];
  });
  return featuresFromDense(values, rows, total);
}

function numberOf(value: unknown): number {
  return typeof value === "number" ? value : typeof value === "boolean" ? Number(value) : Number.NaN;
}

function inWords(value: unknown): string {
  return value === undefined
    ? "nothing"
    : typeof value === "string"
      ? JSON.stringify(value.slice(0, 40))
      : `${value}`;
}

function attributesOf(columns: readonly TableColumn[], rows: number): Attributes[] {
  takeObjects(rows, OBJECT_BYTES.record + columns.length * OBJECT_BYTES.entry, "vertex attributes");
  return Array.from({ length: rows }, (_, row) =>
    Object.fromEntries(
      columns
        .map((column) => [column.name, column.kind === "lists" ? listAt(column, row) : column.values[row]])
        .filter(([, value]) => value !== undefined),
    ),
  );
}

function columnNamed(columns: readonly TableColumn[], name: string, option: string): TableColumn {
  const found =
    columns.find((column) => column.name === name) ??
    columns.find((column) => column.name.toLowerCase() === name.toLowerCase()) ??
    (/^[1-9]\d{0,5}$/.test(name) ? columns[Number(name) - 1] : undefined);
  if (found !== undefined) return found;
  throw new InputError(
    `${option} ${name}: expected one of the columns ${columns
      .map((column) => column.name)
      .slice(0, 12)
      .join(", ")}${columns.length > 12 ? `, ... (${columns.length})` : ""}`,
  );
}
