import { InputError } from "../../../errors.js";
import { edgeTypeName } from "../../attributes/edge-types.js";
import { classLabel } from "../../attributes/labels.js";
import { vertexName } from "../../attributes/vertex-names.js";
import type { EdgeColumn, Features, GraphDataset } from "../../dataset.js";
import type { Table, TableColumn } from "./table.js";

/** As full lists, more numbers than this belong into an npz. */
const MOST_FEATURES = 2 ** 26;

/** What the metadata of a table written here say of its columns; each is a column's name, `directed` is true or false. */
export const METADATA = Object.freeze({
  directed: "directed",
  source: "source",
  target: "target",
  weight: "weight",
  edgeType: "edge_type",
  id: "id",
  label: "label",
  features: "features",
});

/**
 * The edges of a graph as a table: `source`, `target`, `weight` where it has weights, `type` where edges have types, and their attributes.
 * Where an attribute has one of these names, the column has another one, which the metadata tell. O(E * columns).
 *
 * @param what the format's name, for messages
 * @throws InputError where a name holds half a character, which UTF-8 has not
 */
export function edgeTableOf(dataset: GraphDataset, what: string): Table {
  checkNames(dataset, what);
  const { adjacency, edgeAttributes } = dataset;
  const { sources, targets, weights, types, directed } = adjacency;
  const used = new Set(edgeAttributes?.keys() ?? []);
  const source = freeName(["source", "from"], used);
  const target = freeName([source === "from" ? "to" : "target", "to"], used);
  const columns: TableColumn[] = [
    { kind: "values", name: source, values: idValues(dataset, sources) },
    { kind: "values", name: target, values: idValues(dataset, targets) },
  ];
  const metadata = new Map<string, string>([
    [METADATA.directed, `${directed}`],
    [METADATA.source, source],
    [METADATA.target, target],
  ]);
  if (weights !== null) {
    const name = freeName(["weight", "w"], used);
    metadata.set(METADATA.weight, name);
    columns.push({ kind: "values", name, values: weights });
  }
  if (types !== null) {
    const name = freeName(["type", "edge_type"], used);
    metadata.set(METADATA.edgeType, name);
    const values = Array.from(types, (_, e) => edgeTypeName(dataset, e));
    columns.push({ kind: "values", name, values: plainValues(values) });
  }
  for (const [name, values] of edgeAttributes ?? []) columns.push(attributeColumn(name, values));
  return { rows: adjacency.edgeCount, columns, metadata, notices: [] };
}

/**
 * The vertices of a graph as a table: `id`, `label` where it has labels, `x`, lists of the features, and their attributes. O(V F).
 *
 * @throws InputError as {@link edgeTableOf}, and where the features would make too many numbers, written in full
 */
export function vertexTableOf(dataset: GraphDataset, what: string): Table {
  checkNames(dataset, what);
  const { adjacency, features, labels, vertexAttributes } = dataset;
  const rows = adjacency.vertexCount;
  const used = new Set(vertexAttributes?.flatMap((record) => Object.keys(record)) ?? []);
  const attributes = [...used].map((name) =>
    attributeColumn(name, vertexAttributes?.map((record) => record[name]) ?? []),
  );
  const id = freeName(["id", "node", "vertex"], used);
  const metadata = new Map<string, string>([[METADATA.id, id]]);
  const vertices = Uint32Array.from({ length: rows }, (_, vertex) => vertex);
  const columns: TableColumn[] = [{ kind: "values", name: id, values: idValues(dataset, vertices) }];
  if (labels !== null) {
    const name = freeName(["label", "class", "y"], used);
    metadata.set(METADATA.label, name);
    columns.push({ kind: "values", name, values: labelValues(dataset, labels) });
  }
  if (features !== null) {
    if (features.rows * features.columns > MOST_FEATURES)
      throw new InputError(
        `${what}: ${features.rows} x ${features.columns} features are too many to be written in full; write npz`,
      );
    const name = freeName(["x", "features"], used);
    metadata.set(METADATA.features, name);
    columns.push({
      kind: "lists",
      name,
      offsets: Float64Array.from({ length: rows + 1 }, (_, row) => row * features.columns),
      values: denseFeatures(features),
    });
  }
  return { rows, columns: [...columns, ...attributes], metadata, notices: [] };
}

/** The first of some names that no column has, else one with a number. */
function freeName(names: readonly string[], used: Set<string>): string {
  let name = names.find((candidate) => !used.has(candidate));
  for (let k = 2; name === undefined; k++) if (!used.has(`${names[0]} ${k}`)) name = `${names[0]} ${k}`;
  used.add(name);
  return name;
}

/** @throws InputError where a name holds half a character, which UTF-8 has not: two such names would become one */
function checkNames({ vertexNames, classNames, edgeTypeNames }: GraphDataset, what: string): void {
  const halved = [vertexNames ?? [], classNames ?? [], edgeTypeNames ?? []]
    .flat()
    .find((name) => /\p{Surrogate}/u.test(name));
  if (halved !== undefined)
    throw new InputError(
      `name ${JSON.stringify(halved)}: ${what} cannot hold half a character; write json instead`,
    );
}

function idValues(dataset: GraphDataset, vertices: Uint32Array): EdgeColumn {
  return dataset.vertexNames === null
    ? Float64Array.from(vertices)
    : Array.from(vertices, (vertex) => vertexName(dataset, vertex));
}

function labelValues(dataset: GraphDataset, labels: Int32Array): EdgeColumn {
  if (dataset.classNames === null) return Float64Array.from(labels);
  return Array.from(labels, (label) => (label < 0 ? undefined : String(classLabel(dataset, label))));
}

/** A column of an attribute: numbers, booleans, texts or lists of numbers as they are; all else as JSON text. */
function attributeColumn(name: string, values: EdgeColumn): TableColumn {
  if (values instanceof Float64Array) return { kind: "values", name, values };
  const present = values.filter((value) => value !== undefined && value !== null);
  const isList = (value: unknown): value is number[] =>
    Array.isArray(value) && value.every((item) => typeof item === "number");
  if (present.length === values.length && present.length > 0 && present.every(isList)) {
    const lists = values as readonly (readonly number[])[];
    const offsets = new Float64Array(lists.length + 1);
    lists.forEach((list, k) => {
      offsets[k + 1] = offsets[k] + list.length;
    });
    return { kind: "lists", name, offsets, values: Float64Array.from(lists.flat()) };
  }
  return { kind: "values", name, values: plainValues(values) };
}

/** Values of one kind as they are, of several kinds as JSON text; a text stays what it is. */
function plainValues(values: readonly unknown[]): EdgeColumn {
  const kinds = new Set(
    values.filter((value) => value !== undefined && value !== null).map((value) => typeof value),
  );
  const [kind] = kinds;
  const isPlain = kinds.size <= 1 && (kind === undefined || /^(number|string|boolean)$/.test(kind));
  return values.map((value) => {
    if (value === undefined || value === null) return undefined;
    if (isPlain) return value;
    return typeof value === "string" ? value : JSON.stringify(value);
  });
}

function denseFeatures(features: Features): Float32Array {
  const { rows, columns } = features;
  if (features.kind === "dense") return features.values;
  const values = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let k = features.offsets[row]; k < features.offsets[row + 1]; k++)
      values[row * columns + features.indices[k]] = features.values[k];
  return values;
}
