import { sha256Hex } from "../../src/files.js";
import type { GraphDataset } from "../../src/graph/dataset.js";

/**
 * SHA-256 of what an embedded data set holds, in hexadecimal digits: for records, as a file's hash is for a file.
 *
 * Hashed are one line of JSON (direction, vertex count, number of entries of each array) and then the arrays' bytes as they lie
 * in memory (little-endian on every machine but s390x): the edges' sources and targets, the features' offsets, indices and values, and the labels; what is missing counts as empty.
 * The name and the attributes don't count.
 *
 * Complexity: O(V + E + stored feature values).
 */
export function datasetDigest({ adjacency, features, labels }: GraphDataset): string {
  const sparse = features?.kind === "sparse" ? features : null;
  const arrays = [
    adjacency.sources,
    adjacency.targets,
    sparse?.offsets,
    sparse?.indices,
    features?.values,
    labels,
  ].map((array) => array ?? new Uint8Array());
  const header = JSON.stringify({
    directed: adjacency.directed,
    vertices: adjacency.vertexCount,
    lengths: arrays.map((array) => array.length),
  });
  return sha256Hex(Buffer.concat([Buffer.from(`${header}\n`), ...arrays.map(bytesOf)]));
}

function bytesOf(array: Uint8Array | Uint32Array | Int32Array | Float32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
