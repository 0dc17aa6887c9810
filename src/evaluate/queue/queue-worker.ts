import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Job, Worker } from "bullmq";
import { InputError } from "../../errors.js";
import { sha256Hex } from "../../files.js";
import type { GraphDataset } from "../../graph/dataset.js";
import { type ClassificationGraph, classificationGraph } from "../../nn/training/classification-graph.js";
import { parseMethod } from "../../sparsify/method-spec.js";
import type { RemovalOrder } from "../../sparsify/orders/removal-order.js";
import { packHistory } from "../histories/epoch-history.js";
import type { OrderDraft } from "../orders/order-draft.js";
import { packageVersion } from "../records/version.js";
import type { CreateTrialRunner, TrialRunner } from "../workers/trial-runner.js";
import { createWorkerPool, WorkerEndedError } from "../workers/worker-pool.js";
import { loadQueueModules } from "./load-queue-modules.js";
import { cachedParcels, folderParcels, type ParcelStore, packOrder, unpackOrder } from "./order-parcels.js";
import { type OrderParcel, type QueueJob, type QueueResult, queueJob } from "./queue-jobs.js";
import type { QueueServer, WorkerState } from "./queue-server.js";
import type { SweepOffer } from "./sweep-offer.js";

/** How a worker works. */
export interface QueueWorkerOptions {
  readonly server: QueueServer;
  /** trials at a time, each in a process, >= 1 */
  readonly jobs: number;
  /** Opens the input that an offer names, from this machine's data. */
  readonly openInput: (
    offer: SweepOffer,
  ) => Promise<{ readonly dataset: GraphDataset; readonly sha256: string }>;
  /** keeps removal orders, and the beginnings of those that take training; needed where the sweep's are in a shared folder */
  readonly ordersFolder?: string | undefined;
  /** ends when every sweep that was there is done */
  readonly untilDone: boolean;
  /** milliseconds that a trial is kept for a worker that tells nothing; default 30,000 */
  readonly lease?: number | undefined;
  /** milliseconds that trials under way have to finish after the signal, before they go back to the queue; default 20,000 */
  readonly drain?: number | undefined;
  /** milliseconds from one look at the sweeps on offer to the next; default 1000 */
  readonly interval?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** what runs the jobs; default: worker processes */
  readonly createRunner?: CreateTrialRunner | undefined;
  /** a sweep is taken on, or refused for the reason given */
  readonly onSweep?: ((offer: SweepOffer | undefined, refusal: string | null) => void) | undefined;
  readonly onJob?: ((outcome: WorkerOutcome) => void) | undefined;
  /** about once a second */
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

/** A sweep that this worker can work for. */
interface Served {
  readonly id: string;
  readonly offer: SweepOffer;
  readonly graph: ClassificationGraph;
  readonly taker: Worker;
  readonly parcels: ParcelStore;
  pool: TrialRunner | undefined;
  /** when a job was last under way, as of performance.now() */
  usedAt: number;
  underWay: number;
}

const LEASE = 30_000;
const DRAIN = 20_000;
/** Milliseconds from one look at the queue to the next where it is empty. */
const IDLE_INTERVAL = 100;
const INTERVAL = 1000;
/** Milliseconds after which the processes of a sweep that has no jobs are ended: each holds its data. */
const IDLE_POOL = 20_000;
/** Looks at an empty offer after which the sweeps count as done: one may end before the next has begun. */
const EMPTY_LOOKS = 3;
/** Orders that are kept in memory. */
const MOST_ORDERS = 8;
/** Milliseconds that an order which the server lost has to come back: its coordinator looks after it. */
const PARCEL_PATIENCE = 60_000;

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
  const { server, jobs, untilDone, lease = LEASE, drain = DRAIN, signal, onSweep, onJob, onState } = options;
  const { createRunner = createWorkerPool, interval = INTERVAL } = options;
  if (!Number.isInteger(jobs) || jobs < 1)
    throw new InputError(`--jobs: expected an integer >= 1, got ${jobs}`);
  const { UnrecoverableError } = (await loadQueueModules()).bullmq;
  const id = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const served = new Map<string, Served>();
  const refused = new Map<string, string>();
  const running = new Map<string, WorkerState["running"][number]>();
  const orders = new Map<string, RemovalOrder>();
  const counts = { done: 0, failed: 0, returned: 0 };
  let [isStopping, isReturning, hasSeenSweep] = [false, false, false];
  let turn = 0;

  const state = (): WorkerState => ({
    id,
    host: hostname(),
    pid: process.pid,
    seprank: packageVersion(),
    node: process.versions.node,
    jobs,
    done: counts.done,
    failed: counts.failed,
    running: [...running.values()],
  });

