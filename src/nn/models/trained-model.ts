import type { TensorValues } from "../backend/tensor-values.js";
import type { LossName } from "../losses/loss-names.js";
import type { ModelShape } from "./model.js";

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
