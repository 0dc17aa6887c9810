import type { SparseFeatures } from "../../src/graph/dataset.js";

/** Vertices of a graph without features can be told apart up to so many: weights grow with them. */
export const MOST_IDENTITY = 5000;

/** The identity matrix: vertex t has feature t alone. */
export function identityFeatures(vertexCount: number): SparseFeatures {
  return {
    kind: "sparse",
    rows: vertexCount,
    columns: vertexCount,
    offsets: Uint32Array.from({ length: vertexCount + 1 }, (_, t) => t),
    indices: Uint32Array.from({ length: vertexCount }, (_, t) => t),
    values: new Float32Array(vertexCount).fill(1),
  };
}
