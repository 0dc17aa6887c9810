import type { Draft } from "../../factorization/descent/train-in-pieces.js";
import type { Trajectory } from "../../factorization/probes/trajectory.js";
import type { Figure } from "../../figure.js";

/** "full" is the paper's protocol; "small" one for two cores, which says what it leaves out. */
export type Scale = "small" | "full";

/** Whether the sigma of a start is the variance of its entries or their standard deviation. */
export type SigmaReading = "variance" | "deviation";

/** A number of ours beside the paper's. */
export interface Comparison {
  readonly quantity: string;
  /** as printed in the paper; null where it gives none */
  readonly paper: number | string | null;
  readonly ours: number | string;
  /** what must hold, in words with its numbers; a comparison without one only reports */
  readonly criterion?: string;
  /** whether the criterion holds, exactly where there is one */
  readonly holds?: boolean;
}

/** Rows of text and numbers, as in a paper's table. */
export interface ResultTable {
  readonly title: string;
  readonly header: readonly string[];
  /** each as long as the header */
  readonly rows: readonly (readonly (string | number)[])[];
}

/** How a run of an experiment ended. */
export interface RunEnd {
  readonly name: string;
  /** why: its stop rule ("converged"), the most iterations allowed ("iterations"), or numbers that were none ("diverged") */
  readonly outcome: string;
  readonly iterations: number;
  /** at its end, observed */
  readonly loss: number;
  /** of computing, in the process that ended it */
  readonly seconds: number;
}

/** What an experiment found. */
export interface ExperimentResult {
  /** how the scale that was run differs from the paper's protocol, in a sentence; null where it does not */
  readonly reduction: string | null;
  readonly figures: readonly { readonly name: string; readonly figure: Figure }[];
  readonly tables?: readonly ResultTable[];
  readonly comparisons: readonly Comparison[];
  /** settings that the paper leaves open, and what was taken, a sentence each */
  readonly open?: readonly string[];
  /** how each run ended */
  readonly runs?: readonly RunEnd[];
  /** runs to be kept as tables, by file name without extension */
  readonly trajectories?: readonly { readonly name: string; readonly trajectory: Trajectory }[];
}

/** What an experiment is run with. */
export interface ExperimentContext {
  readonly scale: Scale;
  readonly seed: number;
  /** where data sets are looked for first */
  readonly dataDir: string | undefined;
  /** the tensor backend, for experiments with neural networks */
  readonly backend: string;
  /** worker processes, for experiments that can use them */
  readonly jobs: number;
  /** folders with records of `evaluate`, for experiments that can use them in place of trials of their own; default none */
  readonly records?: readonly string[] | undefined;
  /** how sigma_w and sigma_A are read, for experiments of Hariz et al. (2022); default variance */
  readonly sigma?: SigmaReading | undefined;
  /** holds the experiment's results; it may keep files of its own there, checkpoints for one */
  readonly folder: string;
  readonly signal?: AbortSignal | undefined;
  /** a line that says how far the work is */
  readonly onProgress: (line: string) => void;
  /**
   * The result of one part of the experiment (a run, a setting): computed, or taken from the folder where an earlier, interrupted run
   * of the same experiment left it. What a part returns is JSON: plain records and arrays of numbers, strings, booleans and null, with
   * Float64Arrays and numbers that are not finite allowed. Between parts the event loop turns and an interrupt can end the run.
   *
   * @param compute gets a draft: where it may leave its state from time to time, to go on from after an interrupt
   */
  readonly part: <T>(name: string, compute: (draft: Draft) => T | Promise<T>) => Promise<T>;
  /** Lets the event loop turn; throws InterruptedError after an interrupt. For long parts, every second or so. */
  readonly breathe: () => Promise<void>;
}

/** An experiment of the papers, by name. */
export interface Experiment {
  /** one line */
  readonly title: string;
  /** paper, figure or table, section of its protocol */
  readonly source: string;
  /** data sets it needs; none where it makes its own */
  readonly data?: readonly string[];
  /** version of what is run: raised whenever a change moves its numbers; default 1 */
  readonly plan?: number;
  /** whether it can be told how to read sigma; default false */
  readonly takesSigma?: boolean;
  /** The experiment itself; its module is loaded when it is run. */
  readonly load: () => Promise<RunExperiment>;
}

export type RunExperiment = (context: ExperimentContext) => Promise<ExperimentResult>;
