import type { GraphDataset } from "../../dataset.js";
import { encodeLines } from "./encode-lines.js";

/**
 * Writes a graph as a sparse matrix in Matrix Market's coordinate format: `symmetric` (its lower triangle, as the format asks) where
 * the graph is undirected, `general` where it is directed; `real` where it has weights, else `pattern`.
 *
 * Vertex names, features, labels and attributes are not written. Complexity: O(E).
 */
export function writeMatrixMarket({ adjacency }: GraphDataset): Uint8Array {
  const { directed, vertexCount, edgeCount, sources, targets, weights } = adjacency;
  const lines = [
    `%%MatrixMarket matrix coordinate ${weights === null ? "pattern" : "real"} ${directed ? "general" : "symmetric"}`,
    `${vertexCount} ${vertexCount} ${edgeCount}`,
  ];
  for (let e = 0; e < edgeCount; e++) {
    const [row, column] =
      directed || sources[e] > targets[e] ? [sources[e], targets[e]] : [targets[e], sources[e]];
    lines.push(`${row + 1} ${column + 1}${weights === null ? "" : ` ${weights[e]}`}`);
  }
  return encodeLines(lines);
}
