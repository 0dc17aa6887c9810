import type { Adjacency } from "../../src/graph/adjacency.js";
import type { GraphDataset } from "../../src/graph/dataset.js";

/** A graph made by code, to begin with. */
export type ExampleName = "karate" | "citations" | "citations-large";

/** What a worker of the playground can be asked for, and what comes of it. */
export interface Jobs {
  readonly read: {
    readonly asks: { readonly name: string; readonly bytes: Uint8Array };
    readonly gives: GraphDataset;
  };
  readonly make: { readonly asks: { readonly example: ExampleName }; readonly gives: GraphDataset };
  /** places of vertices, see `layoutInSquare` */
  readonly layout: {
    readonly asks: { readonly adjacency: Adjacency };
    readonly gives: { readonly x: Uint16Array; readonly y: Uint16Array };
  };
  /** [E] edges, first removed first */
  readonly order: { readonly asks: OrderJob; readonly gives: Uint32Array };
  /** trials are told one by one */
  readonly train: { readonly asks: TrainJob; readonly gives: null };
}

export interface OrderJob {
  readonly method: string;
  readonly seed: number;
  readonly adjacency: Adjacency;
  readonly labels: Int32Array | null;
}

export interface TrainJob {
  readonly dataset: GraphDataset;
  readonly methods: readonly string[];
  /** shares of edges removed, ascending */
  readonly levels: readonly number[];
  readonly seeds: number;
  /** at most */
  readonly epochs: number;
  /** address of the folder of TensorFlow.js's .wasm files */
  readonly wasmFolder: string;
}

/** A trained network's test accuracy. */
export interface Trial {
  /** null where no edge, or every edge, is removed: the trial serves all methods */
  readonly method: string | null;
  readonly sparsity: number;
  readonly removed: number;
  readonly seed: number;
  readonly accuracy: number;
}

/** What training tells on its way. */
export interface TrainProgress {
  readonly done: number;
  readonly of: number;
  readonly epoch: number;
  /** the one that was just done */
  readonly trial?: Trial;
}

export type JobName = keyof Jobs;
export interface Asked {
  readonly kind: JobName;
  readonly job: unknown;
}
export type Told =
  | { readonly progress: TrainProgress }
  | { readonly result: unknown }
  | { readonly failed: string };
