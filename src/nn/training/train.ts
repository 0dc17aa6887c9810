import { InterruptedError } from "../../errors.js";
import { selectBackend } from "../backend/backend.js";
import { createPause } from "../backend/event-loop.js";
import { readTensors, uploadTensors } from "../backend/tensor-values.js";
import { lossByName } from "../losses/losses.js";
import { accuracy } from "../metrics/classification-metrics.js";
import { modelByName } from "../models/models.js";
import type { TrainedModel } from "../models/trained-model.js";
import { observeEpoch, STOPPING_START } from "./early-stopping.js";
import { createGraphTrainer } from "./graph-trainer.js";
import { checkGraphTask, checkVertexTask, type GraphTask, type VertexTask } from "./task.js";
import { type TrainOptions, type TrainSettings, trainSettings } from "./train-options.js";
import { disposeWeights, type Weights } from "./trainer.js";
import type { EpochRecord, TrainingSession } from "./training-session.js";
import { createVertexTrainer } from "./vertex-trainer.js";

/** How a training ended. Accuracies, predictions and scores are those of the best epoch's model, in evaluation mode. */
export interface TrainResult {
  readonly testAccuracy: number;
  readonly validationAccuracy: number;
  readonly trainAccuracy: number;
  /** first epoch (from 1) with the highest accuracy on the part that is watched */
  readonly bestEpoch: number;
  /** number of epochs run */
  readonly epochs: number;
  /** whether patience ran out, or the epochs did */
  readonly stopped: "patience" | "epochs";
  /** wall-clock time, without loading the backend; of a training that was resumed, all its pieces */
  readonly seconds: number;
  /** wall-clock time to compute the outputs once in evaluation mode and read them, the shorter of two */
  readonly inferenceSeconds: number;
  /** bytes of the training's tensors at the end of a step's way forward, graph, features, weights and Adam's means included; 0 where a resumed training had no step left */
  readonly tensorBytes: number;
  /** name of the backend used */
  readonly backend: string;
  /** version of TensorFlow.js */
  readonly backendVersion: string;
  /** of the best epoch */
  readonly loss: number;
  /** the best epoch as it was recorded */
  readonly best: EpochRecord;
  /** [V] class of every vertex, or [G] of every graph */
  readonly predictions: Int32Array;
  /** [V * C], or [G * C], the score of each class: probabilities, but for the squared error its own outputs */
  readonly scores: Float32Array;
  /** the best epoch's model */
  readonly trained: TrainedModel;
}

/** The same of graphs, whose validation part may be empty where the training accuracy says when to stop. */
export type GraphTrainResult = Omit<TrainResult, "validationAccuracy"> & {
  readonly validationAccuracy: number | null;
};

/**
 * Trains a vertex classifier by full-batch Adam, and reports the test accuracy of the first epoch with the best
 * validation accuracy.
 *
 * An epoch is one step. Its loss and accuracies are those of the parameters it starts from, so that one forward pass
 * serves both; with dropout or batch normalisation a second pass, in evaluation mode, gives the accuracies: nothing
 * is dropped, and the running statistics of the steps before stand for the batch's. For when training stops see
 * {@link observeEpoch}.
 *
 * Source: protocol of Razin, Verbin and Cohen, "On the Ability of Graph Neural Networks to Model Interactions
 * Between Vertices" (2023), appendix on vertex prediction experiments.
 *
 * Complexity: per epoch, O((E + V * hidden) * hidden * layers + nonzeros of the features * hidden).
 *
 * @throws InputError where task, options or the state to resume do not fit; BackendError where the backend does not
 *   load; DivergenceError where the loss stops being a number; InterruptedError where the signal is aborted
 *
 * @example
 * ```ts
 * import { generateCitations } from "seprank";
 * import { classificationGraph, trainVertexClassifier } from "seprank/nn";
 * import { trialSplit } from "seprank/results";
 *
 * const { adjacency, features, labels, classCount } = classificationGraph(generateCitations());
 * const split = trialSplit({ labels, splits: [] }, 0);
 * const task = { adjacency, features, labels, classCount, split };
 * const result = await trainVertexClassifier(task, { model: "gcn", hidden: 8, epochs: 3, backend: "wasm" });
 * result.epochs; // => 3
 * result.trained.shape.classes === task.classCount; // => true
 * ```
 */
