import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { InputError, InterruptedError } from "../../src/errors.js";
import { ORDERS_FOLDER } from "../../src/evaluate/orders/order-cache.js";
import { planSweep, type SweepOutlook } from "../../src/evaluate/plan-sweep.js";
import { loadPlugin } from "../../src/evaluate/plugins/load-plugin.js";
import type { InputRecords } from "../../src/evaluate/records/records-by-input.js";
import { RESULTS_FILE, readResults } from "../../src/evaluate/records/results-file.js";
import { type PlacedSweep, runSweeps } from "../../src/evaluate/run-sweeps.js";
import { type MeasuredStructure, measureStructure } from "../../src/evaluate/structure/measure-structure.js";
import { removalPicture } from "../../src/evaluate/structure/removal-picture.js";
import { summarizeStructure } from "../../src/evaluate/structure/structure-summary.js";
import { summarizeInputs } from "../../src/evaluate/summaries/input-summary.js";
import type { Sweep, SweepResult } from "../../src/evaluate/sweep.js";
import type { Shard } from "../../src/evaluate/trials/shard.js";
import { STANDARD_INPUT } from "../../src/files.js";
import { classificationGraph } from "../../src/nn/training/classification-graph.js";
import { counted } from "../../src/report/wording/numbers.js";
import { parseMethod } from "../../src/sparsify/method-spec.js";
import { loadGraph } from "../files/load-graph.js";
import { readTrainingCurves } from "../files/read-training-curves.js";
import { checkHistories, type SavedHistories, saveHistories } from "../files/save-histories.js";
import { isHistoryFile } from "../files/save-history.js";
import { defaultJobs } from "../options/default-jobs.js";
import type { Globals } from "../options/globals.js";
import type { GraphOptions } from "../options/graph-argument.js";
import { hyperparameterOverrides } from "../options/hyperparameters.js";
import type { QueueOptions } from "../options/queue-options.js";
import { sweepFolders } from "../options/sweep-folders.js";
import {
  type SweepFileFlags,
  type SweepFlags,
  type SweepOptions,
  sweepOptions,
} from "../options/sweep-options.js";
import { parseNamedMethod, readGivenOrders } from "../orders/given-orders.js";
import { queueSweeps } from "../queue/queue-sweeps.js";
import type { Console } from "../terminal/console.js";
import { UsageError } from "../terminal/exit.js";
import { interruptSignal } from "../terminal/interrupt.js";
import { createSweepProgress } from "../terminal/sweep-progress.js";
import { startWatching } from "../watch/watch-sweeps.js";

interface EvaluateOptions extends GraphOptions, SweepFlags, SweepFileFlags, QueueOptions {
  readonly dryRun?: boolean;
  readonly watch?: number;
  readonly shard?: Shard;
  readonly structure: boolean;
}

/** `seprank evaluate`: runs a sweep on each data set: trains and tests models at several sparsities, then writes tables, figures and the page. */
export async function evaluate(
  graphs: readonly string[],
  flags: EvaluateOptions,
  globals: Globals,
  isGiven: (name: string) => boolean,
): Promise<void> {
  const { console } = globals;
  const options = await sweepOptions(graphs, { ...flags, seed: globals.seed }, isGiven);
  const { seed, out, models, sparsity, backend, baseline, split } = options;
  const plugin = options.plugin === undefined ? undefined : await loadPlugin(options.plugin);
  const named = options.methods.map(parseNamedMethod);
  const methods = named.map(({ name }) => name);
  if (named.some(({ file }) => file !== undefined) && options.datasets.length > 1)
    throw new UsageError(
      `--methods NAME=FILE: expected one data set, as an order lists the edges of one graph, got ${options.datasets.length}`,
    );
  const { jobs = defaultJobs() } = options;
  if (options.queue !== undefined && isGiven("jobs"))
    throw new UsageError("--jobs: with --queue it is the workers' own: seprank worker --jobs");
  if (options.queue !== undefined && options.datasets.includes(STANDARD_INPUT))
    throw new UsageError(
      "--queue: expected a data set or a file, which workers can open, got standard input",
    );
  if (options.seeds < 1) throw new InputError(`--seeds: expected at least 1, got ${options.seeds}`);
  const seeds = Array.from({ length: options.seeds }, (_, k) => seed + k);
  const signal = interruptSignal();
  const folders = sweepFolders(out, options.datasets);
  const { history } = options;
  if (history !== undefined) await checkHistories(history, [...folders, out]);
  const sweeps: PlacedSweep[] = [];
  for (const [k, graph] of options.datasets.entries()) {
    const { dataset, sha256 } = await loadGraph(graph, options, globals);
    const orders = await readGivenOrders(named, dataset);
    const sweep: Sweep = {
      dataset,
      orders,
      sha256,
      grid: { models, methods, sparsities: sparsity, seeds },
      backend,
      hyperparameters: hyperparameterOverrides(options),
      split,
      plugin,
      shard: options.shard,
    };
    sweeps.push({ sweep, folder: folders[k] });
  }
  parseMethod(baseline);
  if (options.dryRun === true) return outline(sweeps, console);
  if (history !== undefined) await warnOfTrialsWithout(folders, console);
  const results = await runWatched(sweeps, { ...options, jobs }, signal, console);
  console.progress(null);
  const targets = history === undefined ? [] : sweepFolders(history, options.datasets);
  const saving =
    history === undefined ? null : await settled(() => saveOf(results, folders, history, targets));
  if (options.shard !== undefined)
    return reportShard({ results, sweeps, shard: options.shard }, saving, console);
  const reports: Report[] = [];
  for (const [k, result] of results.entries()) {
    const structure = options.structure
      ? await structureOf(result, sweeps[k], signal, console)
      : { rows: [], left: 0 };
    reports.push(await report(result, sweeps[k], { baseline, rows: structure.rows }, console));
  }
  const written = reports.flatMap(({ text, document }) => (text === null ? [] : [{ text, document }]));
  if (written.length > 0)
    console.result([written.map(({ text }) => text).join("\n\n\n"), ...historyLines(saving)].join("\n"), {
      ...(sweeps.length === 1 ? written[0].document : { datasets: written.map(({ document }) => document) }),
      ...historyDocument(saving),
    });
  const failure = reports.find((one) => one.failure !== null)?.failure;
  if (failure) throw failure;
  if (saving instanceof Error) throw saving;
}