  /** Looks at the sweeps on offer: new ones are checked, those that are gone are let go. */
  async function refresh(): Promise<void> {
    const offers = await server.offers();
    for (const [key, offer] of offers) {
      if (served.has(key) || refused.has(key)) continue;
      try {
        if (typeof offer === "string") throw new InputError(offer);
        served.set(key, await takeOn(key, offer, options));
        onSweep?.(offer, null);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        refused.set(key, error.message);
        onSweep?.(typeof offer === "string" ? undefined : offer, error.message);
      }
    }
    for (const [key, one] of served)
      if (!offers.has(key) && one.underWay === 0) {
        served.delete(key);
        await letGo(one);
      }
    for (const key of refused.keys()) if (!offers.has(key)) refused.delete(key);
    const now = performance.now();
    for (const one of served.values())
      if (one.pool !== undefined && one.underWay === 0 && now - one.usedAt > IDLE_POOL) {
        const { pool } = one;
        one.pool = undefined;
        await pool.close();
      }
  }

  /** The next job of the sweeps, in turns. */
  async function next(token: string): Promise<{ readonly job: Job; readonly of: Served } | undefined> {
    const all = [...served.values()];
    for (let k = 0; k < all.length; k++) {
      const of = all[turn++ % all.length];
      of.underWay++;
      const job = await of.taker.getNextJob(token, { block: false }).catch(() => undefined);
      if (job !== undefined) return { job, of };
      of.underWay--;
    }
    return undefined;
  }

  async function lane(): Promise<void> {
    while (!isStopping) {
      const token = randomUUID();
      const taken = await next(token);
      if (taken === undefined) await pause(IDLE_INTERVAL);
      else {
        await run(taken.job, taken.of, token).finally(() => {
          taken.of.underWay--;
          taken.of.usedAt = performance.now();
        });
      }
    }
  }

  async function run(job: Job, of: Served, token: string): Promise<void> {
    const renewal = setInterval(() => {
      // Where it is lost another worker has the trial; the first to finish counts.
      job.extendLock(token, lease).catch(() => undefined);
    }, lease / 3);
    const name = job.id as string;
    const parsed = queueJob.safeParse(job.data);
    const said = { job: parsed.data };
    try {
      let result: QueueResult;
      try {
        if (!parsed.success)
          throw new InputError(`job ${name}: expected a trial or an order of this version`);
        running.set(name, { sweep: of.id, job: name, epoch: 0, validationAccuracy: null });
        result = await work(parsed.data, of, name);
      } catch (error) {
        const { message } = error as Error;
        if (isReturning) {
          await job.moveToWait(token);
          counts.returned++;
          return onJob?.({ ...said, outcome: "returned" });
        }
        const isFinal = !(error instanceof WorkerEndedError);
        await job.moveToFailed(isFinal ? new UnrecoverableError(message) : (error as Error), token, false);
        counts.failed++;
        return onJob?.({ ...said, outcome: "failed", error: message });
      }
      await job.moveToCompleted(result, token, false);
      counts.done++;
      onJob?.({ ...said, outcome: "done" });
    } catch (error) {
      // The lock was lost: another worker has the trial, or has finished it.
      onJob?.({ ...said, outcome: "taken over", error: (error as Error).message });
    } finally {
      clearInterval(renewal);
      running.delete(name);
    }
  }

  async function work(task: QueueJob, of: Served, name: string): Promise<QueueResult> {
    const { backend, history: keepsHistory } = of.offer;
    of.pool ??= createRunner(of.graph, { jobs, backend, history: keepsHistory });
    if (task.kind === "order") {
      const { method, seed, removed, training, identity } = task;
      const draft = training === undefined ? undefined : draftOf(identity, options.ordersFolder);
      const timed = await of.pool.removalOrder(
        parseMethod(method),
        seed,
        removed,
        training && { ...training, ...(draft === undefined ? {} : { draft }) },
      );
      const { parcel, bytes } = packOrder(timed.order);
      await of.parcels.write(parcel.sha256, bytes);
      if (draft !== undefined) await rm(draft.path, { force: true });
      return { kind: "order", parcel, seconds: timed.seconds };
    }
    const order = task.order === null ? null : await orderOf(task.order, of);
    const { history, ...measured } = await of.pool.train(
      task.trial,
      order,
      task.options,
      ({ epoch, validationAccuracy }) =>
        running.set(name, { sweep: of.id, job: name, epoch, validationAccuracy }),
    );
    const packed = history === undefined ? {} : { history: packHistory(history) };
    return { kind: "trial", node: process.versions.node, measured: { ...measured, ...packed } };
  }

  async function orderOf(parcel: OrderParcel, { parcels }: Served): Promise<RemovalOrder> {
    const known = orders.get(parcel.sha256);
    if (known !== undefined) return { ...known, method: parcel.method };
    const deadline = performance.now() + PARCEL_PATIENCE;
    let bytes = await parcels.read(parcel.sha256);
    while (bytes === undefined && performance.now() < deadline && !isReturning) {
      await pause(1000);
      bytes = await parcels.read(parcel.sha256);
    }
    if (bytes === undefined)
      throw new WorkerEndedError(
        `the removal order of ${parcel.method} (SHA-256 ${parcel.sha256}) is not where its sweep put it, or not whole`,
      );
    const order = unpackOrder(parcel, bytes);
    orders.set(parcel.sha256, order);
    for (const [oldest] of orders) if (orders.size > MOST_ORDERS) orders.delete(oldest);
    return order;
  }

