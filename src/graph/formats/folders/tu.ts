import { FormatError } from "../../../errors.js";
import { buildAdjacency } from "../../adjacency.js";
import { featuresFromDense } from "../../attributes/features.js";
import type { GraphCollection, GraphDataset } from "../../dataset.js";
import { type ReadLimits, withReadBudget } from "../../read-budget.js";
import { readNumberRows } from "./tu-numbers.js";

/** The files `NAME_PART.txt` of a TU data set that are read; the first three must be there. */
export const TU_PARTS = [
  "A",
  "graph_indicator",
  "graph_labels",
  "node_labels",
  "node_attributes",
  "edge_labels",
] as const;
export type TuPart = (typeof TU_PARTS)[number];

/**
 * Reads a collection of graphs in the format of TU Dortmund's data sets, as one graph in which they stand side by side.
 *
 * - `A`: an edge a line, `u, v`, vertices numbered from 1 over all graphs; undirected edges are listed both ways.
 * - `graph_indicator`: of every vertex its graph, from 1, ascending. `graph_labels`: of every graph its class.
 * - Features are the `node_attributes`, then one column for each of the `node_labels`; where there are neither, none.
 * - `edge_labels` become the edges' types, numbered by ascending label.
 *
 * Rules: an edge listed both ways is one edge, only what is listed more often counts as dropped; a vertex's number or an
 * edge out of range, or between two graphs, is an error. Classes are the distinct labels in ascending order.
 *
 * Source: Morris et al., "TUDataset: A collection of benchmark datasets for learning with graphs" (2020), and the
 * README of each set. Complexity: O(bytes + E log E).
 *
 * @param directed default false
 * @param limits what reading may cost
 * @throws FormatError naming the part and the line where one is missing or damaged, or they do not fit together
 */
export function readTu(
  name: string,
  files: Partial<Readonly<Record<TuPart, Uint8Array>>>,
  directed = false,
  limits: ReadLimits = {},
): GraphDataset {
  const bytes = Object.values(files).reduce((sum, file) => sum + file.length, 0);
  return withReadBudget(bytes, limits, () => readParts(name, files, directed));
}

function readParts(
  name: string,
  files: Partial<Readonly<Record<TuPart, Uint8Array>>>,
  directed: boolean,
): GraphDataset {
  const fileOf = (part: TuPart) => `${name}_${part}.txt`;
  const read = (part: TuPart, columns?: number): number[][] | null => {
    const bytes = files[part];
    if (bytes === undefined) return null;
    try {
      return readNumberRows(bytes, columns);
    } catch (error) {
      throw error instanceof FormatError ? error.inFile(fileOf(part)) : error;
    }
  };
  const need = (part: TuPart, columns: number): number[][] => {
    const rows = read(part, columns);
    if (rows === null)
      throw new FormatError(`tu ${name}: the part ${part} is missing; expected the file ${fileOf(part)}`);
    return rows;
  };
  const fail = (part: TuPart, row: number | undefined, message: string) =>
    new FormatError(message, { file: fileOf(part), line: row === undefined ? undefined : row + 1 });

  const graphLabels = need("graph_labels", 1).map(([label]) => label);
  const graphOf = need("graph_indicator", 1).map(([graph]) => graph);
  const edges = need("A", 2);
  const vertexCount = graphOf.length;
  const offsets = new Uint32Array(graphLabels.length + 1);
  graphOf.forEach((graph, v) => {
    if (!Number.isInteger(graph) || graph < 1 || graph > graphLabels.length)
      throw fail("graph_indicator", v, `expected a graph from 1 to ${graphLabels.length}, got ${graph}`);
    if (v > 0 && graph < graphOf[v - 1])
      throw fail("graph_indicator", v, `expected ascending graphs, got ${graph} after ${graphOf[v - 1]}`);
    offsets[graph]++;
  });
  for (let g = 0; g < graphLabels.length; g++) offsets[g + 1] += offsets[g];
  edges.forEach(([u, v], e) => {
    for (const vertex of [u, v])
      if (!Number.isInteger(vertex) || vertex < 1 || vertex > vertexCount)
        throw fail("A", e, `expected vertices from 1 to ${vertexCount}, got ${vertex}`);
    if (graphOf[u - 1] !== graphOf[v - 1])
      throw fail(
        "A",
        e,
        `expected an edge within one graph, got one from ${graphOf[u - 1]} to ${graphOf[v - 1]}`,
      );
  });
  const fitting = (part: TuPart, rows: number[][] | null, count: number, what: string) => {
    if (rows !== null && rows.length !== count)
      throw fail(part, undefined, `expected ${count} lines, one for each ${what}, got ${rows.length}`);
    return rows;
  };
  const edgeTypes = fitting("edge_labels", read("edge_labels", 1), edges.length, "edge");
  const types = edgeTypes && ranks(edgeTypes.map(([type]) => type));
  const pairs = { vertexCount, sources: edges.map(([u]) => u - 1), targets: edges.map(([, v]) => v - 1) };
  const { adjacency, dropped } = buildAdjacency({ ...pairs, types: types?.ranks, directed });
  const attributes = fitting("node_attributes", read("node_attributes"), vertexCount, "vertex");
  const nodeLabels = fitting("node_labels", read("node_labels"), vertexCount, "vertex");
  return {
    name,
    adjacency,
    vertexNames: null,
    vertexAttributes: null,
    edgeAttributes: null,
    graphAttributes: {},
    features: featuresOf(attributes, nodeLabels),
    labels: null,
    classNames: null,
    splits: [],
    dropped: directed ? dropped : { ...dropped, duplicates: listedTwice(pairs, types?.ranks ?? null) },
    graphs: { offsets, ...classesOf(graphLabels) },
  };
}