export async function trainVertexClassifier(task: VertexTask, options: TrainOptions): Promise<TrainResult> {
  const settings = trainSettings(options);
  checkVertexTask(task, modelByName(settings.model).directed);
  lossByName(settings.loss).outputs(task.classCount);
  return (await trainSession(() => createVertexTrainer(task, settings), task, settings)) as TrainResult;
}

/**
 * Trains a classifier of graphs as {@link trainVertexClassifier} does one of vertices: on all training graphs at once,
 * side by side as one graph. A readout makes one row of each graph's vertices.
 *
 * Where the training accuracy is watched (`monitor`), an epoch is a single pass over the training graphs, and the other
 * parts are looked at once, at the end.
 *
 * Source: Razin, "Understanding Deep Learning via Notions of Rank" (2024), appendix D.6.2.1.
 *
 * @throws as trainVertexClassifier does
 *
 * @example
 * ```ts
 * import { buildAdjacency } from "seprank/adjacency";
 * import { selectBackend, trainGraphClassifier } from "seprank/nn";
 *
 * // Four graphs of one edge each; the features tell the classes.
 * await selectBackend("wasm");
 * const { adjacency } = buildAdjacency({ vertexCount: 8, sources: [0, 2, 4, 6], targets: [1, 3, 5, 7] });
 * const features = { kind: "dense", rows: 8, columns: 1, values: Float32Array.of(0, 0, 1, 1, 0, 0, 1, 1) } as const;
 * const split = { train: Uint32Array.of(0, 1), validation: Uint32Array.of(2), test: Uint32Array.of(3) };
 * const labels = Int32Array.of(0, 1, 0, 1);
 * const task = { adjacency, features, labels, classCount: 2, split, offsets: Uint32Array.of(0, 2, 4, 6, 8) };
 * const result = await trainGraphClassifier(task, { model: "gcn", readout: "mean", hidden: 8, epochs: 3, backend: "wasm" });
 * result.epochs; // => 3
 * ```
 */
export async function trainGraphClassifier(
  task: GraphTask,
  options: TrainOptions,
): Promise<GraphTrainResult> {
  const settings = trainSettings(options);
  const { directed = false } = modelByName(settings.model);
  checkGraphTask(task, directed, settings.monitor === "validation");
  lossByName(settings.loss).outputs(task.classCount);
  return trainSession(() => createGraphTrainer(task, settings), task, settings);
}

type Labelled = Pick<VertexTask, "labels" | "classCount" | "split">;

/**
 * Trains a session until its settings say stop.
 *
 * @param onEnd is shown the session as the last step left it, before it is disposed of
 */
export async function trainSession<S extends TrainingSession>(
  createSession: () => S,
  task: Labelled,
  settings: TrainSettings,
  onEnd?: (session: S) => void,
): Promise<GraphTrainResult> {
  const backend = await selectBackend(settings.backend, settings);
  const session = createSession();
  try {
    const outcome = await trainUntilStopped(session, task, settings);
    onEnd?.(session);
    return { ...outcome, backend: backend.name, backendVersion: backend.version };
  } finally {
    session.dispose();
  }
}

/** The best epoch so far, with its weights on the backend. */
interface Best {
  readonly record: EpochRecord;
  readonly weights: Weights;
}

