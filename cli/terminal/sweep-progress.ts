import { join } from "node:path";
import { InterruptedError } from "../../src/errors.js";
import type { WorkerState } from "../../src/evaluate/queue/queue-server.js";
import { RESULTS_FILE } from "../../src/evaluate/records/results-file.js";
import type { PlacedSweep } from "../../src/evaluate/run-sweeps.js";
import type { SweepPlan } from "../../src/evaluate/sweep.js";
import type { TrialRecord } from "../../src/evaluate/trials/record.js";
import type { Trial, TrialEpoch } from "../../src/evaluate/trials/trial.js";
import type { Console } from "./console.js";
import { progressLine } from "./progress.js";

/**
 * Tells on standard error how far sweeps are: beginnings, failed trials, and a line of progress with rate, time left and the epoch and
 * validation accuracy of the trials under way.
 */
export function createSweepProgress(sweeps: readonly PlacedSweep[], console: Console) {
  const fileOf = (k: number) => join(sweeps[k].folder, RESULTS_FILE);
  let [planned, present, run, kept, failed, begun] = [0, 0, 0, 0, 0, 0];
  let workers: readonly WorkerState[] | null = null;
  const underWay = new Map<string, string>();
  const show = () =>
    console.progress(() => {
      const done = { done: present + run, total: planned, run, elapsed: performance.now() - begun };
      const line = progressLine({ what: "", unit: "trials" }, done);
      return [line, ...(workers === null ? [] : [workersText(workers)]), ...underWay.values()].join(" | ");
    });
  const plan = (all: Pick<SweepPlan, "planned" | "present">) => {
    ({ planned, present } = all);
    kept = present;
    begun = performance.now();
  };
  const start = (plan: SweepPlan, k: number) => {
    if (plan.tornBytes > 0)
      console.warn(
        `${fileOf(k)}: cut off an unfinished last line of ${plan.tornBytes} bytes; its trial is run again`,
      );
    const name = sweeps.length === 1 ? "" : `${sweeps[k].sweep.dataset.name}: `;
    console.message(
      `${name}${plan.planned} trials${plan.present > 0 ? `, ${plan.present} of them there already` : ""}`,
    );
    show();
  };
  const epoch = (trial: Trial, { epoch: number, validationAccuracy }: TrialEpoch) => {
    const accuracy = validationAccuracy === null ? "" : ` ${(100 * validationAccuracy).toFixed(1)} %`;
    underWay.set(placeOf(trial), `${shortName(trial)}: epoch ${number}${accuracy}`);
    show();
  };
  const trial = (record: TrialRecord, k: number) => {
    run++;
    underWay.delete(placeOf(record));
    if (record.outcome === "ok") kept++;
    else failed++;
    const { model, method, sparsity, seed } = record;
    const name = sweeps.length === 1 ? "" : `${sweeps[k].sweep.dataset.name}, `;
    const what = `${name}${model}, ${method}, ${sparsity} removed, seed ${seed}`;
    if (record.outcome === "failed") console.warn(`trial failed (${what}): ${record.error}`);
    else console.detail(`${what}: ${record.testAccuracy.toFixed(4)} in ${record.seconds.toFixed(1)} s`);
    show();
  };
  const interrupted = () => {
    const where = sweeps.length === 1 ? fileOf(0) : sweeps.map(({ folder }) => folder).join(", ");
    return new InterruptedError(
      `interrupted; ${kept} of ${planned} trials are kept in ${where}, the same command goes on from there`,
    );
  };
  /** Those of a queue; epochs of a trial whose worker is gone are forgotten. */
  const tellWorkers = (now: readonly WorkerState[]) => {
    workers = now;
    underWay.clear();
    show();
  };
  const state = (): SweepState => ({
    planned,
    done: present + run,
    failed,
    run,
    elapsed: performance.now() - begun,
    underWay: [...underWay.values()],
    workers: workers ?? [],
  });
  return { plan, start, epoch, trial, interrupted, tellWorkers, state };
}

/** How far sweeps are. */
export interface SweepState {
  readonly planned: number;
  /** with those that were there before */
  readonly done: number;
  /** of this run */
  readonly failed: number;
  /** finished in this run */
  readonly run: number;
  /** milliseconds of this run */
  readonly elapsed: number;
  /** a line for each trial under way */
  readonly underWay: readonly string[];
  /** of a queue */
  readonly workers: readonly WorkerState[];
}

function workersText(workers: readonly WorkerState[]): string {
  return workers.length === 1 ? "1 worker" : `${workers.length} workers`;
}

type Place = Pick<Trial, "model" | "method" | "sparsity" | "seed">;

function placeOf({ model, method, sparsity, seed }: Place): string {
  return JSON.stringify([model, method, sparsity, seed]);
}

/** A trial in a few words. */
export function shortName({ model, method, sparsity, seed }: Place): string {
  return `${model} ${method} ${Number((100 * sparsity).toFixed(1))} % seed ${seed}`;
}
