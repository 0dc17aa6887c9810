import * as tf from "@tensorflow/tfjs-core";
import { InputError } from "../../errors.js";
import type { Features } from "../../graph/dataset.js";
import { matMul } from "../ops/mat-mul.js";
import { disposeSparseMatrix, type SparseMatrix, uploadSparseMatrix } from "../ops/sparse-matrix.js";
import { spmm } from "../ops/spmm.js";

/** One row for each vertex: a constant matrix (the features), or what a layer made of it. */
export type VertexMatrix =
  | { readonly kind: "sparse"; readonly matrix: SparseMatrix }
  | { readonly kind: "constant"; readonly matrix: tf.Tensor2D }
  | { readonly kind: "hidden"; readonly matrix: tf.Tensor2D };

/**
 * Hands vertex features to the backend, once for a whole training; {@link disposeFeatures} frees them.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { selectBackend, uploadFeatures } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * uploadFeatures({ kind: "dense", rows: 1, columns: 2, values: Float32Array.of(1, 2) }).kind; // => "constant"
 * ```
 */
export function uploadFeatures(features: Features): VertexMatrix {
  const { rows, columns } = features;
  if (features.kind === "dense")
    return { kind: "constant", matrix: tf.tensor2d(features.values, [rows, columns]) };
  const offsets = Int32Array.from(features.offsets);
  const indices = Int32Array.from(features.indices);
  const matrix = uploadSparseMatrix({ rows, columns, offsets, indices, values: features.values });
  return { kind: "sparse", matrix };
}

/**
 * Frees what {@link uploadFeatures} took.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { disposeFeatures, selectBackend, uploadFeatures } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * const before = tf.memory().numTensors;
 * disposeFeatures(uploadFeatures({ kind: "dense", rows: 1, columns: 2, values: Float32Array.of(1, 2) }));
 * tf.memory().numTensors === before; // => true
 * ```
 */
export function disposeFeatures(features: VertexMatrix): void {
  if (features.kind === "sparse") disposeSparseMatrix(features.matrix);
  else features.matrix.dispose();
}

/** @throws InputError where there is not one row of finite numbers for each vertex */
export function checkFeatures(features: Features, vertexCount: number): void {
  if (features.rows !== vertexCount)
    throw new InputError(`features: expected ${vertexCount} rows, one for each vertex, got ${features.rows}`);
  if (features.columns < 1) throw new InputError("features: expected at least one column, got none");
  const bad = features.values.findIndex((value) => !Number.isFinite(value));
  if (bad !== -1)
    throw new InputError(
      `features: expected finite numbers, got ${features.values[bad]} in the row of vertex ${rowOf(features, bad)}`,
    );
}

function rowOf(features: Features, entry: number): number {
  if (features.kind === "dense") return Math.floor(entry / features.columns);
  return features.offsets.findIndex((offset) => offset > entry) - 1;
}

/**
 * Product of vertex rows and weights, differentiable in the weights and, where the rows are not constant, in those.
 *
 * @param input X [V, inputs]
 * @param weights W [inputs, outputs]
 * @returns X W [V, outputs]
 *
 * Complexity: O(nonzeros of X * outputs).
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { project, selectBackend, uploadFeatures } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * const features = uploadFeatures({ kind: "dense", rows: 1, columns: 2, values: Float32Array.of(1, 2) });
 * [...project(features, tf.tensor2d([[10], [1]])).dataSync()]; // => [12]
 * ```
 */
export function project(input: VertexMatrix, weights: tf.Tensor2D): tf.Tensor2D {
  if (input.kind === "sparse") return spmm(input.matrix, weights);
  return matMul(input.matrix, weights, input.kind === "constant");
}