  /** Looks at the sweeps until there is nothing left to do. */
  async function watch(): Promise<void> {
    let emptyLooks = 0;
    while (!isStopping) {
      await refresh().catch((error: unknown) => {
        if (error instanceof InputError) throw error;
      });
      if (served.size > 0) hasSeenSweep = true;
      else if (!hasSeenSweep && refused.size > 0) throw new InputError([...refused.values()][0]);
      emptyLooks = hasSeenSweep && served.size === 0 ? emptyLooks + 1 : 0;
      if (untilDone && emptyLooks >= EMPTY_LOOKS) break;
      await pause(interval);
    }
    isStopping = true;
  }

  const beat = setInterval(() => {
    const now = state();
    onState?.(now);
    if (server.client.status === "ready") server.tellWorker(now).catch(() => undefined);
  }, interval);
  const stop = () => {
    isStopping = true;
    const limit = setTimeout(() => {
      isReturning = true;
      for (const { pool } of served.values()) void pool?.close();
    }, drain);
    limit.unref();
  };
  if (signal?.aborted) stop();
  signal?.addEventListener("abort", stop);
  try {
    await Promise.all([
      watch().catch((error) => {
        isStopping = true;
        throw error;
      }),
      ...Array.from({ length: jobs }, lane),
    ]);
    return counts;
  } finally {
    clearInterval(beat);
    signal?.removeEventListener("abort", stop);
    await Promise.all([...served.values()].map(letGo));
    if (server.client.status === "ready") await server.forgetWorker(id).catch(() => undefined);
  }

  /** A sleep that the signal ends early. */
  function pause(milliseconds: number): Promise<void> {
    if (isStopping && !isReturning && signal?.aborted !== true) return Promise.resolve();
    return new Promise((resolve) => setTimeout(resolve, milliseconds));
  }
}

/** @throws InputError, BackendError in words for the one who started the worker */
async function takeOn(
  id: string,
  offer: SweepOffer,
  { server, openInput, ordersFolder, lease = LEASE, createRunner = createWorkerPool }: QueueWorkerOptions,
): Promise<Served> {
  const here = packageVersion();
  const { input, seprank, graph: name, split, backend } = offer;
  if (seprank !== here)
    throw new InputError(
      `the sweep of ${input.name} expects seprank ${seprank}, this is ${here}; install that one`,
    );
  if (offer.orders === "folder" && ordersFolder === undefined)
    throw new InputError(
      `the sweep of ${input.name} keeps its removal orders in a shared folder; name it with --orders-dir`,
    );
  const { dataset, sha256 } = await openInput(offer).catch((error: Error) => {
    throw new InputError(`the sweep's input ${name} cannot be opened here: ${error.message}`, {
      cause: error,
    });
  });
  if (sha256 !== input.sha256)
    throw new InputError(
      `the sweep's input ${name} is another one here: expected SHA-256 ${input.sha256}, got ${sha256}`,
    );
  const { vertexCount, edgeCount } = dataset.adjacency;
  if (vertexCount !== input.vertices || edgeCount !== input.edges)
    throw new InputError(
      `the sweep's input ${name} is read in another way here: expected ${input.vertices} vertices and ${input.edges} edges, got ${vertexCount} and ${edgeCount}`,
    );
  const graph = classificationGraph(dataset, { split });
  const pool = createRunner(graph, { jobs: 1, backend });
  try {
    const found = await pool.backend();
    if (found !== backend)
      throw new InputError(`the sweep of ${input.name} expects backend ${backend}, got ${found}`);
  } finally {
    await pool.close();
  }
  const taker = server.takerOf(id, lease);
  await taker.startStalledCheckTimer();
  const far = offer.orders === "folder" ? folderParcels(ordersFolder as string) : server.parcelsOf(id);
  const parcels =
    offer.orders === "server" && ordersFolder !== undefined
      ? cachedParcels(folderParcels(ordersFolder), far)
      : far;
  return { id, offer, graph, taker, parcels, pool: undefined, usedAt: performance.now(), underWay: 0 };
}

async function letGo({ pool, taker }: Served): Promise<void> {
  await pool?.close();
  await taker.close(true).catch(() => undefined);
}

/** Where the beginning of an order that takes training is kept: another worker that has the folder goes on from it. */
function draftOf(identity: unknown, folder: string | undefined): OrderDraft | undefined {
  if (identity === undefined || folder === undefined) return undefined;
  const digest = sha256Hex(new TextEncoder().encode(JSON.stringify(identity)));
  return { path: join(folder, `${digest}.draft.json`), identity };
}
