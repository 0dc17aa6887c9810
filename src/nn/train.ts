import { InputError, InterruptedError } from "../errors.js";
import { accuracy } from "./accuracy.js";
import { selectBackend } from "./backend.js";
import { observeEpoch, STOPPING_START } from "./early-stopping.js";
import { createPause } from "./event-loop.js";
import { modelByName } from "./models.js";
import { predictions } from "./predictions.js";
import { type EpochRecord, type TrainOptions, type TrainSettings, trainSettings } from "./train-options.js";
import { checkVertexTask, type VertexTask } from "./vertex-task.js";
import { createVertexTrainer, type VertexTrainer } from "./vertex-trainer.js";

/** How a training ended. Accuracies, loss and predictions are those of the best epoch. */
export interface TrainResult {
  readonly testAccuracy: number;
  readonly validationAccuracy: number;
  readonly trainAccuracy: number;
  /** first epoch (from 1) with the highest validation accuracy */
  readonly bestEpoch: number;
  /** number of epochs run */
  readonly epochs: number;
  /** whether patience ran out, or the epochs did */
  readonly stopped: "patience" | "epochs";
  /** wall-clock time, without loading the backend */
  readonly seconds: number;
  /** name of the backend used */
  readonly backend: string;
  /** version of TensorFlow.js */
  readonly backendVersion: string;
  readonly loss: number;
  /** [V] */
  readonly predictions: Int32Array;
}

/**
 * Trains a vertex classifier by full-batch Adam on the cross-entropy, and reports the test accuracy of the first
 * epoch with the best validation accuracy.
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
 * @throws InputError where task or options do not fit, or the loss stops being a number; BackendError where the
 *   backend does not load; InterruptedError where the signal is aborted
 */
export async function trainVertexClassifier(task: VertexTask, options: TrainOptions): Promise<TrainResult> {
  const settings = trainSettings(options);
  modelByName(settings.model);
  checkVertexTask(task);
  const backend = await selectBackend(settings.backend, settings);
  const start = performance.now();
  const trainer = createVertexTrainer(task, settings);
  try {
    const outcome = await trainUntilStopped(trainer, task, settings);
    const seconds = (performance.now() - start) / 1000;
    return { ...outcome, seconds, backend: backend.name, backendVersion: backend.version };
  } finally {
    trainer.dispose();
  }
}

async function trainUntilStopped(
  trainer: VertexTrainer,
  { labels, classCount, split }: VertexTask,
  settings: TrainSettings,
): Promise<Omit<TrainResult, "seconds" | "backend" | "backendVersion">> {
  const { epochs, patience, signal, onEpoch, learningRate } = settings;
  const pause = createPause();
  let stopping = STOPPING_START;
  let best: { record: EpochRecord; predictions: Int32Array } | undefined;
  let epoch = 0;
  while (epoch < epochs && stopping.waited < patience) {
    await pause();
    if (signal?.aborted) throw new InterruptedError(`training: interrupted after ${epoch} epochs`);
    epoch++;
    const { loss, logits } = trainer.step();
    if (!Number.isFinite(loss))
      throw new InputError(
        `training: expected a finite loss, got ${loss} in epoch ${epoch}; use a learning rate below ${learningRate}, or scale the features`,
      );
    const predicted = predictions(logits, classCount);
    const record = {
      epoch,
      loss,
      trainAccuracy: accuracy(predicted, labels, split.train),
      validationAccuracy: accuracy(predicted, labels, split.validation),
      testAccuracy: accuracy(predicted, labels, split.test),
    };
    stopping = observeEpoch(stopping, epoch, record.validationAccuracy, settings);
    if (stopping.bestEpoch === epoch) best = { record, predictions: predicted };
    onEpoch?.(record);
  }
  // There is at least one epoch, and the first is the best so far.
  const { record, predictions: chosen } = best as NonNullable<typeof best>;
  return {
    testAccuracy: record.testAccuracy,
    validationAccuracy: record.validationAccuracy,
    trainAccuracy: record.trainAccuracy,
    bestEpoch: record.epoch,
    epochs: epoch,
    stopped: stopping.waited >= patience ? "patience" : "epochs",
    loss: record.loss,
    predictions: chosen,
  };
}
