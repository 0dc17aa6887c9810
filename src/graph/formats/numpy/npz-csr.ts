import { buildAdjacency } from "../../adjacency.js";
import { checkFeatureRows, featuresFromCsr } from "../../attributes/features.js";
import { labelsFromNumbers } from "../../attributes/labels.js";
import { listedNames } from "../../attributes/vertex-names.js";
import { edgesOfCsr } from "../../csr.js";
import type { GraphDataset } from "../../dataset.js";
import type { Npz } from "./npz.js";
import { csrOf, type NpzReadOptions, numbersOf, textsOf } from "./npz-arrays.js";
import { scipyMatrix } from "./scipy-matrix.js";

/**
 * A graph as plain CSR arrays: `adj_*` and `attr_*` (gnn-benchmark), `adj_matrix.*` and `attr_matrix.*` (PPNP's Cora-ML),
 * or one matrix alone (`scipy.sparse.save_npz`, in any of its formats); with `labels`, `node_names`, `class_names` where they are.
 *
 * @throws FormatError where the arrays do not fit together
 */
export function readCsrLayout(npz: Npz, { name, directed = false }: NpzReadOptions): GraphDataset {
  const adjacencyPrefix = ["adj_", "adj_matrix."].find((prefix) => npz.keys.has(`${prefix}indptr`)) ?? "";
  const { vertexCount, ...pairs } = edgesOfCsr(
    adjacencyPrefix === "" ? scipyMatrix(npz) : csrOf(npz, adjacencyPrefix),
  );
  const { adjacency, dropped } = buildAdjacency({ vertexCount, ...pairs, directed });
  const featurePrefix = ["attr_", "attr_matrix."].find((prefix) => npz.keys.has(`${prefix}indptr`));
  const features = featurePrefix === undefined ? null : featuresFromCsr(csrOf(npz, featurePrefix));
  const labels = npz.keys.has("labels")
    ? labelsFromNumbers(numbersOf(npz, "labels", 1).values, vertexCount, textsOf(npz, "class_names"))
    : { labels: null, classNames: null };
  const names = textsOf(npz, "node_names", vertexCount);
  return {
    name,
    adjacency,
    vertexNames: listedNames(names),
    vertexAttributes: null,
    edgeAttributes: null,
    graphAttributes: {},
    features: checkFeatureRows(features, vertexCount),
    ...labels,
    splits: [],
    dropped,
  };
}
