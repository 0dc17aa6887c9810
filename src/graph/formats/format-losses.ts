import type { GraphDataset } from "../dataset.js";
import type { GraphFormat } from "./format-names.js";

/** Formats that list edges, so that a vertex without one has no place. */
const EDGES_ONLY: ReadonlySet<GraphFormat> = new Set(["edge-list", "csv", "tsv", "arrow"]);

/** The number of vertices that a format leaves out, because it lists edges only and they have none. O(V). */
export function verticesLost({ adjacency }: GraphDataset, format: GraphFormat): number {
  if (!EDGES_ONLY.has(format)) return 0;
  const connected = new Uint8Array(adjacency.vertexCount);
  for (const ends of [adjacency.sources, adjacency.targets]) for (const vertex of ends) connected[vertex] = 1;
  return connected.reduce((lost, mark) => lost - mark, adjacency.vertexCount);
}

/** What else a data set holds that a format leaves out, in words. */
export function partsLost(dataset: GraphDataset, format: GraphFormat): string[] {
  const edgesOnly = EDGES_ONLY.has(format);
  const { features, labels, splits, vertexAttributes, edgeAttributes, graphAttributes, adjacency } = dataset;
  const hasAttributes =
    vertexAttributes !== null || edgeAttributes !== null || Object.keys(graphAttributes).length > 0;
  return [
    features !== null && edgesOnly ? "features" : [],
    labels !== null && edgesOnly ? "labels" : [],
    splits.length > 0 && format !== "npz" ? "splits" : [],
    hasAttributes && (edgesOnly || format === "npz") ? "attributes" : [],
    adjacency.types !== null && edgesOnly ? "edge types" : [],
  ].flat();
}
