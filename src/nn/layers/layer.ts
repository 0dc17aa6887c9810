import * as tf from "@tensorflow/tfjs-core";
import type { Random } from "../../random.js";
import type { SparseMatrix } from "../ops/sparse-matrix.js";
import type { VertexMatrix } from "./vertex-matrix.js";

/**
 * A layer, or a whole model: parameters as they are before training, and a pure function of parameters, graph, vertex
 * rows and pass.
 */
export interface Layer {
  readonly parameters: readonly tf.Tensor[];
  /** what it keeps of the batches it has been trained on, as it is before the first; default nothing */
  readonly statistics?: readonly tf.Tensor[];
  /**
   * @param parameters shaped as the layer's own
   * @param aggregationMatrix [V, V], or [V, V R] with R channels, the matrix by which the model's vertices aggregate the messages of their neighbours
   * @param input [V, inputs]
   * @returns [V, outputs], of a readout [G, outputs]
   */
  readonly apply: (
    parameters: readonly tf.Tensor[],
    aggregationMatrix: SparseMatrix,
    input: VertexMatrix,
    pass: ForwardPass,
  ) => tf.Tensor2D;
}

/** What a layer needs beside parameters, graph and rows: whether it trains, and the statistics it keeps. */
export interface ForwardPass {
  /** the layer's running statistics as they stand, shaped as its own */
  readonly statistics: readonly tf.Tensor[];
  /** [G, V] which vertices each graph of a batch has, for the readout; none where vertices are classified */
  readonly graphs?: SparseMatrix | undefined;
  /** in evaluation there is none: nothing is dropped, and running statistics stand for those of the batch */
  readonly training?: TrainingPass | undefined;
}

/** What only training needs. */
export interface TrainingPass {
  /** the source of each dropout's seed */
  readonly dropoutSeeds: Random;
  /** takes a layer's running statistics after this pass; called layer by layer in their order. What it wants to have
   * later it keeps (`tf.keep`), and disposes of. */
  readonly onStatistics: (statistics: readonly tf.Tensor[]) => void;
}

/** The evaluation of a model that keeps no statistics. */
export const EVALUATION: ForwardPass = Object.freeze({ statistics: Object.freeze([]) });

/**
 * Layers one after the other, as one layer. Its parameters and statistics are theirs, in their order.
 *
 * @param layers at least one
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { buildAdjacency } from "seprank/adjacency";
 * import {
  type Float32Csr,
  type Layer,
  gcnLayer,
  linearLayer,
  normalizedAdjacency,
  selectBackend,
  sequence,
  uploadFeatures,
  uploadSparseMatrix,
} from "seprank/nn";
 *
 * await selectBackend("wasm");
 * // A path of three vertices.
 * const { adjacency } = buildAdjacency({ vertexCount: 3, sources: [0, 1], targets: [1, 2] });
 * const features = uploadFeatures({ kind: "dense", rows: 3, columns: 2, values: Float32Array.of(1, 2, 3, 4, 5, 6) });
 * const apply = ({ parameters, statistics = [], ...layer }: Layer, matrix: Float32Csr) =>
 *   layer.apply(parameters, uploadSparseMatrix(matrix), features, { statistics });
 * const layers = [gcnLayer(2, 4, createRandom(0)), linearLayer(4, 3, createRandom(1))];
 * apply(sequence(layers), normalizedAdjacency(adjacency)).shape; // => [3, 3]
 * ```
 */
export function sequence(layers: readonly Layer[]): Layer {
  return {
    parameters: layers.flatMap(({ parameters }) => parameters),
    statistics: layers.flatMap(({ statistics = [] }) => statistics),
    apply(parameters, aggregationMatrix, input, pass) {
      const nextParameters = takeFrom(parameters);
      const nextStatistics = takeFrom(pass.statistics);
      let rows = input;
      for (const layer of layers) {
        const own = nextParameters(layer.parameters.length);
        const statistics = nextStatistics(layer.statistics?.length ?? 0);
        rows = { kind: "hidden", matrix: layer.apply(own, aggregationMatrix, rows, { ...pass, statistics }) };
      }
      return (rows as Extract<VertexMatrix, { kind: "hidden" }>).matrix;
    },
  };
}

/** Hands out a list piece by piece. */
function takeFrom(list: readonly tf.Tensor[]): (count: number) => readonly tf.Tensor[] {
  let used = 0;
  return (count) => {
    used += count;
    return list.slice(used - count, used);
  };
}

/**
 * A layer with a way around it: Y = X + body(X).
 *
 * @param body a layer [V, width] -> [V, width]
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { buildAdjacency } from "seprank/adjacency";
 * import {
  type Float32Csr,
  type Layer,
  linearLayer,
  neighborMatrix,
  residual,
  selectBackend,
  uploadFeatures,
  uploadSparseMatrix,
} from "seprank/nn";
 *
 * await selectBackend("wasm");
 * // A path of three vertices.
 * const { adjacency } = buildAdjacency({ vertexCount: 3, sources: [0, 1], targets: [1, 2] });
 * const features = uploadFeatures({ kind: "dense", rows: 3, columns: 2, values: Float32Array.of(1, 2, 3, 4, 5, 6) });
 * const apply = ({ parameters, statistics = [], ...layer }: Layer, matrix: Float32Csr) =>
 *   layer.apply(parameters, uploadSparseMatrix(matrix), features, { statistics });
 * apply(residual(linearLayer(2, 2, createRandom(0))), neighborMatrix(adjacency)).shape; // => [3, 2]
 * ```
 */
export function residual(body: Layer): Layer {
  return {
    ...body,
    apply: (parameters, aggregationMatrix, input, pass) =>
      tf.add(input.matrix as tf.Tensor2D, body.apply(parameters, aggregationMatrix, input, pass)),
  };
}
