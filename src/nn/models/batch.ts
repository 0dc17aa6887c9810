import type { Adjacency } from "../../graph/adjacency.js";
import type { Features } from "../../graph/dataset.js";
import { graphMatrix } from "../layers/readout-layer.js";
import { disposeFeatures, uploadFeatures, type VertexMatrix } from "../layers/vertex-matrix.js";
import { disposeSparseMatrix, type SparseMatrix, uploadSparseMatrix } from "../ops/sparse-matrix.js";
import type { ModelDefinition, ModelShape } from "./model.js";

/** What a model is applied to, on the backend: one graph, or several side by side. */
export interface Batch {
  /** [V, V], or [V, V R] with R channels */
  readonly aggregationMatrix: SparseMatrix;
  /** [V, F] */
  readonly features: VertexMatrix;
  /** [G, V] of several graphs */
  readonly graphs?: SparseMatrix | undefined;
}

/** The same before it is on a backend. */
export interface BatchInput {
  readonly adjacency: Adjacency;
  /** V rows */
  readonly features: Features;
  /** [G + 1] of several graphs: graph g has the vertices offsets[g] .. offsets[g + 1] - 1 */
  readonly offsets?: Uint32Array | undefined;
}

/** Hands graph and features to the backend as a model wants them; {@link disposeBatch} frees them. */
export function uploadBatch(
  { adjacency, features, offsets }: BatchInput,
  definition: ModelDefinition,
  { readout, edgeTypes }: ModelShape,
): Batch {
  return {
    aggregationMatrix: uploadSparseMatrix(
      definition.aggregationMatrix(adjacency, edgeTypes),
      definition.symmetric,
    ),
    features: uploadFeatures(features),
    graphs:
      readout === undefined || offsets === undefined
        ? undefined
        : uploadSparseMatrix(graphMatrix(offsets, readout)),
  };
}

/** Frees what {@link uploadBatch} took. */
export function disposeBatch({ aggregationMatrix, features, graphs }: Batch): void {
  disposeSparseMatrix(aggregationMatrix);
  disposeFeatures(features);
  if (graphs !== undefined) disposeSparseMatrix(graphs);
}