async function trainUntilStopped(
  session: TrainingSession,
  task: Labelled,
  settings: TrainSettings,
): Promise<Omit<GraphTrainResult, "backend" | "backendVersion">> {
  const { epochs, patience, signal, onEpoch, learningRate, monitor, resume } = settings;
  const { trainer } = session;
  const pause = createPause();
  const start = performance.now() - 1000 * (resume?.seconds ?? 0);
  const seconds = () => (performance.now() - start) / 1000;
  let stopping = resume?.stopping ?? STOPPING_START;
  let epoch = resume?.trainer.steps ?? 0;
  let best: Best | undefined;

  const trainedBest = ({ weights }: Best): TrainedModel => ({
    ...session.describe(),
    classCount: task.classCount,
    parameters: readTensors(weights.parameters),
    statistics: readTensors(weights.statistics),
  });
  const checkpoint = async () => {
    if (best === undefined || settings.onCheckpoint === undefined) return;
    const { parameters, statistics } = trainedBest(best);
    await settings.onCheckpoint({
      trainer: trainer.state(),
      stopping,
      best: { record: best.record, parameters, statistics },
      seconds: seconds(),
    });
  };

  try {
    if (resume !== undefined) {
      const like = trainer.weights();
      try {
        trainer.restore(resume.trainer);
        best = {
          record: resume.best.record,
          weights: {
            parameters: uploadTensors("best.parameters", resume.best.parameters, like.parameters),
            statistics: uploadTensors("best.statistics", resume.best.statistics, like.statistics),
          },
        };
      } finally {
        disposeWeights(like);
      }
    }
    while (epoch < epochs && stopping.waited < patience) {
      await pause();
      if (signal?.aborted) {
        await checkpoint();
        throw new InterruptedError(`training: interrupted after ${epoch} epochs`);
      }
      const record: EpochRecord = { epoch: epoch + 1, ...session.observe() };
      if (!Number.isFinite(record.loss))
        throw new DivergenceError(
          `training: expected a finite loss, got ${record.loss} in epoch ${record.epoch}; use a learning rate below ${learningRate}, or scale the features`,
          record.epoch,
          best === undefined ? null : trainedBest(best),
        );
      epoch++;
      const watched = monitor === "train" ? record.trainAccuracy : record.validationAccuracy;
      stopping = observeEpoch(stopping, epoch, watched ?? 0, settings);
      if (stopping.bestEpoch === epoch) {
        if (best !== undefined) disposeWeights(best.weights);
        best = { record, weights: trainer.weights() };
      }
      trainer.update();
      onEpoch?.(record);
      if (epoch % settings.checkpointEvery === 0) await checkpoint();
    }
    // There is at least one epoch, and the first is the best so far.
    const chosen = best as Best;
    const trained = trainedBest(chosen);
    const took = seconds();
    const [outputs, first] = timed(() => session.outputs(chosen.weights));
    const [, second] = timed(() => session.outputs(chosen.weights));
    return {
      ...classify(outputs, trained, task),
      bestEpoch: chosen.record.epoch,
      epochs: epoch,
      stopped: stopping.waited >= patience ? "patience" : "epochs",
      seconds: took,
      inferenceSeconds: Math.min(first, second),
      tensorBytes: trainer.heldBytes(),
      loss: chosen.record.loss,
      best: chosen.record,
      trained,
    };
  } finally {
    if (best !== undefined) disposeWeights(best.weights);
  }
}

function timed<T>(run: () => T): [result: T, seconds: number] {
  const start = performance.now();
  const result = run();
  return [result, (performance.now() - start) / 1000];
}

function classify(outputs: Float32Array, { loss }: TrainedModel, { labels, classCount, split }: Labelled) {
  const { classify: classesOf, scores } = lossByName(loss);
  const predictions = classesOf(outputs, classCount);
  return {
    predictions,
    scores: scores(outputs, classCount),
    trainAccuracy: accuracy(predictions, labels, split.train),
    validationAccuracy:
      split.validation.length === 0 ? null : accuracy(predictions, labels, split.validation),
    testAccuracy: accuracy(predictions, labels, split.test),
  };
}

/** Training ran into a loss that is no number. What was learned before is not lost. */
export class DivergenceError extends Error {
  override readonly name = "DivergenceError";
  /** of the loss that is no number, from 1 */
  readonly epoch: number;
  /** the model of the best epoch before it, or null where it was the first */
  readonly best: TrainedModel | null;

  constructor(message: string, epoch: number, best: TrainedModel | null) {
    super(message);
    this.epoch = epoch;
    this.best = best;
  }
}
