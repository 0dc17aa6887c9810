import * as tf from "@tensorflow/tfjs-core";
import { edgeTypeCount } from "../../graph/attributes/edge-type-count.js";
import { createRandom } from "../../random.js";
import { lossByName } from "../losses/losses.js";
import { accuracy } from "../metrics/classification-metrics.js";
import { disposeBatch, uploadBatch } from "../models/batch.js";
import { modelByName } from "../models/models.js";
import { releaseIdleBuffers } from "../webgpu/idle-buffers.js";
import { maskEdges } from "./mask-edges.js";
import type { VertexTask } from "./task.js";
import type { TrainSettings } from "./train-options.js";
import { createTrainer } from "./trainer.js";
import type { TrainingSession } from "./training-session.js";

/** A model in training on one graph: everything it needs is on the backend. */
export interface VertexTrainer extends TrainingSession {
  /** One full-batch step. What it returns is of the parameters before their update. */
  readonly step: () => TrainingStep;
}

/** What a step saw before it changed the parameters. */
export interface TrainingStep {
  /** mean over the training vertices, in training mode: with dropout and the batch's own statistics */
  readonly loss: number;
  /** [V, outputs] in evaluation mode: without dropout, with the running statistics */
  readonly logits: Float32Array;
}

/**
 * Puts graph, features and fresh parameters on the current backend. Same seed, same backend: the same bits at every
 * step.
 *
 * @param edgeMask trains one number an edge beside the weights, as its first parameter (see {@link maskEdges}), with `l1` times
 *   the sum of their absolute values added to the loss; default none
 *
 * @example
 * ```ts
 * import { generateCitations } from "seprank";
 * import { classificationGraph, createVertexTrainer, selectBackend, trainSettings } from "seprank/nn";
 * import { trialSplit } from "seprank/results";
 *
 * const { adjacency, features, labels, classCount } = classificationGraph(generateCitations());
 * const split = trialSplit({ labels, splits: [] }, 0);
 * await selectBackend("wasm");
 * const settings = trainSettings({ model: "gcn", hidden: 8 });
 * const trainer = createVertexTrainer({ adjacency, features, labels, classCount, split }, settings);
 * trainer.step().logits.length === adjacency.vertexCount * classCount; // => true
 * trainer.dispose();
 * ```
 */
export function createVertexTrainer(
  task: VertexTask,
  settings: TrainSettings,
  edgeMask?: { readonly l1: number },
): VertexTrainer {
  const { labels, classCount, split, features, adjacency } = task;
  const definition = modelByName(settings.model);
  const loss = lossByName(settings.loss);
  // First, because both may turn the settings down.
  const shape = {
    inputs: features.columns,
    hidden: settings.hidden,
    layers: settings.layers,
    dropout: settings.dropout,
    classes: loss.outputs(classCount),
    edgeTypes: edgeTypeCount(adjacency),
  };
  const created = definition.create(shape, createRandom(settings.seed, "weights"));
  const model = edgeMask === undefined ? created : maskEdges(settings.model, created, adjacency);
  const batch = uploadBatch({ adjacency, features }, definition, shape);
  const uploaded = loss.upload({ labels, classCount, rows: split.train });
  const penalty =
    edgeMask === undefined
      ? undefined
      : ([mask]: readonly tf.Tensor[]) => tf.mul<tf.Scalar>(tf.sum(tf.abs(mask)), edgeMask.l1);
  const trainer = createTrainer(model, batch, uploaded, { ...settings, penalty });

  const see = (): TrainingStep => {
    // Where training and evaluation compute the same, one pass serves both.
    const evaluated = trainer.alike ? undefined : trainer.evaluate(batch);
    const seen = trainer.pass();
    return { loss: seen.loss, logits: evaluated ?? seen.outputs };
  };

  return {
    trainer,
    step() {
      const seen = see();
      trainer.update();
      return seen;
    },
    observe() {
      const seen = see();
      const predicted = loss.classify(seen.logits, classCount);
      return {
        loss: seen.loss,
        trainAccuracy: accuracy(predicted, labels, split.train),
        validationAccuracy: accuracy(predicted, labels, split.validation),
        testAccuracy: accuracy(predicted, labels, split.test),
      };
    },
    outputs: (weights) => trainer.evaluate(batch, weights),
    describe: () => ({ model: settings.model, loss: settings.loss, shape }),
    dispose() {
      trainer.dispose();
      disposeBatch(batch);
      uploaded.dispose();
      releaseIdleBuffers();
    },
  };
}
