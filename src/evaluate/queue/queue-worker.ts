import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { Job } from "bullmq";
import { InputError } from "../../errors.js";
import { packageVersion } from "../records/version.js";
import { WorkerEndedError } from "../workers/worker-pool.js";
import { FetchedOrders } from "./fetched-orders.js";
import { loadQueueModules } from "./load-queue-modules.js";
import { type QueueJob, type QueueResult, queueJob } from "./queue-jobs.js";
import type { WorkerState } from "./queue-server.js";
import { LEASE, type ServedSweep, type ServingOptions } from "./served-sweep.js";
import { ServedSweeps, type SweepListener } from "./served-sweeps.js";

/** How a worker works. */
export interface QueueWorkerOptions extends ServingOptions {
  /** ends when every sweep that was there is done */
  readonly untilDone: boolean;
  /** milliseconds that trials under way have to finish after the signal, before they go back to the queue; default 20,000 */
  readonly drain?: number | undefined;
  /** milliseconds from one look at the sweeps on offer to the next, where jobs could be taken; default 1000 */
  readonly interval?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onSweep?: SweepListener | undefined;
  readonly onJob?: ((outcome: WorkerOutcome) => void) | undefined;
  /** about every two seconds */
  readonly onState?: ((state: WorkerState) => void) | undefined;
}

/** What became of a job. */
export interface WorkerOutcome {
  readonly job: QueueJob | undefined;
  readonly outcome: "done" | "failed" | "returned" | "taken over";
  readonly error?: string | undefined;
}

/** What a worker has done in all. */
export interface WorkerSummary {
  readonly done: number;
  readonly failed: number;
  /** to the queue, undone */
  readonly returned: number;
}

const DRAIN = 20_000;
/** Milliseconds from one look at the queue to the next where it is empty. */
const IDLE_INTERVAL = 100;
const INTERVAL = 1000;
/** Looks at an empty offer after which the sweeps count as done: one may end before the next has begun. */
const EMPTY_LOOKS = 3;
/** Intervals from one look at the sweeps to the next while no job could be taken, at most. */
const BUSY_INTERVALS = 5;
/** Intervals from one word on how the worker is to the next. */
const BEAT_INTERVALS = 2;

/**
 * Takes trials from a queue and runs them, in worker processes of its own, until it is told to stop.
 *
 * Before it takes a job of a sweep it checks that it has the same input, version and backend. While a trial runs, its lock on the server is renewed:
 * a worker that ends without a word loses it, and the trial goes to another one. What a trial says when it fails is recorded and not tried again;
 * a worker process that ends may be the machine's fault, and its trial is tried three times.
 *
 * @throws InputError where it cannot work for any of the sweeps that are there when it begins
 */
export async function serveQueue(options: QueueWorkerOptions): Promise<WorkerSummary> {
  const { server, jobs, signal, drain = DRAIN, interval = INTERVAL, onState } = options;
  if (!Number.isInteger(jobs) || jobs < 1)
    throw new InputError(`--jobs: expected an integer >= 1, got ${jobs}`);
  const { UnrecoverableError } = (await loadQueueModules()).bullmq;
  const worker = new QueueWorker(options, (message) => new UnrecoverableError(message));
  const beat = setInterval(() => {
    const now = worker.state();
    onState?.(now);
    if (server.client.status === "ready") server.tellWorker(now).catch(() => undefined);
  }, BEAT_INTERVALS * interval);
  const stop = () => worker.stop(drain);
  if (signal?.aborted) stop();
  signal?.addEventListener("abort", stop);
  try {
    await worker.run();
    return worker.summary();
  } finally {
    clearInterval(beat);
    signal?.removeEventListener("abort", stop);
    await worker.close();
  }
}

/** A worker's lanes, each of which does one job after another, and what they have done. */
class QueueWorker {
  readonly #options: QueueWorkerOptions;
  /** of an error that is not to be tried again */
  readonly #finalError: (message: string) => Error;
  readonly #id = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  readonly #sweeps: ServedSweeps;
  readonly #orders = new FetchedOrders(() => this.#isReturning);
  readonly #running = new Map<string, WorkerState["running"][number]>();
  readonly #counts = { done: 0, failed: 0, returned: 0 };
  /** no more jobs are taken */
  #isStopping = false;
  /** those under way go back to the queue */
  #isReturning = false;

  constructor(options: QueueWorkerOptions, finalError: (message: string) => Error) {
    this.#options = options;
    this.#finalError = finalError;
    this.#sweeps = new ServedSweeps(options, options.onSweep);
  }

