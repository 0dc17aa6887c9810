import type { TrainedModel } from "../models/trained-model.js";

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
