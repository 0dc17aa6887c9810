import * as tf from "@tensorflow/tfjs-core";
import { InputError } from "../../errors.js";
import { edgeTypeCount } from "../../graph/attributes/edge-type-count.js";
import { createRandom } from "../../random.js";
import { type TensorValues, uploadTensors } from "../backend/tensor-values.js";
import { checkFeatures } from "../layers/vertex-matrix.js";
import type { LossName } from "../losses/loss-names.js";
import { lossByName } from "../losses/losses.js";
import { type BatchInput, disposeBatch, uploadBatch } from "./batch.js";
import type { ModelShape } from "./model.js";
import { modelByName } from "./models.js";

/** A model with its weights, away from any backend. */
export interface TrainedModel {
  /** one of {@link MODEL_NAMES} */
  readonly model: string;
  /** what its outputs mean */
  readonly loss: LossName;
  /** with a readout it classifies graphs, without one vertices; `classes` are the columns of its outputs */
  readonly shape: ModelShape;
  /** C */
  readonly classCount: number;
  /** in the order of the model's layers */
  readonly parameters: readonly TensorValues[];
  /** running statistics, in the order of the model's layers */
  readonly statistics: readonly TensorValues[];
}

/** What a model says of every vertex, or of every graph. */
export interface Classified {
  /** [rows] */
  readonly predictions: Int32Array;
  /** [rows * C], see {@link TrainResult} */
  readonly scores: Float32Array;
}

/**
 * Applies a trained model to a graph, or to a batch of graphs where it classifies graphs, on the current backend.
 *
 * @throws InputError where the graph or the weights do not fit the model: which, what was expected, what came
 *
 * @example
 * ```ts
 * import { generateCitations } from "seprank";
 * import { applyModel, classificationGraph, trainVertexClassifier } from "seprank/nn";
 * import { trialSplit } from "seprank/results";
 *
 * const { adjacency, features, labels, classCount } = classificationGraph(generateCitations());
 * const split = trialSplit({ labels, splits: [] }, 0);
 * const task = { adjacency, features, labels, classCount, split };
 * const result = await trainVertexClassifier(task, { model: "gcn", hidden: 8, epochs: 3, backend: "wasm" });
 * applyModel(result.trained, task).predictions.length === task.adjacency.vertexCount; // => true
 * ```
 */
export function applyModel(trained: TrainedModel, input: BatchInput): Classified {
  const { model: name, shape, classCount } = trained;
  checkInput(trained, input);
  const definition = modelByName(name);
  const loss = lossByName(trained.loss);
  const model = definition.create(shape, createRandom(0));
  const fresh = [...model.parameters, ...(model.statistics ?? [])];
  const uploaded: tf.Tensor[] = [];
  const upload = (list: string, values: TrainedModel["parameters"], like: readonly tf.Tensor[]) => {
    const tensors = uploadTensors(list, values, like);
    uploaded.push(...tensors);
    return tensors;
  };
  try {
    const parameters = upload("parameters", trained.parameters, model.parameters);
    const statistics = upload("statistics", trained.statistics, model.statistics ?? []);
    const batch = uploadBatch(input, definition, shape);
    const { aggregationMatrix, features, graphs } = batch;
    const outputs = tf.tidy(() =>
      model.apply(parameters, aggregationMatrix, features, { statistics, graphs }),
    );
    const values = outputs.dataSync() as Float32Array;
    outputs.dispose();
    disposeBatch(batch);
    const odd = values.findIndex((value) => !Number.isFinite(value));
    if (odd >= 0)
      throw new InputError(
        `model: expected finite outputs, got ${values[odd]} in row ${Math.floor(odd / shape.classes)}; its weights or the features are too large, or no numbers`,
      );
    return { predictions: loss.classify(values, classCount), scores: loss.scores(values, classCount) };
  } finally {
    tf.dispose([...fresh, ...uploaded]);
  }
}

function checkInput({ model, shape, loss, classCount }: TrainedModel, input: BatchInput): void {
  const { adjacency, features, offsets } = input;
  if (lossByName(loss).outputs(classCount) !== shape.classes)
    throw new InputError(
      `model: expected ${lossByName(loss).outputs(classCount)} outputs for ${classCount} classes and loss ${loss}, got ${shape.classes}`,
    );
  if (shape.readout !== undefined && offsets === undefined)
    throw new InputError("model: it classifies graphs; expected a collection of graphs, got a single one");
  if (features.columns !== shape.inputs)
    throw new InputError(
      `features: expected ${shape.inputs} columns, as the model was trained with, got ${features.columns}`,
    );
  checkFeatures(features, adjacency.vertexCount);
  if (adjacency.directed && !modelByName(model).directed)
    throw new InputError("graph: expected an undirected graph for this model, got a directed one");
  const types = edgeTypeCount(adjacency);
  if (types > (shape.edgeTypes ?? 1) && modelByName(model).directed)
    throw new InputError(
      `edge types: expected at most ${shape.edgeTypes ?? 1}, as the model was trained with, got ${types}`,
    );
}
