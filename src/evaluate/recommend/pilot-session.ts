import { InputError, InterruptedError } from "../../errors.js";
import { classificationGraph } from "../../nn/training/classification-graph.js";
import type { Sweep } from "../prepare-sweep.js";
import { readResults } from "../records/results-file.js";
import { accuraciesOf, type LevelAccuracies } from "../summaries/summary.js";
import { completeSweep, type SweepOptions } from "../sweep.js";
import type { TrialRecord } from "../trials/record.js";
import type { SweepGrid } from "../trials/trial.js";
import type { TrialRunner } from "../workers/trial-runner.js";
import { createWorkerPool } from "../workers/worker-pool.js";

/** How a pilot is run: as a sweep, and within a time. */
export interface PilotOptions
  extends Pick<SweepOptions, "folder" | "jobs" | "signal" | "createRunner" | "onTrial" | "onEpoch"> {
  /** seconds, > 0; with the time that orders and the start of processes take */
  readonly budget: number;
  /** milliseconds that have passed; for tests */
  readonly now?: (() => number) | undefined;
}

/** How a part of a pilot ended: all trials done, out of its own time, or out of the pilot's. */
export type PartEnd = "done" | "slow" | "over";

/** A pilot under way: parts of one sweep, run one after another in the same processes, and what they have found. */
export interface PilotSession {
  /** Runs the missing trials of a grid; those still under way after `limit` seconds, or at the end of the budget, are given up. */
  run(grid: Omit<SweepGrid, "models">, limit?: number): Promise<PartEnd>;
  /** test accuracies of a method at a level, by seed */
  accuracies(method: string, sparsity: number): ReadonlyMap<number, number>;
  /** the last error of each method that had one */
  readonly failures: ReadonlyMap<string, string>;
  /** seconds since the beginning */
  spent(): number;
  /** seconds to a share of the budget, less than 0 when it has passed */
  left(share?: number): number;
  /** mean seconds from one trial's end to the next one's, in this run; null before the first */
  trialSeconds(): number | null;
  /** of this run; present: finished ones that were in the folder before */
  readonly trials: { readonly run: number; readonly present: number; readonly failed: number };
  readonly records: readonly TrialRecord[];
  close(): Promise<void>;
}

/** @param sweep of one model; its grid is not used */
export async function openPilot(
  model: string,
  sweep: Omit<Sweep, "grid" | "shard">,
  { folder, jobs, signal, budget, now = () => performance.now(), ...options }: PilotOptions,
): Promise<PilotSession> {
  if (!(budget > 0) || budget > LONGEST)
    throw new InputError(`budget: expected seconds > 0, at most ${LONGEST}, got ${budget}`);
  const { edgeCount } = sweep.dataset.adjacency;
  const begun = now();
  const spent = () => (now() - begun) / 1000;
  const failures = new Map<string, string>();
  const count = { run: 0, present: 0, failed: 0 };
  let worked = 0;
  let runner: TrialRunner | undefined;
  let records: readonly TrialRecord[] = [];
  let levels = new Map<number, LevelAccuracies>();
  const read = async () => {
    ({ records } = await readResults(folder));
    const own = accuraciesOf(records).find((one) => one.model === model)?.levels ?? [];
    levels = new Map(own.map((level) => [level.removed, level]));
  };
  await read();
  count.present = records.filter((record) => record.outcome === "ok" && record.model === model).length;
  const start = () => {
    runner ??= (options.createRunner ?? createWorkerPool)(
      classificationGraph(sweep.dataset, { split: sweep.split }),
      { jobs, backend: sweep.backend, plugin: sweep.plugin },
    );
    return runner;
  };
  const close = async () => {
    const ending = runner;
    runner = undefined;
    await ending?.close();
  };
  return {
    failures,
    trials: count,
    get records() {
      return records;
    },
    spent,
    left: (share = 1) => share * budget - spent(),
    trialSeconds: () => (count.run === 0 ? null : worked / count.run),
    close,
    accuracies(method, sparsity) {
      return levels.get(Math.round(sparsity * edgeCount))?.of(method) ?? new Map();
    },
    async run(grid, limit = Number.POSITIVE_INFINITY) {
      const seconds = Math.min(limit, budget - spent());
      if (seconds <= 0) return limit <= 0 ? "slow" : "over";
      const end = new AbortController();
      const timer = setTimeout(() => end.abort(), 1000 * seconds);
      let from = now();
      try {
        // What the start of processes takes says nothing of the trials to come.
        if (runner === undefined) {
          await within(start().backend(), end.signal, signal);
          from = now();
        }
        await completeSweep(
          { ...sweep, grid: { ...grid, models: [model] } },
          {
            folder,
            jobs,
            signal: AbortSignal.any([end.signal, ...(signal === undefined ? [] : [signal])]),
            onEpoch: options.onEpoch,
            onTrial: (record) => {
              count.run++;
              if (record.outcome === "failed") {
                count.failed++;
                failures.set(record.method, record.error);
              }
              options.onTrial?.(record);
            },
            // Processes serve all parts of the pilot: a part's end is not theirs.
            createRunner: () => ({ ...start(), close: async () => undefined }),
          },
        );
        return "done";
      } catch (error) {
        if (!end.signal.aborted || signal?.aborted || !(error instanceof InterruptedError)) throw error;
        // What is under way is given up, and its processes with it.
        await close();
        return budget - spent() <= 0 ? "over" : "slow";
      } finally {
        clearTimeout(timer);
        worked += (now() - from) / 1000;
        await read();
      }
    },
  };
}

/** A promise's value, unless a signal is aborted first. @throws InterruptedError */
async function within<T>(promise: Promise<T>, ...signals: readonly (AbortSignal | undefined)[]): Promise<T> {
  const signal = AbortSignal.any(signals.filter((one) => one !== undefined));
  let onAbort: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(new InterruptedError("interrupted"));
  });
  if (signal.aborted) onAbort();
  signal.addEventListener("abort", onAbort);
  // Where the signal was first, nobody waits for what becomes of the other.
  promise.catch(() => undefined);
  aborted.catch(() => undefined);
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

/** Seconds; a week. Timers cannot be set for more than 24 days. */
const LONGEST = 604_800;
