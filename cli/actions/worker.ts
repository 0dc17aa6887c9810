import { InputError } from "../../src/errors.js";
import { loadPlugin } from "../../src/evaluate/plugins/load-plugin.js";
import { openQueueServer, type WorkerState } from "../../src/evaluate/queue/queue-server.js";
import { serveQueue, type WorkerOutcome } from "../../src/evaluate/queue/queue-worker.js";
import { openOffer } from "../files/open-offer.js";
import { defaultJobs } from "../options/default-jobs.js";
import type { Globals } from "../options/globals.js";
import type { QueueOptions } from "../options/queue-options.js";
import { takePassword } from "../options/take-password.js";
import { UsageError } from "../terminal/exit.js";
import { interruptSignal } from "../terminal/interrupt.js";

interface WorkerCommandOptions extends QueueOptions {
  readonly jobs?: number;
  readonly plugin?: string;
  readonly untilDone?: boolean;
  readonly lease: number;
  readonly drain: number;
  readonly health: number;
}

export async function worker(
  {
    queue: url,
    queueName,
    ordersDir,
    plugin: pluginFile,
    jobs = defaultJobs(),
    untilDone = false,
    lease,
    drain,
    health,
  }: WorkerCommandOptions,
  globals: Globals,
): Promise<void> {
  const { console } = globals;
  if (url === undefined)
    throw new UsageError("--queue: expected the address of a server, such as redis://HOST, got none");
  if (!(lease >= 1)) throw new InputError(`--lease: expected at least 1 second, got ${lease}`);
  if (!(drain >= 0)) throw new InputError(`--drain: expected at least 0 seconds, got ${drain}`);
  if (!(health >= 1)) throw new InputError(`--health: expected at least 1 second, got ${health}`);
  const plugin = pluginFile === undefined ? undefined : await loadPlugin(pluginFile);
  const server = await openQueueServer({
    url,
    name: queueName,
    environment: takePassword(),
    onWarning: console.warn,
  });
  try {
    const signal = interruptSignal();
    signal.addEventListener("abort", () =>
      console.message(`draining: trials under way have ${drain} s to finish; again to end at once`),
    );
    const begun = performance.now();
    let toldAt = begun;
    console.message(`${server.label}: waiting for trials, ${jobs} at a time`);
    const summary = await serveQueue({
      server,
      jobs,
      ordersFolder: ordersDir,
      plugin,
      untilDone,
      lease: 1000 * lease,
      drain: 1000 * drain,
      signal,
      openInput: (offer) => openOffer(offer, globals),
      onSweep(offer, refusal) {
        if (refusal !== null) console.warn(`no trials are taken from a sweep: ${refusal}`);
        else console.message(`works for the sweep of ${offer?.input.name}, backend ${offer?.backend}`);
      },
      onJob: (outcome) => tellJob(outcome),
      onState(state) {
        console.progress(() => healthLine(state, performance.now() - begun));
        if (performance.now() - toldAt < 1000 * health) return;
        toldAt = performance.now();
        console.message(healthLine(state, performance.now() - begun));
      },
    });
    console.progress(null);
    const { done, failed, returned } = summary;
    console.result(
      `${done} jobs done, ${failed} failed, ${returned} returned to the queue${signal.aborted ? "; stopped by a signal" : ""}`,
      { ...summary, stopped: signal.aborted },
    );
  } finally {
    await server.close();
  }

  function tellJob({ job, outcome, error = "" }: WorkerOutcome): void {
    const what = job === undefined ? "a job" : nameOf(job);
    if (outcome === "failed") console.warn(`${what}: ${error}`);
    else console.detail(`${what}: ${outcome}${error === "" ? "" : ` (${error})`}`);
  }
}

function nameOf(job: NonNullable<WorkerOutcome["job"]>): string {
  if (job.kind === "order") return `removal order of ${job.method}, seed ${job.seed}`;
  const { model, method, sparsity, seed } = job.trial;
  return `${model}, ${method}, ${sparsity} removed, seed ${seed}`;
}

/** How a worker is, in one line. */
function healthLine({ running, jobs, done, failed }: WorkerState, elapsed: number): string {
  const perMinute = (60_000 * done) / elapsed;
  return `${running.length} of ${jobs} jobs under way, ${done} done, ${failed} failed, ${perMinute.toFixed(1)}/min`;
}
