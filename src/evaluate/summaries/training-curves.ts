import { FormatError, InputError } from "../../errors.js";
import type { EpochHistory } from "../histories/epoch-history.js";
import { groupBy } from "../records/group-by.js";
import type { FinishedRecord, TrialRecord } from "../trials/record.js";
import { ANY_METHOD } from "../trials/trial.js";
import { latestFinished } from "./summary.js";

/** How a model trains on the graphs that a method leaves at one level: means over seeds, epoch by epoch. */
export interface TrainingCurve {
  readonly model: string;
  /** or {@link ANY_METHOD}, where all edges are there */
  readonly method: string;
  readonly sparsity: number;
  readonly removed: number;
  /** how many seeds */
  readonly seeds: number;
  /** [epochs] of the seed that stopped first: beyond it the mean would be one of fewer seeds */
  readonly loss: Float64Array;
  /** [epochs] null where it was not looked at */
  readonly validationAccuracy: Float64Array | null;
}

/** The training curves of an input's trials. */
export interface TrainingCurves {
  readonly curves: readonly TrainingCurve[];
  /** one line for each history that could not be read; its seed is left out of the means */
  readonly unread: readonly string[];
}

/** Levels that have curves; more of them would be a wall of plots. */
const MOST_LEVELS = 3;

/**
 * Means of the histories that trials kept: of each model on the full graph, and at up to three levels, the lowest, the middle and the highest of
 * those at which methods differ.
 *
 * @param records of one input
 * @param read as readHistory
 *
 * Complexity: O(R + trials at these levels * epochs).
 */
export async function trainingCurves(
  records: readonly TrialRecord[],
  read: (record: FinishedRecord) => Promise<EpochHistory>,
): Promise<TrainingCurves> {
  const kept = latestFinished(records).filter(({ history }) => history !== undefined);
  const curves: TrainingCurve[] = [];
  const unread: string[] = [];
  for (const [, ofModel] of sortedGroups(kept, ({ model }) => model)) {
    const levels = chosenLevels(ofModel);
    const shown = ofModel.filter(({ removed }) => removed === 0 || levels.includes(removed));
    for (const [, ofLevel] of [...groupBy(shown, ({ removed }) => removed)].sort(([a], [b]) => a - b))
      for (const [, trials] of sortedGroups(ofLevel, ({ method }) => method)) {
        const histories: EpochHistory[] = [];
        for (const trial of trials.sort((a, b) => a.seed - b.seed))
          try {
            histories.push(await read(trial));
          } catch (error) {
            if (!(error instanceof InputError || error instanceof FormatError)) throw error;
            unread.push(error.message);
          }
        if (histories.length > 0) curves.push(meanOf(trials[0], histories));
      }
  }
  return { curves, unread };
}

function meanOf(
  { model, method, sparsity, removed }: FinishedRecord,
  histories: readonly EpochHistory[],
): TrainingCurve {
  const epochs = Math.min(...histories.map(({ length }) => length));
  const mean = (of: (epoch: EpochHistory[number]) => number) =>
    Float64Array.from(
      { length: epochs },
      (_, k) => histories.reduce((sum, history) => sum + of(history[k]), 0) / histories.length,
    );
  const isValidated = histories.every((history) =>
    history.slice(0, epochs).every(({ validationAccuracy }) => validationAccuracy !== null),
  );
  return {
    ...{ model, method, sparsity, removed },
    seeds: histories.length,
    loss: mean(({ loss }) => loss),
    validationAccuracy: isValidated ? mean(({ validationAccuracy }) => validationAccuracy ?? 0) : null,
  };
}

/** Numbers of edges removed. */
function chosenLevels(trials: readonly FinishedRecord[]): number[] {
  const own = trials.filter(({ method }) => method !== ANY_METHOD).map(({ removed }) => removed);
  const levels = [...new Set(own)].sort((a, b) => a - b);
  if (levels.length <= MOST_LEVELS) return levels;
  return [levels[0], levels[Math.floor((levels.length - 1) / 2)], levels[levels.length - 1]];
}

function sortedGroups<T>(items: readonly T[], key: (item: T) => string): [string, T[]][] {
  return [...groupBy(items, key)].sort(([a], [b]) => (a < b ? -1 : 1));
}