  async run(): Promise<void> {
    const watching = this.#watch().catch((error) => {
      this.#isStopping = true;
      throw error;
    });
    await Promise.all([watching, ...Array.from({ length: this.#options.jobs }, () => this.#lane())]);
  }

  /** @param drain milliseconds that jobs under way have to finish */
  stop(drain: number): void {
    this.#isStopping = true;
    const limit = setTimeout(() => {
      this.#isReturning = true;
      void this.#sweeps.endWork();
    }, drain);
    limit.unref();
  }

  async close(): Promise<void> {
    const { server } = this.#options;
    await this.#sweeps.close();
    if (server.client.status === "ready") await server.forgetWorker(this.#id).catch(() => undefined);
  }

  summary(): WorkerSummary {
    return this.#counts;
  }

  state(): WorkerState {
    return {
      id: this.#id,
      host: hostname(),
      pid: process.pid,
      seprank: packageVersion(),
      node: process.versions.node,
      jobs: this.#options.jobs,
      done: this.#counts.done,
      failed: this.#counts.failed,
      running: [...this.#running.values()],
    };
  }

  /** Looks at the sweeps until there is nothing left to do. */
  async #watch(): Promise<void> {
    const { untilDone, jobs, interval = INTERVAL } = this.#options;
    let hasSeenSweep = false;
    let emptyLooks = 0;
    while (!this.#isStopping) {
      await this.#sweeps.refresh().catch((error: unknown) => {
        if (error instanceof InputError) throw error;
      });
      const { size, firstRefusal } = this.#sweeps;
      if (size > 0) hasSeenSweep = true;
      else if (!hasSeenSweep && firstRefusal !== undefined) throw new InputError(firstRefusal);
      emptyLooks = hasSeenSweep && size === 0 ? emptyLooks + 1 : 0;
      if (untilDone && emptyLooks >= EMPTY_LOOKS) this.#isStopping = true;
      await this.#pause(interval);
      // Looking costs: where every lane is busy, it is put off.
      for (let k = 1; k < BUSY_INTERVALS && this.#running.size === jobs; k++) await this.#pause(interval);
    }
  }

  async #lane(): Promise<void> {
    while (!this.#isStopping) {
      const token = randomUUID();
      const taken = await this.#sweeps.take(token);
      if (taken === undefined) await this.#pause(IDLE_INTERVAL);
      else await this.#run(taken.job, taken.sweep, token).finally(() => taken.sweep.release());
    }
  }

  /** Runs a job while its lock is renewed, and tells the server and the owner what became of it. */
  async #run(job: Job, sweep: ServedSweep, token: string): Promise<void> {
    const { lease = LEASE, onJob } = this.#options;
    const renewal = setInterval(() => {
      // Where it is lost another worker has the trial; the first to finish counts.
      job.extendLock(token, lease).catch(() => undefined);
    }, lease / 3);
    const task = queueJob.safeParse(job.data).data;
    try {
      const end = await this.#finish(job, token, () => this.#work(job, task, sweep));
      onJob?.({ job: task, ...end });
    } catch (error) {
      // The lock was lost: another worker has the trial, or has finished it.
      onJob?.({ job: task, outcome: "taken over", error: (error as Error).message });
    } finally {
      clearInterval(renewal);
      this.#running.delete(job.id as string);
    }
  }

  #work(job: Job, task: QueueJob | undefined, sweep: ServedSweep): Promise<QueueResult> {
    if (task === undefined)
      throw new InputError(`job ${job.id}: expected a trial or an order of this version`);
    const place = { sweep: sweep.id, job: job.id as string };
    const tell = (epoch: number, validationAccuracy: number | null) =>
      this.#running.set(place.job, { ...place, epoch, validationAccuracy });
    tell(0, null);
    return sweep.work(task, this.#orders, ({ epoch, validationAccuracy }) => tell(epoch, validationAccuracy));
  }

  /** Moves a job to where its work's end puts it. @throws where the server says that it is not ours any more */
  async #finish(
    job: Job,
    token: string,
    work: () => Promise<QueueResult>,
  ): Promise<Omit<WorkerOutcome, "job">> {
    let result: QueueResult;
    try {
      result = await work();
    } catch (error) {
      const { message } = error as Error;
      if (this.#isReturning) {
        await job.moveToWait(token);
        this.#counts.returned++;
        return { outcome: "returned" };
      }
      const isFinal = !(error instanceof WorkerEndedError);
      await job.moveToFailed(isFinal ? this.#finalError(message) : (error as Error), token, false);
      this.#counts.failed++;
      return { outcome: "failed", error: message };
    }
    await job.moveToCompleted(result, token, false);
    this.#counts.done++;
    return { outcome: "done" };
  }

  async #pause(milliseconds: number): Promise<void> {
    if (!this.#isStopping) await new Promise((resolve) => setTimeout(resolve, milliseconds));
  }
}
