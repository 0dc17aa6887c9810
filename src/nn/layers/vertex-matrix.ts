import * as tf from "@tensorflow/tfjs-core";
import type { Features } from "../../graph/dataset.js";
import { disposeSparseMatrix, type SparseMatrix, uploadSparseMatrix } from "../ops/sparse-matrix.js";

/** One row for each vertex: a constant matrix (the features), or what a layer made of it. */
export type VertexMatrix =
  | { readonly kind: "sparse"; readonly matrix: SparseMatrix }
  | { readonly kind: "constant"; readonly matrix: tf.Tensor2D }
  | { readonly kind: "hidden"; readonly matrix: tf.Tensor2D };

/** Hands vertex features to the backend, once for a whole training; {@link disposeFeatures} frees them. */
export function uploadFeatures(features: Features): VertexMatrix {
  const { rows, columns } = features;
  if (features.kind === "dense")
    return { kind: "constant", matrix: tf.tensor2d(features.values, [rows, columns]) };
  const offsets = Int32Array.from(features.offsets);
  const indices = Int32Array.from(features.indices);
  const matrix = uploadSparseMatrix({ rows, columns, offsets, indices, values: features.values });
  return { kind: "sparse", matrix };
}

/** Frees what {@link uploadFeatures} took. */
export function disposeFeatures(features: VertexMatrix): void {
  if (features.kind === "sparse") disposeSparseMatrix(features.matrix);
  else features.matrix.dispose();
}
