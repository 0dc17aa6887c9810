import * as tf from "@tensorflow/tfjs";
import { createRandom } from "../random.js";
import { adamStep, createAdam, disposeAdam } from "./adam.js";
import { disposeFeatures, uploadFeatures } from "./features.js";
import { modelByName } from "./models.js";
import { softmaxCrossEntropy } from "./softmax-cross-entropy.js";
import { disposeSparseMatrix, uploadSparseMatrix } from "./sparse-matrix.js";
import type { TrainSettings } from "./train-options.js";
import type { VertexTask } from "./vertex-task.js";

/** A model in training on one graph: everything it needs is on the backend. */
export interface VertexTrainer {
  /** One full-batch step. What it returns is of the parameters before their update. */
  readonly step: () => TrainingStep;
  /** Frees everything. */
  readonly dispose: () => void;
}

/** What a step saw before it changed the parameters. */
export interface TrainingStep {
  /** mean cross-entropy over the training vertices, in training mode: with dropout and the batch's own statistics */
  readonly loss: number;
  /** [V, C] in evaluation mode: without dropout, with the running statistics */
  readonly logits: Float32Array;
}

/**
 * Puts graph, features and fresh parameters on the current backend. Same seed, same backend: the same bits at every
 * step.
 */
export function createVertexTrainer(task: VertexTask, settings: TrainSettings): VertexTrainer {
  const { seed, hidden, layers, dropout } = settings;
  const definition = modelByName(settings.model);
  // First, because it may turn the settings down.
  const shape = { inputs: task.features.columns, hidden, layers, dropout, classes: task.classCount };
  const model = definition.create(shape, createRandom(seed, "weights"));
  const propagation = uploadSparseMatrix(definition.propagation(task.adjacency), definition.symmetric);
  const features = uploadFeatures(task.features);
  const labels = tf.tensor1d(task.labels, "int32");
  const vertices = tf.tensor1d(Int32Array.from(task.split.train), "int32");
  const dropoutSeeds = createRandom(seed, "dropout");
  // Where training and evaluation compute the same, one pass serves both.
  const alike = dropout === 0 && (model.statistics ?? []).length === 0;
  let state = createAdam(model.parameters);
  let statistics = (model.statistics ?? []).map((tensor) => tf.keep(tensor));

  const evaluate = () => tf.tidy(() => model.apply(state.parameters, propagation, features, { statistics }));

  const step = () => {
    const evaluated = alike ? undefined : evaluate();
    const next: tf.Tensor[] = [];
    const onStatistics = (tensors: readonly tf.Tensor[]) => {
      for (const tensor of tensors) next.push(tf.keep(tensor));
    };
    const pass = { statistics, training: { dropoutSeeds, onStatistics } };
    // The logits are kept from the tape that the gradients are read from, which frees what it has seen.
    let trained: tf.Tensor2D | undefined;
    const loss = (...parameters: tf.Tensor[]) => {
      trained = tf.keep(model.apply(parameters, propagation, features, pass));
      return softmaxCrossEntropy(trained, labels, vertices);
    };
    const { value, grads } = tf.valueAndGrads(loss)([...state.parameters]);
    const logits = (evaluated ?? trained) as tf.Tensor2D;
    const seen = { loss: value.dataSync()[0], logits: logits.dataSync() as Float32Array };
    state = adamStep(state, grads, settings);
    tf.dispose([value, grads, trained as tf.Tensor, ...(evaluated ? [evaluated] : []), ...statistics]);
    statistics = next;
    return seen;
  };

  return {
    step,
    dispose() {
      disposeAdam(state);
      disposeSparseMatrix(propagation);
      disposeFeatures(features);
      tf.dispose([labels, vertices, ...statistics]);
    },
  };
}
