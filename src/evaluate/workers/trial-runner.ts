import type { ClassificationGraph } from "../../nn/training/classification-graph.js";
import type { MethodSpec } from "../../sparsify/method-spec.js";
import type { RemovalOrder } from "../../sparsify/orders/removal-order.js";
import type { EpochHistory } from "../histories/epoch-history.js";
import type { TimedOrder } from "../orders/order-cache.js";
import type { OrderDraft } from "../orders/order-draft.js";
import type { OrderTraining } from "../orders/order-training.js";
import type { Plugin } from "../plugins/plugin.js";
import type { FinishedRecord, TrialOptions } from "../trials/record.js";
import type { Trial, TrialEpoch } from "../trials/trial.js";

/** What a trial measures. */
export type TrialMeasurement = Pick<
  FinishedRecord,
  | "testAccuracy"
  | "validationAccuracy"
  | "trainAccuracy"
  | "bestEpoch"
  | "epochs"
  | "seconds"
  | "inferenceSeconds"
  | "tensorBytes"
  | "peakMemory"
> & {
  /** the version of Node that did the work, where it may be another than this process's */
  readonly node?: string;
  /** of runners that were asked for it */
  readonly history?: EpochHistory | undefined;
};

/** Does the work of a sweep on one graph: in this process, or in others. */
export interface TrialRunner {
  /** How many trials may be under way at once. */
  readonly jobs: number;
  /** Loads the tensor backend, and says which one it is. */
  backend(): Promise<string>;
  /**
   * A method's removal order.
   *
   * @param seed matters to randomised methods only
   * @param removed matters to methods that sample each level only
   * @param training what a method that trains a network trains; others take none
   */
  removalOrder(
    method: MethodSpec,
    seed: number,
    removed: number,
    training?: OrderTraining & { readonly draft?: OrderDraft },
  ): Promise<TimedOrder>;
  /**
   * Trains and tests on the graph with the first `trial.removed` edges of the order removed.
   *
   * @param order null where no edge or every edge is removed
   * @param onEpoch may be called after some of the epochs
   */
  train(
    trial: Trial,
    order: RemovalOrder | null,
    options: TrialOptions,
    onEpoch?: (epoch: TrialEpoch) => void,
  ): Promise<TrialMeasurement>;
  /** Told when a trial's record is on the disk: what was kept of it elsewhere is not needed any more. */
  recorded?(trial: Omit<Trial, "sparsity">): void;
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
    /** whether trials tell loss and accuracies of every epoch at their end; default no */
    readonly history?: boolean | undefined;
    /** what other processes load first: this one has */
    readonly plugin?: Plugin | undefined;
  },
) => TrialRunner;
