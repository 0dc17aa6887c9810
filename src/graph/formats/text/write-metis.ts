import { InputError } from "../../../errors.js";
import type { GraphDataset } from "../../dataset.js";
import { encodeLines } from "./encode-lines.js";

/**
 * Writes a METIS graph file; edge weights, which METIS wants as positive integers, are written where the graph has them.
 *
 * Vertex names, features, labels and attributes are not written. Complexity: O(V + E).
 *
 * @throws InputError where the graph is directed or multi-relational, or a weight is no positive integer
 */
export function writeMetis({ adjacency }: GraphDataset): Uint8Array {
  const { directed, vertexCount, edgeCount, offsets, neighbors, edges, weights, types } = adjacency;
  if (directed || types !== null)
    throw new InputError(
      `metis: holds simple undirected graphs only, this one ${directed ? "is directed" : "has edge types"}; write npz or json`,
    );
  weights?.forEach((weight, e) => {
    if (!(Number.isSafeInteger(weight) && weight > 0))
      throw new InputError(
        `metis: expected positive integers as weights, edge ${e} has ${weight}; write npz or csv`,
      );
  });
  const lines = [`${vertexCount} ${edgeCount}${weights === null ? "" : " 001"}`];
  for (let t = 0; t < vertexCount; t++) {
    const fields: number[] = [];
    for (let k = offsets[t]; k < offsets[t + 1]; k++) {
      fields.push(neighbors[k] + 1);
      if (weights !== null) fields.push(weights[edges[k]]);
    }
    lines.push(fields.join(" "));
  }
  return encodeLines(lines);
}
