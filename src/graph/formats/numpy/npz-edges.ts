import { FormatError } from "../../../errors.js";
import { buildAdjacency } from "../../adjacency.js";
import { featuresFromDense } from "../../attributes/features.js";
import { labelsFromNumbers } from "../../attributes/labels.js";
import type { GraphDataset } from "../../dataset.js";
import { takeGraph } from "../../read-budget.js";
import type { Npz } from "./npz.js";
import { type NpzReadOptions, numbersOf, splitsOf } from "./npz-arrays.js";

/**
 * A graph as heterophilous-graphs keeps it: `edges` [E, 2], `node_features` [V, F], `node_labels` [V], and ten splits as
 * `train_masks`, `val_masks`, `test_masks` [10, V].
 *
 * @throws FormatError where the arrays do not fit together
 */
export function readEdgesLayout(npz: Npz, { name, directed = false }: NpzReadOptions): GraphDataset {
  const edges = numbersOf(npz, "edges", 2);
  if (edges.shape[1] !== 2)
    throw new FormatError(`npz array edges: expected shape (E, 2), got (${edges.shape.join(", ")})`);
  const matrix = numbersOf(npz, "node_features", 2);
  const [vertexCount, columns] = matrix.shape;
  takeGraph(vertexCount, edges.shape[0]);
  const ends = [0, 1].map((side) => columnOf(edges.values, side, vertexCount));
  const { adjacency, dropped } = buildAdjacency({
    vertexCount,
    sources: ends[0],
    targets: ends[1],
    directed,
  });
  const labels = npz.keys.has("node_labels")
    ? labelsFromNumbers(numbersOf(npz, "node_labels", 1).values, vertexCount)
    : { labels: null, classNames: null };
  return {
    name,
    adjacency,
    vertexNames: null,
    vertexAttributes: null,
    edgeAttributes: null,
    graphAttributes: {},
    features: featuresFromDense(matrix.values, vertexCount, columns),
    ...labels,
    splits: splitsOf(npz, vertexCount),
    dropped,
  };
}

function columnOf(edges: ArrayLike<number>, side: number, vertexCount: number): Uint32Array {
  const column = new Uint32Array(edges.length / 2);
  for (let e = 0; e < column.length; e++) {
    const vertex = edges[2 * e + side];
    if (!(vertex >= 0 && vertex < vertexCount && Number.isInteger(vertex)))
      throw new FormatError(`edges row ${e}: expected vertices from 0 to ${vertexCount - 1}, got ${vertex}`);
    column[e] = vertex;
  }
  return column;
}