/** What was written of the histories, and where; null where no trial is finished. */
type Saving = (SavedHistories & { readonly target: string }) | Error | null;

/** Files that do not fit their records end neither the report nor a shard's last line: they are told after it. */
async function settled(save: () => Promise<Saving>): Promise<Saving> {
  return save().catch((error: unknown) => {
    if (error instanceof Error) return error;
    throw error;
  });
}

async function saveOf(
  results: readonly SweepResult[],
  folders: readonly string[],
  target: string,
  targets: readonly string[],
): Promise<Saving> {
  if (!results.some(({ records }) => records.some(({ outcome }) => outcome === "ok"))) return null;
  const sweeps = results.map(({ records }, k) => ({ records, folder: folders[k] }));
  return { target, ...(await saveHistories(sweeps, target, isHistoryFile(target) ? [] : targets)) };
}

function historyLines(saving: Saving): string[] {
  return saving === null || saving instanceof Error
    ? []
    : [`history: ${saving.target}, ${counted(saving.trials, "trial")}`];
}

function historyDocument(saving: Saving): { readonly history?: Saving } {
  return saving === null || saving instanceof Error ? {} : { history: saving };
}

/** Before hours of running: what is there already is not run again. */
async function warnOfTrialsWithout(folders: readonly string[], console: Console): Promise<void> {
  for (const folder of folders) {
    const { path, records } = await readResults(folder);
    const without = records.filter((record) => record.outcome === "ok" && record.history === undefined);
    if (without.length > 0)
      console.warn(
        `${path}: ${counted(without.length, "finished trial")} ${without.length === 1 ? "was" : "were"} run without --history, and will not be in it; another output folder runs all`,
      );
  }
}

/** Runs the trials: in processes of this machine or, by a queue, on others; with a page to watch them where it is asked for. */
async function runWatched(
  sweeps: readonly PlacedSweep[],
  options: EvaluateOptions & SweepOptions & { readonly jobs: number },
  signal: AbortSignal,
  console: Console,
): Promise<SweepResult[]> {
  const progress = createSweepProgress(sweeps, console);
  const { queue: url, watch, baseline, jobs } = options;
  const queue = url === undefined ? null : await queueSweeps(sweeps, { ...options, url }, progress, console);
  const page =
    watch === undefined
      ? null
      : await startWatching(watch, {
          folders: sweeps.map(({ folder }) => folder),
          baseline,
          state: progress.state,
        });
  try {
    if (page !== null) console.message(`watch: ${page.address}`);
    const results = await runSweeps(queue?.sweeps ?? sweeps, {
      // Of a queue, all trials are under way at once.
      jobs: queue === null ? jobs : Number.MAX_SAFE_INTEGER,
      history: options.history !== undefined,
      signal,
      onPlan: progress.plan,
      onStart: progress.start,
      onTrial(record, k) {
        progress.trial(record, k);
        page?.tellRecord();
      },
      onEpoch: progress.epoch,
    });
    await queue?.retire();
    return results;
  } catch (error) {
    throw error instanceof InterruptedError ? progress.interrupted() : error;
  } finally {
    await page?.close();
    await queue?.close();
  }
}

/** One shard of some sweeps that has run. */
interface FinishedShard {
  readonly results: readonly SweepResult[];
  readonly sweeps: readonly PlacedSweep[];
  readonly shard: Shard;
}

