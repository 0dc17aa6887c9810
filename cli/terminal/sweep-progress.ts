import { join } from "node:path";
import { InterruptedError } from "../../src/errors.js";
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
  let [planned, present, run, kept, begun] = [0, 0, 0, 0, 0];
  const underWay = new Map<string, string>();
  const show = () =>
    console.progress(() => {
      const done = { done: present + run, total: planned, run, elapsed: performance.now() - begun };
      return [progressLine({ what: "", unit: "trials" }, done), ...underWay.values()].join(" | ");
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
  return { plan, start, epoch, trial, interrupted };
}

type Place = Pick<Trial, "model" | "method" | "sparsity" | "seed">;

function placeOf({ model, method, sparsity, seed }: Place): string {
  return JSON.stringify([model, method, sparsity, seed]);
}

function shortName({ model, method, sparsity, seed }: Place): string {
  return `${model} ${method} ${Number((100 * sparsity).toFixed(1))} % seed ${seed}`;
}
