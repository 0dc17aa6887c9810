import { FormatError } from "../../errors.js";
import { type Adjacency, buildAdjacency, type DroppedEdges } from "../adjacency.js";
import { bareDataset } from "../bare-dataset.js";
import type { Features, GraphDataset } from "../dataset.js";
import { createEdgeEnds } from "../edge-ends.js";
import { featuresFromDense } from "../features.js";
import { labelsFromNames } from "../labels.js";
import { createVertexIndex } from "../vertex-index.js";
import { compactNames } from "../vertex-names.js";
import { type ParquetColumn, type ParquetTable, readParquetTable } from "./parquet-table.js";

export interface ParquetOptions {
  readonly name: string;
  /** default false */
  readonly directed?: boolean | undefined;
  /** the bytes of the table of vertices, where there is one */
  readonly nodes?: Uint8Array | undefined;
}

/** Names that other tools give the two ends of an edge. */
const ENDS = [
  ["source", "target"],
  ["src", "dst"],
  ["from", "to"],
  ["u", "v"],
];

/**
 * Reads a graph from Parquet tables: one of edges, and maybe one of vertices.
 *
 * Edges: columns `source` and `target` (or `src`, `dst`; `from`, `to`; `u`, `v`; else the first two) of integers or strings, `weight`
 * of numbers where there is one. Vertices: column `id` (or `name`, else the row's number), `label` of integers or strings, null where a
 * vertex has none, `x` of lists of numbers, all of one length: the features. Without a table of vertices they are numbered as an edge
 * list's are.
 *
 * Complexity: O(V F + E).
 *
 * @throws FormatError naming table, column and row where a value does not fit
 */
export async function readParquet(bytes: Uint8Array, options: ParquetOptions): Promise<GraphDataset> {
  const edges = await readParquetTable(bytes);
  const [from, to] =
    ENDS.find((names) => names.every((name) => edges.names.includes(name))) ?? edges.names.slice(0, 2);
  const sources = edges.column(from);
  const targets = edges.column(to);
  if (sources === undefined || targets === undefined)
    throw new FormatError(
      `parquet: expected a table of edges with columns source and target, got columns ${edges.names.join(", ") || "none"}`,
    );
  const weights = weightsOf(edges);
  const nodes = options.nodes === undefined ? null : await readParquetTable(options.nodes);
  const ends = nodes === null ? numberEnds(sources, targets) : findEnds(sources, targets, idsOf(nodes));
  const { vertexNames, ...pairs } = ends;
  const built: { adjacency: Adjacency; dropped: DroppedEdges } = buildAdjacency({
    ...pairs,
    weights,
    directed: options.directed,
  });
  return bareDataset({
    name: options.name,
    adjacency: built.adjacency,
    dropped: built.dropped,
    vertexNames,
    ...(nodes === null ? {} : { features: featuresOf(nodes), ...labelsOf(nodes) }),
  });
}

function numberEnds(sources: ParquetColumn, targets: ParquetColumn) {
  const ends = createEdgeEnds();
  for (let e = 0; e < sources.length; e++) {
    ends.addName(nameAt(sources, e, "edges, source"));
    ends.addName(nameAt(targets, e, "edges, target"));
  }
  return ends.finish();
}

function findEnds(sources: ParquetColumn, targets: ParquetColumn, ids: readonly string[]) {
  const index = createVertexIndex();
  for (const id of ids) index.declare(id);
  return {
    vertexCount: ids.length,
    sources: Uint32Array.from(sources, (_, e) => index.find(nameAt(sources, e, "edges, source"))),
    targets: Uint32Array.from(targets, (_, e) => index.find(nameAt(targets, e, "edges, target"))),
    vertexNames: compactNames(ids),
  };
}

function idsOf(nodes: ParquetTable): string[] {
  const ids = nodes.column("id") ?? nodes.column("name");
  return Array.from({ length: nodes.rows }, (_, row) =>
    ids === undefined ? `${row}` : nameAt(ids, row, "nodes, id"),
  );
}

function nameAt(column: ParquetColumn, row: number, where: string): string {
  const value = column[row];
  if (typeof value === "string" || typeof value === "bigint" || Number.isSafeInteger(value))
    return `${value as string | bigint | number}`;
  throw new FormatError(
    `parquet: ${where}, row ${row}: expected an integer or a string, got ${shown(value)}`,
  );
}

function weightsOf(edges: ParquetTable): Float64Array | null {
  const column = edges.column("weight");
  if (column === undefined) return null;
  return Float64Array.from(column, (value, row) => {
    const weight = typeof value === "bigint" ? Number(value) : value;
    if (typeof weight === "number" && Number.isFinite(weight)) return weight;
    throw new FormatError(
      `parquet: edges, weight, row ${row}: expected a finite number, got ${shown(value)}`,
    );
  });
}

function labelsOf(nodes: ParquetTable): Partial<GraphDataset> {
  const column = nodes.column("label");
  if (column === undefined) return {};
  return labelsFromNames(
    column.map((value, row) => {
      if (value === null || value === undefined) return null;
      const label = nameAt(column, row, "nodes, label");
      // As in every format, a negative number is no label.
      return /^-\d+$/.test(label) && typeof value !== "string" ? null : label;
    }),
  );
}

function featuresOf(nodes: ParquetTable): Features | null {
  const column = nodes.column("x");
  if (column === undefined) return null;
  const first = column[0];
  const width = Array.isArray(first) ? first.length : 0;
  const values = new Float64Array(nodes.rows * width);
  column.forEach((row, vertex) => {
    if (!Array.isArray(row) || row.length !== width || !row.every((value) => typeof value === "number"))
      throw new FormatError(
        `parquet: nodes, x, row ${vertex}: expected a list of ${width} numbers, as in row 0, got ${shown(row)}`,
      );
    values.set(row, vertex * width);
  });
  return width === 0 ? null : featuresFromDense(values, nodes.rows, width);
}

function shown(value: unknown): string {
  return Array.isArray(value) ? `a list of ${value.length}` : String(value).slice(0, 40);
}