/** The end of a shard: no report is written, as its numbers mean nothing without the other shards. */
function reportShard(
  { results, sweeps, shard: { index, count } }: FinishedShard,
  saving: Saving,
  console: Console,
): void {
  const lines = results.map(({ planned, failed }, k) => {
    const name = sweeps.length === 1 ? "" : `${sweeps[k].sweep.dataset.name}: `;
    return `${name}shard ${index} of ${count}: ${planned - failed} of ${planned} trials done in ${join(sweeps[k].folder, RESULTS_FILE)}`;
  });
  const documents = results.map(({ planned, present, failed }, k) => ({
    shard: { index, count },
    planned,
    present,
    failed,
    files: { results: join(sweeps[k].folder, RESULTS_FILE) },
  }));
  console.result(
    `${[...lines, ...historyLines(saving)].join("\n")}\nput the shards together: seprank merge FOLDER... -o FOLDER`,
    {
      ...(documents.length === 1 ? documents[0] : { datasets: documents }),
      ...historyDocument(saving),
    },
  );
  if (saving instanceof Error) throw saving;
  const bad = results.findIndex(({ failed }) => failed > 0);
  if (bad >= 0) throw failureOf(results[bad], sweeps[bad].folder);
}

/** The report of a sweep's folder, and the error of this run. */
interface Report {
  /** null where no trial is finished */
  readonly text: string | null;
  readonly document: object | null;
  readonly failure: Error | null;
}

/** The structure of the trials' pruned graphs; an interrupt ends it between two of them. */
async function structureOf(
  { records }: SweepResult,
  { sweep, folder }: PlacedSweep,
  signal: AbortSignal,
  console: Console,
): Promise<MeasuredStructure> {
  const measured = await measureStructure(
    records,
    classificationGraph(sweep.dataset, { split: sweep.split }),
    folder,
    async (left) => {
      console.progress(`structure of the pruned graphs: ${left} left`);
      await setImmediate();
      if (signal.aborted)
        throw new InterruptedError("interrupted; the trials are all done and kept, the same command goes on");
    },
  );
  console.progress(null);
  if (measured.left > 0)
    console.warn(
      `${folder}: structure of ${measured.left} pruned graphs not measured, as their removal orders, which take training, are not in ${join(folder, ORDERS_FOLDER)}`,
    );
  return measured;
}

async function report(
  result: SweepResult,
  { sweep, folder }: PlacedSweep,
  { baseline, rows }: { readonly baseline: string } & Pick<MeasuredStructure, "rows">,
  console: Console,
): Promise<Report> {
  const { columns } = console;
  const { records, planned, present, failed } = result;
  const failure = failed === 0 ? null : failureOf(result, folder);
  if (failure !== null && !records.some(({ outcome }) => outcome === "ok"))
    return { text: null, document: null, failure };
  // Drawing is heavy to load: after the trials, not before.
  const { structureTableAtHalf, tableText, textReport, writeReport } = await import(
    "../../src/report/index.js"
  );
  const structure = summarizeStructure(rows);
  const [summary] = summarizeInputs(records, baseline);
  const pictureOf = (input: InputRecords) => removalPicture(folder, input, baseline, async () => sweep);
  const trainingOf = (input: InputRecords) => readTrainingCurves(folder, input, console);
  const { undrawn, ...files } = await writeReport([summary], folder, { structure, pictureOf, trainingOf });
  const half = structureTableAtHalf(structure);
  const tables = [textReport([summary], columns), ...(half === null ? [] : [tableText(half, columns)])];
  return {
    text: `${tables.join("\n\n\n")}\n\nreport: ${files.html}`,
    document: {
      input: records[0].input,
      ...(sweep.plugin === undefined ? {} : { plugin: sweep.plugin }),
      planned,
      present,
      failed,
      files: { results: join(folder, RESULTS_FILE), ...files },
      baseline,
      summary: summary.rows,
      curves: summary.curves,
      structure,
      costs: summary.costs,
    },
    failure:
      failure ?? (undrawn.length === 0 ? null : new Error(`all else is written, but ${undrawn.join("; ")}`)),
  };
}

async function outline(sweeps: readonly PlacedSweep[], console: Console): Promise<void> {
  const outlooks: SweepOutlook[] = [];
  for (const { sweep, folder } of sweeps) outlooks.push(await planSweep(sweep, folder));
  const lines = outlooks.map(({ planned, present, missing, orders }, k) => {
    const total = orders.reduce((sum, { count }) => sum + count, 0);
    const listed =
      total === 0 ? "" : ` (${orders.map(({ method, count }) => `${method}: ${count}`).join(", ")})`;
    const name = sweeps.length === 1 ? "" : `${sweeps[k].sweep.dataset.name}: `;
    return `${name}${planned} trials, ${present} of them there already, ${missing.length} to run; removal orders to compute: ${total}${listed}`;
  });
  const documents = outlooks.map((outlook) => ({ dryRun: true, ...outlook }));
  console.result(lines.join("\n"), documents.length === 1 ? documents[0] : { datasets: documents });
}

function failureOf({ records, planned, failed }: SweepResult, folder: string): Error {
  const last = records.findLast((record) => record.outcome === "failed");
  const reason = last?.outcome === "failed" ? last.error : "";
  return new Error(
    `${failed} of ${planned} trials failed (${reason}); see ${join(folder, RESULTS_FILE)}, and run the same command again to retry them`,
  );
}
