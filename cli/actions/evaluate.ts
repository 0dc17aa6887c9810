import { availableParallelism } from "node:os";
import { join } from "node:path";
import { InputError, InterruptedError } from "../../src/errors.js";
import { summarizeCurves } from "../../src/experiments/curve-summary.js";
import { planSweep, type SweepOutlook } from "../../src/experiments/plan-sweep.js";
import type { TrialRecord } from "../../src/experiments/record.js";
import { RESULTS_FILE } from "../../src/experiments/results-file.js";
import { summarize } from "../../src/experiments/summary.js";
import { runSweep, type Sweep, type SweepPlan, type SweepResult } from "../../src/experiments/sweep.js";
import { sparsifierNamed } from "../../src/sparsify/registry.js";
import type { Console } from "../console.js";
import type { Globals } from "../globals.js";
import type { GraphOptions } from "../graph-argument.js";
import type { HyperparameterOptions } from "../hyperparameter-options.js";
import { hyperparameterOverrides } from "../hyperparameters.js";
import { interruptSignal } from "../interrupt.js";
import { loadGraph } from "../load-graph.js";
import { timeLeft } from "../time-left.js";

interface EvaluateOptions extends GraphOptions, HyperparameterOptions {
  readonly out: string;
  readonly models: readonly string[];
  readonly methods: readonly string[];
  readonly sparsity: readonly number[];
  readonly seeds: number;
  readonly baseline: string;
  readonly dryRun?: boolean;
  readonly jobs?: number;
}

/** More processes than this are asked for by name: each holds the data and a tensor backend in memory. */
const MOST_DEFAULT_JOBS = 8;

export async function evaluate(graph: string, options: EvaluateOptions, globals: Globals): Promise<void> {
  const { console, seed } = globals;
  const { out, models, methods, sparsity, backend } = options;
  const { jobs = Math.min(availableParallelism(), MOST_DEFAULT_JOBS) } = options;
  if (options.seeds < 1) throw new InputError(`--seeds: expected at least 1, got ${options.seeds}`);
  sparsifierNamed(options.baseline);
  const seeds = Array.from({ length: options.seeds }, (_, k) => seed + k);
  const signal = interruptSignal();
  const { dataset, sha256 } = await loadGraph(graph, options, globals);
  const sweep: Sweep = {
    dataset,
    sha256,
    grid: { models, methods, sparsities: sparsity, seeds },
    backend,
    hyperparameters: hyperparameterOverrides(options),
  };
  if (options.dryRun === true) return outline(await planSweep(sweep, out), console);
  const progress = createProgress(console, join(out, RESULTS_FILE));

  const result = await runSweep(sweep, {
    folder: out,
    jobs,
    signal,
    onStart: progress.start,
    onTrial: progress.trial,
  }).catch((error: unknown) => {
    throw error instanceof InterruptedError ? progress.interrupted() : error;
  });
  console.progress(null);
  await report(result, out, options.baseline, console);
}

async function report(
  result: SweepResult,
  folder: string,
  baseline: string,
  console: Console,
): Promise<void> {
  const { records, planned, present, failed } = result;
  const failure = failed === 0 ? null : failureOf(result, folder);
  if (failure !== null && !records.some(({ outcome }) => outcome === "ok")) throw failure;
  // Drawing is heavy to load: after the trials, not before.
  const { accuracyTable, curveTable, writeReport } = await import("../../src/report/index.js");
  const files = await writeReport(records, folder, baseline);
  const tables = [accuracyTable(records, baseline), curveTable(records, baseline)].filter(
    (table) => table !== "",
  );
  console.result(`${tables.join("\n\n")}\n\npicture: ${files.png}`, {
    input: records[0].input,
    planned,
    present,
    failed,
    files: { results: join(folder, RESULTS_FILE), ...files },
    baseline,
    summary: summarize(records, baseline),
    curves: summarizeCurves(records, baseline),
  });
  if (failure !== null) throw failure;
}

function outline({ planned, present, missing, orders }: SweepOutlook, console: Console): void {
  const total = orders.reduce((sum, { count }) => sum + count, 0);
  const listed =
    total === 0 ? "" : ` (${orders.map(({ method, count }) => `${method}: ${count}`).join(", ")})`;
  console.result(
    `${planned} trials, ${present} of them there already, ${missing.length} to run; removal orders to compute: ${total}${listed}`,
    { dryRun: true, planned, present, missing, orders },
  );
}

function failureOf({ records, planned, failed }: SweepResult, folder: string): Error {
  const last = records.findLast((record) => record.outcome === "failed");
  const reason = last?.outcome === "failed" ? last.error : "";
  return new Error(
    `${failed} of ${planned} trials failed (${reason}); see ${join(folder, RESULTS_FILE)}, and run the same command again to retry them`,
  );
}

function createProgress(console: Console, file: string) {
  let plan: SweepPlan = { planned: 0, present: 0, tornBytes: 0 };
  let done = 0;
  let kept = 0;
  let begun = 0;
  const start = (started: SweepPlan) => {
    plan = started;
    done = plan.present;
    begun = performance.now();
    kept = plan.present;
    if (plan.tornBytes > 0)
      console.warn(
        `${file}: cut off an unfinished last line of ${plan.tornBytes} bytes; its trial is run again`,
      );
    console.message(
      `${plan.planned} trials${plan.present > 0 ? `, ${plan.present} of them there already` : ""}`,
    );
    console.progress(`${done} of ${plan.planned} trials`);
  };
  const trial = (record: TrialRecord) => {
    done++;
    if (record.outcome === "ok") kept++;
    const { model, method, sparsity, seed } = record;
    const what = `${model}, ${method}, ${sparsity} removed, seed ${seed}`;
    if (record.outcome === "failed") console.warn(`trial failed (${what}): ${record.error}`);
    else console.detail(`${what}: ${record.testAccuracy.toFixed(4)} in ${record.seconds.toFixed(1)} s`);
    const left = timeLeft(done - plan.present, plan.planned - done, performance.now() - begun);
    console.progress(`${done} of ${plan.planned} trials${left}`);
  };
  const interrupted = () =>
    new InterruptedError(
      `interrupted; ${kept} of ${plan.planned} trials are kept in ${file}, the same command goes on from there`,
    );
  return { start, trial, interrupted };
}
