import type { ClassificationGraph } from "../../nn/training/classification-graph.js";
import type { MethodSpec } from "../../sparsify/method-spec.js";
import type { RemovalOrder } from "../../sparsify/orders/removal-order.js";
import type { TimedOrder } from "../orders/order-cache.js";
import type { Plugin } from "../plugins/plugin.js";
import type { TrialOptions } from "../trials/record.js";
import type { Trial, TrialEpoch } from "../trials/trial.js";
import type { TrialMeasurement, TrialRunner } from "./trial-runner.js";

/** What a worker is told first, and once. */
export interface WorkerStart {
  readonly kind: "start";
  readonly graph: ClassificationGraph;
  readonly backend: string;
  readonly history?: boolean | undefined;
  readonly plugin?: Plugin | undefined;
}

/** What a worker is told to do; each task is answered before the next comes. */
export type WorkerTask =
  | { readonly kind: "backend" }
  | {
      readonly kind: "order";
      readonly method: MethodSpec;
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

/** What a worker tells of a training under way, before its answer. */
export interface WorkerEpoch extends TrialEpoch {
  readonly kind: "epoch";
}

/** What a worker answers to a task. */
export type WorkerReply =
  | { readonly kind: "backend"; readonly result: string }
  | { readonly kind: "order"; readonly result: TimedOrder }
  | { readonly kind: "train"; readonly result: TrialMeasurement }
  | { readonly kind: "error"; readonly name: string; readonly message: string };
