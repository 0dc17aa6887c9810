import type { GraphDataset } from "../dataset.js";
import type { GraphFormat } from "./format-names.js";

/** Formats that list edges, so that a vertex without one has no place. */
const EDGES_ONLY: ReadonlySet<GraphFormat> = new Set(["edge-list", "csv", "tsv"]);

/** Formats of sparse matrices: they number the vertices, and hold nothing else of them. */
const MATRICES: ReadonlySet<GraphFormat> = new Set(["matrix-market", "metis"]);

/** The number of vertices that a format leaves out, because it lists edges only and they have none. O(V). */
export function verticesLost({ adjacency }: GraphDataset, format: GraphFormat): number {
  if (!EDGES_ONLY.has(format)) return 0;
  const connected = new Uint8Array(adjacency.vertexCount);
  for (const ends of [adjacency.sources, adjacency.targets]) for (const vertex of ends) connected[vertex] = 1;
  return connected.reduce((lost, mark) => lost - mark, adjacency.vertexCount);
}

function countsFromOne({ vertexNames }: GraphDataset): boolean {
  return vertexNames?.every((name, vertex) => name === `${vertex + 1}`) ?? false;
}

/** What else a data set holds that a format leaves out, in words. Of parquet and arrow, with their table of vertices. */
export function partsLost(dataset: GraphDataset, format: GraphFormat): string[] {
  const matrix = MATRICES.has(format);
  const structureOnly = matrix || EDGES_ONLY.has(format);
  const isTable = format === "parquet" || format === "arrow";
  const attributesHeld = !structureOnly && format !== "npz";
  const { features, labels, splits, vertexAttributes, edgeAttributes, graphAttributes, adjacency } = dataset;
  return [
    dataset.graphs !== undefined
      ? "which graph of the collection each vertex is of, and the graphs' classes"
      : [],
    matrix && !countsFromOne(dataset) ? "vertex names (they are numbered from 1)" : [],
    features !== null && structureOnly ? "features" : [],
    labels !== null && structureOnly ? "labels" : [],
    splits.length > 0 && format !== "npz" ? "splits" : [],
    vertexAttributes !== null && !attributesHeld ? "vertex attributes" : [],
    edgeAttributes !== null && matrix ? "edge attributes" : [],
    Object.keys(graphAttributes).length > 0 && (!attributesHeld || isTable) ? "graph attributes" : [],
    adjacency.types !== null && matrix ? "edge types" : [],
  ].flat();
}
