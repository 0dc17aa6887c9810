import type { RemovalOrder } from "../sparsify/removal-order.js";
import type { ClassificationGraph } from "./classification-graph.js";
import type { FinishedRecord, TrialOptions } from "./record.js";
import type { Trial } from "./trial.js";

/** What a trial measures. */
export type TrialMeasurement = Pick<
  FinishedRecord,
  "testAccuracy" | "validationAccuracy" | "trainAccuracy" | "bestEpoch" | "epochs" | "seconds" | "peakMemory"
>;

/** A removal order and the time it took. */
export interface TimedOrder {
  readonly order: RemovalOrder;
  readonly seconds: number;
}

/** Does the work of a sweep on one graph: in this process, or in others. */
export interface TrialRunner {
  /** How many trials may be under way at once. */
  readonly jobs: number;
  /** Loads the tensor backend, and says which one it is. */
  backend(): Promise<string>;
  /** A method's removal order; the seed matters to randomised methods only, `removed` to those that sample each level. */
  removalOrder(method: string, seed: number, removed: number): Promise<TimedOrder>;
  /**
   * Trains and tests on the graph with the first `trial.removed` edges of the order removed.
   *
   * @param order null where no edge or every edge is removed
   */
  train(trial: Trial, order: RemovalOrder | null, options: TrialOptions): Promise<TrialMeasurement>;
  /** Ends the work under way, if any, and gives everything back. */
  close(): Promise<void>;
}

/** Makes a runner for a graph. */
export type CreateTrialRunner = (
  graph: ClassificationGraph,
  options: {
    /** most trials at once, >= 1 */
    readonly jobs: number;
    /** the tensor backend, "auto" for the best there is */
    readonly backend: string;
  },
) => TrialRunner;
