import { edgeTypeCount } from "../../graph/attributes/edge-type-count.js";
import { selectGraphs } from "../../graph/select-graphs.js";
import { createRandom } from "../../random.js";
import { lossByName } from "../losses/losses.js";
import { disposeBatch, uploadBatch } from "../models/batch.js";
import { modelByName } from "../models/models.js";
import { releaseIdleBuffers } from "../webgpu/idle-buffers.js";
import type { GraphTask } from "./task.js";
import type { TrainSettings } from "./train-options.js";
import { createTrainer } from "./trainer.js";
import type { TrainingSession } from "./training-session.js";

/**
 * Puts the parts of a split, each as one batch of graphs, and fresh parameters on the current backend.
 *
 * The accuracy on the training graphs is that of the training pass, with the dropout and the batch statistics of
 * training. The other parts are evaluated every epoch where the validation accuracy says when to stop, else not at all.
 *
 * @example
 * ```ts
 * import { buildAdjacency } from "seprank/adjacency";
 * import { createGraphTrainer, selectBackend, trainSettings } from "seprank/nn";
 *
 * // Four graphs of one edge each; the features tell the classes.
 * await selectBackend("wasm");
 * const { adjacency } = buildAdjacency({ vertexCount: 8, sources: [0, 2, 4, 6], targets: [1, 3, 5, 7] });
 * const features = { kind: "dense", rows: 8, columns: 1, values: Float32Array.of(0, 0, 1, 1, 0, 0, 1, 1) } as const;
 * const split = { train: Uint32Array.of(0, 1), validation: Uint32Array.of(2), test: Uint32Array.of(3) };
 * const labels = Int32Array.of(0, 1, 0, 1);
 * const task = { adjacency, features, labels, classCount: 2, split, offsets: Uint32Array.of(0, 2, 4, 6, 8) };
 * const settings = trainSettings({ model: "gcn", readout: "mean", hidden: 8 });
 * const session = createGraphTrainer(task, settings);
 * session.observe().trainAccuracy >= 0; // => true
 * session.dispose();
 * ```
 */
export function createGraphTrainer(task: GraphTask, settings: TrainSettings): TrainingSession {
  const { labels, classCount, split, features, adjacency } = task;
  const definition = modelByName(settings.model);
  const loss = lossByName(settings.loss);
  const shape = {
    inputs: features.columns,
    hidden: settings.hidden,
    layers: settings.layers,
    dropout: settings.dropout,
    classes: loss.outputs(classCount),
    readout: settings.readout,
    edgeTypes: edgeTypeCount(adjacency),
  };
  // First, because it may turn the settings down.
  const model = definition.create(shape, createRandom(settings.seed, "weights"));
  const upload = (graphs: Uint32Array) => uploadBatch(selectGraphs(task, graphs), definition, shape);
  const labelsOf = (graphs: Uint32Array) => Int32Array.from(graphs, (g) => labels[g]);
  const batch = upload(split.train);
  const trainLabels = labelsOf(split.train);
  const rows = Uint32Array.from(split.train, (_, k) => k);
  const uploaded = loss.upload({ labels: trainLabels, classCount, rows });
  const trainer = createTrainer(model, batch, uploaded, settings);

  const rightShare = (outputs: Float32Array, own: Int32Array) => {
    const predicted = loss.classify(outputs, classCount);
    return predicted.reduce((right, c, k) => right + (c === own[k] ? 1 : 0), 0) / own.length;
  };
  const watched =
    settings.monitor === "train"
      ? null
      : ([split.validation, split.test] as const).map((graphs) => ({
          batch: upload(graphs),
          labels: labelsOf(graphs),
        }));

  return {
    trainer,
    observe() {
      const [validationAccuracy, testAccuracy] = watched?.map((part) =>
        rightShare(trainer.evaluate(part.batch), part.labels),
      ) ?? [null, null];
      const { loss: value, outputs } = trainer.pass();
      return {
        loss: value,
        trainAccuracy: rightShare(outputs, trainLabels),
        validationAccuracy,
        testAccuracy,
      };
    },
    outputs(weights) {
      const all = uploadBatch(task, definition, shape);
      const outputs = trainer.evaluate(all, weights);
      disposeBatch(all);
      return outputs;
    },
    describe: () => ({ model: settings.model, loss: settings.loss, shape }),
    dispose() {
      trainer.dispose();
      for (const part of watched ?? []) disposeBatch(part.batch);
      disposeBatch(batch);
      uploaded.dispose();
      releaseIdleBuffers();
    },
  };
}
