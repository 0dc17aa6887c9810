import type { TrainedModel } from "../models/trained-model.js";
import type { EpochRecord } from "./epoch-record.js";
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
