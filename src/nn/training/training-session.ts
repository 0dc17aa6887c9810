import type { TrainedModel } from "../models/trained-model.js";
import type { Trainer, Weights } from "./trainer.js";

/** A task on the backend, as the training loop sees it. */
export interface TrainingSession {
  readonly trainer: Trainer;
  /** One pass, and the accuracies of the parameters that it starts from; the update is still to come. */
  readonly observe: () => Omit<EpochRecord, "epoch">;
  /** [rows, outputs] of every vertex, or graph, of the task, in evaluation mode */
  readonly outputs: (weights: Weights) => Float32Array;
  /** What the weights are the weights of. */
  readonly describe: () => Pick<TrainedModel, "model" | "loss" | "shape">;
  /** Frees everything. */
  readonly dispose: () => void;
}

/** One epoch: loss and accuracies of the parameters that its step started from. */
export interface EpochRecord {
  /** from 1 */
  readonly epoch: number;
  readonly loss: number;
  readonly trainAccuracy: number;
  /** null where it was not looked at: of graphs, where the training accuracy is watched */
  readonly validationAccuracy: number | null;
  readonly testAccuracy: number | null;
}
