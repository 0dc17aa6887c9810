import { join } from "node:path";
import { InterruptedError } from "../../src/errors.js";
import { RESULTS_FILE } from "../../src/evaluate/records/results-file.js";
import type { PlacedSweep } from "../../src/evaluate/run-sweeps.js";
import type { SweepPlan } from "../../src/evaluate/sweep.js";
import type { TrialRecord } from "../../src/evaluate/trials/record.js";
import type { Console } from "./console.js";
import { timeLeft } from "./time-left.js";

/** Tells on standard error how far sweeps are: beginnings, failed trials, a line of progress with the time left. */
export function createSweepProgress(sweeps: readonly PlacedSweep[], console: Console) {
  const fileOf = (k: number) => join(sweeps[k].folder, RESULTS_FILE);
  let [planned, present, run, kept, begun] = [0, 0, 0, 0, 0];
  const show = () => {
    const done = present + run;
    const left = timeLeft(run, planned - done, performance.now() - begun);
    console.progress(`${done} of ${planned} trials${run === 0 ? "" : left}`);
  };
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
  const trial = (record: TrialRecord, k: number) => {
    run++;
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
  return { plan, start, trial, interrupted };
}
