import type { Draft } from "../../factorization/descent/train-in-pieces.js";
import { trainInPieces } from "../../factorization/descent/train-in-pieces.js";
import {
  adaptiveGradientDescent,
  createObjective,
  type Factorization,
  gaussianInitialization,
  type Probe,
  reconstructionErrorProbe,
  type Task,
  type Trajectory,
  trajectoryColumn,
} from "../../factorization/index.js";
import type { Panel } from "../../figure.js";
import type { Random } from "../../random.js";
import type { Tensor } from "../../tensor/index.js";
import type { Comparison, ExperimentContext } from "./experiment.js";
import { thinTrajectory } from "./thin-trajectory.js";

/** Norms or singular values, falling, that are watched as they leave zero. */
export interface Watched {
  readonly title: string;
  readonly probe: Probe;
}

/** What is fitted, how, and what is watched. */
export interface EmergenceRun {
  readonly name: string;
  readonly factorization: Factorization;
  readonly task: Task;
  readonly truth: Tensor;
  /** standard deviation of the initial weights */
  readonly deviation: number;
  readonly maxIterations: number;
  readonly stopBelow: number;
  /** eta of the adaptive step; default 1e-2, the thesis's */
  readonly learningRate?: number | undefined;
  /** in the denominator of the step; default 1e-6, the thesis's */
  readonly offset?: number | undefined;
  /** iterations in a row with a loss below that, after which the thesis says a run ends */
  readonly written: number;
  /** checks in a row, one every {@link RECORD_EVERY} iterations, after which its authors' programs end it */
  readonly checks: number;
  readonly watched: readonly Watched[];
}

/** What came of it. */
export interface EmergenceOutcome {
  readonly name: string;
  readonly outcome: string;
  readonly iterations: number;
  readonly loss: number;
  /** normalized reconstruction error at the end */
  readonly error: number;
  /** the same where the run would have ended by the thesis's words, null where it never came there */
  readonly asWritten: { readonly iteration: number; readonly error: number } | null;
  /** thinned */
  readonly trajectory: Trajectory;
}

/** Iterations between records. */
const RECORD_EVERY = 25;
const MOST_ROWS = 400;
/** Components above this share of the largest count as departed from zero. */
export const EMERGED_SHARE = 0.01;

/**
 * Runs gradient descent with the adaptive step of thesis appendix A.2.2.2 from small Gaussian weights, and watches.
 *
 * When a run ends: the thesis says after so many iterations below a loss, while its authors' programs (imp_reg_in_tf, imp_reg_htf) look at
 * the loss only every 25th iteration and count the checks, so that runs go on some 25 times as long. The run ends as theirs do; the error
 * where the words would have ended it is reported beside.
 */
export async function runEmergence(
  {
    name,
    factorization,
    task,
    truth,
    deviation,
    maxIterations,
    stopBelow,
    learningRate,
    offset,
    written,
    checks,
    watched,
  }: EmergenceRun,
  random: Random,
  { breathe, onProgress }: Pick<ExperimentContext, "breathe" | "onProgress">,
  draft?: Draft,
): Promise<EmergenceOutcome> {
  const { outcome, loss, checkpoint, trajectory } = await trainInPieces(
    createObjective(factorization, task),
    gaussianInitialization(factorization, deviation, random),
    adaptiveGradientDescent(learningRate, undefined, offset),
    {
      maxIterations,
      stopBelow,
      patience: checks * RECORD_EVERY,
      recordEvery: RECORD_EVERY,
      probes: [reconstructionErrorProbe(factorization, truth), ...watched.map(({ probe }) => probe)],
      label: name,
      breathe,
      onProgress,
      draft,
    },
  );
  const errors = trajectoryColumn(trajectory, "reconstruction error");
  return {
    name,
    outcome,
    iterations: checkpoint.iteration,
    loss,
    error: errors[errors.length - 1],
    asWritten: writtenEnd(trajectory, errors, stopBelow, written),
    trajectory: thinTrajectory(trajectory, MOST_ROWS),
  };
}

