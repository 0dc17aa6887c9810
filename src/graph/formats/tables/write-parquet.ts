import type { SchemaElement } from "hyparquet";
import { type ColumnSource, parquetWriteBuffer } from "hyparquet-writer";
import { InputError } from "../../../errors.js";
import { classLabel } from "../../attributes/labels.js";
import { vertexName } from "../../attributes/vertex-names.js";
import type { Features, GraphDataset } from "../../dataset.js";

/** As full lists, more numbers than this belong into an npz. */
const MOST_FEATURES = 2 ** 26;

/** Writes the table of edges of a graph: `source`, `target` and, where it has weights, `weight`. O(E). */
export function writeParquetEdges(dataset: GraphDataset): Uint8Array {
  checkNames(dataset);
  const { sources, targets, weights } = dataset.adjacency;
  return tableBytes([
    idColumn(dataset, "source", sources),
    idColumn(dataset, "target", targets),
    ...(weights === null ? [] : [{ name: "weight", data: weights, type: "DOUBLE" as const }]),
  ]);
}

/**
 * Writes the table of vertices of a graph: `id`, and where it has them `label` and `x`, a list of the features. O(V F).
 *
 * @throws InputError where the features would make too many numbers, written in full
 */
export function writeParquetNodes(dataset: GraphDataset): Uint8Array {
  checkNames(dataset);
  const { adjacency, features, labels } = dataset;
  const vertices = Uint32Array.from({ length: adjacency.vertexCount }, (_, vertex) => vertex);
  const columns: ColumnSource[] = [idColumn(dataset, "id", vertices)];
  if (labels !== null) columns.push(labelColumn(dataset, labels));
  if (features === null) return tableBytes(columns);
  if (features.rows * features.columns > MOST_FEATURES)
    throw new InputError(
      `parquet: ${features.rows} x ${features.columns} features are too many to be written in full; write npz`,
    );
  return tableBytes([...columns, { name: "x", data: featureRows(features) }]);
}

/** @throws InputError where a name holds half a character, which UTF-8 has not: two such names would become one */
function checkNames({ vertexNames, classNames }: GraphDataset): void {
  const halved = [vertexNames ?? [], classNames ?? []].flat().find((name) => /\p{Surrogate}/u.test(name));
  if (halved !== undefined)
    throw new InputError(
      `name ${JSON.stringify(halved)}: Parquet cannot hold half a character; write json instead`,
    );
}

function tableBytes(columnData: ColumnSource[]): Uint8Array {
  const lists = columnData.some(({ name }) => name === "x");
  if (!lists) return new Uint8Array(parquetWriteBuffer({ columnData }));
  const schema: SchemaElement[] = [
    { name: "root", num_children: columnData.length },
    ...columnData.flatMap(schemaOf),
  ];
  const plainColumns = columnData.map(({ name, data }) => ({ name, data }));
  return new Uint8Array(parquetWriteBuffer({ columnData: plainColumns, schema }));
}

function schemaOf({ name, type }: ColumnSource): SchemaElement[] {
  if (name === "x")
    return [
      { name, repetition_type: "REQUIRED", num_children: 1, converted_type: "LIST" },
      { name: "list", repetition_type: "REPEATED", num_children: 1 },
      { name: "element", repetition_type: "REQUIRED", type: "FLOAT" },
    ];
  return type === "STRING"
    ? [{ name, type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" }]
    : [{ name, type: "INT32", repetition_type: "OPTIONAL" }];
}

function idColumn(dataset: GraphDataset, name: string, vertices: Uint32Array): ColumnSource {
  if (dataset.vertexNames === null) return { name, data: Int32Array.from(vertices), type: "INT32" };
  return { name, data: Array.from(vertices, (vertex) => vertexName(dataset, vertex)), type: "STRING" };
}

function labelColumn(dataset: GraphDataset, labels: Int32Array): ColumnSource {
  if (dataset.classNames === null) return { name: "label", data: labels, type: "INT32" };
  const names = Array.from(labels, (label) => (label < 0 ? null : String(classLabel(dataset, label))));
  return { name: "label", data: names, type: "STRING", nullable: true };
}

function featureRows(features: Features): number[][] {
  const { rows, columns } = features;
  return Array.from({ length: rows }, (_, row) => {
    if (features.kind === "dense")
      return Array.from(features.values.subarray(row * columns, (row + 1) * columns));
    const values = new Array<number>(columns).fill(0);
    for (let k = features.offsets[row]; k < features.offsets[row + 1]; k++)
      values[features.indices[k]] = features.values[k];
    return values;
  });
}
