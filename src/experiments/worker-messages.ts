import type { RemovalOrder } from "../sparsify/removal-order.js";
import type { ClassificationGraph } from "./classification-graph.js";
import type { TrialOptions } from "./record.js";
import type { Trial } from "./trial.js";
import type { TimedOrder, TrialMeasurement, TrialRunner } from "./trial-runner.js";

/** What a worker is told first, and once. */
export interface WorkerStart {
  readonly kind: "start";
  readonly graph: ClassificationGraph;
  readonly backend: string;
}

/** What a worker is told to do; each task is answered before the next comes. */
export type WorkerTask =
  | { readonly kind: "backend" }
  | {
      readonly kind: "order";
      readonly method: string;
      readonly seed: number;
      readonly removed: number;
      readonly training?: Parameters<TrialRunner["removalOrder"]>[3];
    }
  | {
      readonly kind: "train";
      readonly trial: Trial;
      readonly order: RemovalOrder | null;
      readonly options: TrialOptions;
    };

/** What a worker answers to a task. */
export type WorkerReply =
  | { readonly kind: "backend"; readonly result: string }
  | { readonly kind: "order"; readonly result: TimedOrder }
  | { readonly kind: "train"; readonly result: TrialMeasurement }
  | { readonly kind: "error"; readonly name: string; readonly message: string };
