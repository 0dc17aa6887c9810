import type { GraphDataset } from "./dataset.js";

/** What a file that holds nothing but a graph's structure gives. */
type Structure = Pick<GraphDataset, "name" | "adjacency" | "dropped"> & Partial<GraphDataset>;

/** A data set of vertices and edges, without features, labels, splits and attributes other than those given. */
export function bareDataset(structure: Structure): GraphDataset {
  return {
    vertexNames: null,
    vertexAttributes: null,
    edgeAttributes: null,
    graphAttributes: {},
    features: null,
    labels: null,
    classNames: null,
    splits: [],
    ...structure,
  };
}