/** Each number's place among the distinct ones, ascending. */
function ranks(numbers: readonly number[]): { ranks: number[]; distinct: number[] } {
  const distinct = [...new Set(numbers)].sort((a, b) => a - b);
  const places = new Map(distinct.map((number, k) => [number, k]));
  return { ranks: numbers.map((number) => places.get(number) as number), distinct };
}

/** Classes of graphs; unlike elsewhere, a negative number is a class here (MUTAG's are -1 and 1). */
function classesOf(numbers: readonly number[]): Pick<GraphCollection, "labels" | "classNames"> {
  const { ranks: classes, distinct } = ranks(numbers);
  const named = distinct.some((number, k) => number !== k);
  return { labels: Int32Array.from(classes), classNames: named ? distinct.map(String) : null };
}

function featuresOf(attributes: readonly number[][] | null, labels: readonly number[][] | null) {
  if (attributes === null && labels === null) return null;
  const count = (attributes ?? labels ?? []).length;
  const blocks = (labels?.[0] ?? []).map((_, c) => ranks((labels ?? []).map((row) => row[c])));
  const width = attributes?.[0]?.length ?? 0;
  const columns = width + blocks.reduce((sum, { distinct }) => sum + distinct.length, 0);
  const values = new Float64Array(count * columns);
  for (let v = 0; v < count; v++) {
    values.set(attributes?.[v] ?? [], v * columns);
    let start = v * columns + width;
    for (const block of blocks) {
      values[start + block.ranks[v]] = 1;
      start += block.distinct.length;
    }
  }
  return featuresFromDense(values, count, columns);
}

/** How many lines list an edge in the same direction, and of the same type, as one before; self-loops aside. */
function listedTwice(
  { vertexCount, sources, targets }: { vertexCount: number; sources: number[]; targets: number[] },
  types: readonly number[] | null,
): number {
  const seen = new Set<number>();
  let loops = 0;
  const typeCount = types === null ? 1 : types.reduce((most, type) => Math.max(most, type + 1), 1);
  sources.forEach((source, e) => {
    if (source === targets[e]) loops++;
    else seen.add((source * vertexCount + targets[e]) * typeCount + (types?.[e] ?? 0));
  });
  return sources.length - loops - seen.size;
}