/** The first record before which the loss was below a bound for so many iterations, as far as records tell. */
function writtenEnd(
  trajectory: Trajectory,
  errors: Float64Array,
  stopBelow: number,
  written: number,
): EmergenceOutcome["asWritten"] {
  const losses = trajectoryColumn(trajectory, "loss");
  const iterations = trajectoryColumn(trajectory, "iteration");
  let since = Number.POSITIVE_INFINITY;
  for (let row = 0; row < losses.length; row++) {
    since = losses[row] < stopBelow ? Math.min(since, iterations[row]) : Number.POSITIVE_INFINITY;
    if (iterations[row] - since >= written - 1) return { iteration: iterations[row], error: errors[row] };
  }
  return null;
}

/** What is watched against the iteration. */
export function watchedPanel(
  title: string,
  y: string,
  { probe }: Watched,
  { trajectory }: EmergenceOutcome,
): Panel {
  return {
    title,
    x: { title: "iteration" },
    y: { title: y },
    series: probe.columns.map((column, r) => ({
      name: String(r + 1),
      x: trajectoryColumn(trajectory, "iteration"),
      y: trajectoryColumn(trajectory, column),
    })),
  };
}

/** How many of the watched are above a share of the largest at the end of a run. */
export function emergedCount({ probe }: Watched, { trajectory }: EmergenceOutcome): number {
  const last = probe.columns.map((column) => trajectoryColumn(trajectory, column).at(-1) ?? 0);
  return last.filter((value) => value > EMERGED_SHARE * last[0]).length;
}

/** The first recorded iterations at which one, two, ... and `count` of them have half of what the `count`-th has at the end. */
export function emergenceIterations(
  { probe }: Watched,
  { trajectory }: EmergenceOutcome,
  count: number,
): number[] {
  const iterations = trajectoryColumn(trajectory, "iteration");
  const norms = probe.columns.slice(0, count).map((column) => trajectoryColumn(trajectory, column));
  const half = (norms[count - 1].at(-1) ?? 0) / 2;
  return norms.map((values) => iterations[values.findIndex((value) => value >= half)]);
}

/** Whether exactly as many left zero as the ground truth has. */
export function countComparison(
  what: string,
  watched: Watched,
  outcome: EmergenceOutcome,
  rank: number,
): Comparison {
  const emerged = emergedCount(watched, outcome);
  return {
    quantity: `${what}: above ${EMERGED_SHARE * 100} % of the largest`,
    paper: rank,
    ours: emerged === watched.probe.columns.length ? `${emerged} or more` : emerged,
    criterion: `${rank}`,
    holds: emerged === rank,
  };
}

/** Whether they left zero one after the other. */
export function sequenceComparison(
  what: string,
  watched: Watched,
  outcome: EmergenceOutcome,
  rank: number,
): Comparison {
  const iterations = emergenceIterations(watched, outcome, rank);
  return {
    quantity: `${what}: iterations at which 1 to ${rank} have left zero`,
    paper: "one after the other",
    ours: iterations.join(", "),
    criterion: "rise strictly",
    holds: iterations.every((iteration, r) => r === 0 || iteration > iterations[r - 1]),
  };
}

/** What the error was where the thesis's words would have ended the run. */
export function writtenComparison(what: string, { asWritten }: EmergenceOutcome, words: string): Comparison {
  return {
    quantity: `${what}: reconstruction error ${asWritten === null ? "" : `at iteration ${asWritten.iteration}, `}${words}, where the thesis's words end the run`,
    paper: null,
    ours: asWritten?.error ?? "not reached",
  };
}

/** Whether the ground truth was found. */
export function errorComparison(
  what: string,
  { error, loss, outcome, iterations }: EmergenceOutcome,
  paper: number | null,
  most: number,
): Comparison {
  return {
    quantity: `${what}: reconstruction error (${outcome} at iteration ${iterations}, loss ${loss.toPrecision(2)})`,
    paper,
    ours: error,
    criterion: `<= ${most}`,
    holds: error <= most,
  };
}
