import { hostname } from "node:os";
import { InputError } from "../../errors.js";
import type { RemovalOrder } from "../../sparsify/orders/removal-order.js";
import { unpackHistory } from "../histories/epoch-history.js";
import type { TimedOrder } from "../orders/order-cache.js";
import { packageVersion } from "../records/version.js";
import type { TrialEpoch } from "../trials/trial.js";
import type { CreateTrialRunner, TrialRunner } from "../workers/trial-runner.js";
import { createWorkerPool } from "../workers/worker-pool.js";
import { folderParcels, type ParcelStore, packOrder, unpackOrder } from "./order-parcels.js";
import { parseJson } from "./parse-json.js";
import {
  type OrderParcel,
  orderJobId,
  type QueueJob,
  type QueueResult,
  queueResult,
  trialJobId,
} from "./queue-jobs.js";
import type { QueueServer } from "./queue-server.js";
import { offerId, QUEUE_FORMAT, type SweepOffer } from "./sweep-offer.js";

/** What is known of a sweep beside its graph. */
export interface QueuedSweep extends Pick<SweepOffer, "input" | "graph" | "reading" | "split" | "overrides"> {
  /** whether trials tell loss and accuracies of every epoch; default no */
  readonly history?: boolean | undefined;
  /** where the records go: who else collects them is told by it */
  readonly folder: string;
  /** a folder that all machines share, for the removal orders; default: the server keeps them */
  readonly ordersFolder?: string | undefined;
  /** milliseconds from one check that the server still has all jobs to the next; default 10,000 */
  readonly checkInterval?: number | undefined;
}

/** A job that was asked for and is not answered yet. */
interface Waiting {
  readonly job: QueueJob;
  readonly priority: number;
  readonly resolve: (result: QueueResult) => void;
  readonly reject: (error: Error) => void;
  readonly onEpoch: ((epoch: TrialEpoch) => void) | undefined;
  isSent: boolean;
}

/** Milliseconds from one look at what is finished to the next. */
const COLLECT_INTERVAL = 100;
/** Milliseconds from one look at the workers to the next. */
const WATCH_INTERVAL = 1000;
/** Milliseconds from one check that the server still has all jobs, and that the sweep is ours, to the next. */
const CHECK_INTERVAL = 10_000;
/** Jobs in one message to the server. */
const BATCH = 1000;

/** A failure that may be the machine's is tried again on another one, so often in all. */
const ATTEMPTS = 3;

/** What an offer of a sweep says, once its backend is known. */
export function sweepOfferOf(
  { input, graph, reading, split, overrides, history = false, ordersFolder }: QueuedSweep,
  backend: string,
): SweepOffer {
  return {
    format: QUEUE_FORMAT,
    seprank: packageVersion(),
    backend,
    input,
    graph,
    reading,
    split,
    overrides,
    history,
    orders: ordersFolder === undefined ? "server" : "folder",
  };
}

/**
 * A {@link TrialRunner} that puts trials into a queue, where workers of other machines take them, and collects what they measure.
 *
 * All trials and orders are queued at once, those of the first seed in front. A job stays on the server, finished, until its record is on the disk;
 * a coordinator that ended in between finds it there. Jobs that the server has lost (it was restarted without its data, or dropped them) are
 * queued again.
 */
export function createQueueRunner(server: QueueServer, sweep: QueuedSweep): CreateTrialRunner {
  return (graph, { jobs, backend: wanted }) => {
    const own = { host: hostname(), folder: sweep.folder, pid: process.pid };
    const waiting = new Map<string, Waiting>();
    const parcels = new Map<string, { readonly parcel: OrderParcel; readonly order: RemovalOrder }>();
    const parcelOf = new WeakMap<RemovalOrder, Promise<OrderParcel>>();
    const seeds = new Map<number, number>();
    const recorded: string[] = [];
    const unsent: string[] = [];
    let opened: { readonly id: string; readonly offer: SweepOffer; readonly store: ParcelStore } | undefined;
    let closed = false;
    let looping: Promise<void> | undefined;
    let wake: () => void = () => undefined;

    /** The seeds' places in the order in which they were first asked for; jobs of the first go before those of the second. */
    const priorityOf = (seed: number, kind: QueueJob["kind"]) => {
      if (!seeds.has(seed)) seeds.set(seed, seeds.size);
      return 1 + 2 * (seeds.get(seed) as number) + (kind === "trial" ? 1 : 0);
    };

    function ask<K extends QueueJob["kind"]>(
      id: string,
      job: QueueJob & { readonly kind: K },
      seed: number,
      onEpoch?: (epoch: TrialEpoch) => void,
    ): Promise<QueueResult & { readonly kind: K }> {
      return new Promise((resolve, reject) => {
        waiting.set(id, {
          job,
          priority: priorityOf(seed, job.kind),
          resolve: resolve as Waiting["resolve"],
          reject,
          onEpoch,
          isSent: false,
        });
        unsent.push(id);
        // Those that are asked for in one go are sent in one go.
        setImmediate(() => wake());
      });
    }

    async function open(): Promise<void> {
      const backend = await resolveBackend(wanted, () =>
        createWorkerPool(graph, { jobs: 1, backend: wanted }),
      );
      const offer = sweepOfferOf(sweep, backend);
      const id = offerId(offer);
      const other = await server.claim(id, own);
      if (other !== undefined)
        throw new InputError(
          `${server.label}: process ${other.pid} on ${JSON.stringify(other.host)} collects this sweep into ${JSON.stringify(other.folder)}; wait for it, or choose another --queue-name`,
        );
      await server.offer(offer);
      const store =
        sweep.ordersFolder === undefined ? server.parcelsOf(id) : folderParcels(sweep.ordersFolder);
      opened = { id, offer, store };
      looping = loop();
    }

    function opening() {
      if (opened === undefined) throw new Error("the queue runner is used before its backend is known");
      return opened;
    }

    /** What goes on until the runner is closed. Where the server is away, each step waits for it. */
    async function loop(): Promise<void> {
      let [watchedAt, reconciledAt] = [0, performance.now()];
      while (!closed) {
        try {
          await send();
          await collect();
          await removeRecorded();
          const now = performance.now();
          if (now - watchedAt >= WATCH_INTERVAL) {
            watchedAt = now;
            await tellEpochs();
          }
          if (now - reconciledAt >= (sweep.checkInterval ?? CHECK_INTERVAL)) {
            reconciledAt = now;
            await reconcile();
          }
        } catch {
          // What the server refuses while it is started again; the next turn tries anew.
        }
        if (closed) return;
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, COLLECT_INTERVAL);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    }

    async function send(): Promise<void> {
      const { id } = opening();
      while (unsent.length > 0 && !closed) {
        // Taken out first: more may be asked for while these are on their way.
        const batch = unsent.splice(0, BATCH).filter((job) => waiting.has(job));
        try {
          await server.queueOf(id).addBulk(
            batch.map((job) => {
              const { job: data, priority } = waiting.get(job) as Waiting;
              return { name: data.kind, data, opts: { jobId: job, priority, attempts: ATTEMPTS } };
            }),
          );
        } catch (error) {
          unsent.unshift(...batch);
          throw error;
        }
        for (const job of batch) {
          const one = waiting.get(job);
          if (one !== undefined) one.isSent = true;
        }
      }
    }

    async function collect(): Promise<void> {
      const { id } = opening();
      const queue = server.queueOf(id);
      for (const state of ["completed", "failed"] as const) {
        const finished = await server.client.zrange(queue.toKey(state), "0", "-1");
        const ours = finished.filter((job) => waiting.has(job));
        for (let k = 0; k < ours.length && !closed; k += BATCH) {
          const batch = ours.slice(k, k + BATCH);
          const pipeline = server.client.pipeline();
          for (const job of batch) pipeline.hmget(queue.toKey(job), "returnvalue", "failedReason");
          const answers = (await pipeline.exec()) ?? [];
          for (const [n, job] of batch.entries()) {
            const [error, fields] = answers[n] ?? [new Error("no answer"), null];
            if (error === null) settle(job, state, fields as (string | null)[]);
          }
        }
      }
    }

    function settle(job: string, state: "completed" | "failed", [value, reason]: (string | null)[]): void {
      const one = waiting.get(job);
      if (one === undefined) return;
      if (state === "failed") {
        if (reason === null) return;
        waiting.delete(job);
        one.reject(new Error(/stalled more than/.test(reason) ? LOST : reason));
        return;
      }
      if (value === null) return;
      const result = parseJson(queueResult, value);
      waiting.delete(job);
      if (result?.kind === one.job.kind) one.resolve(result);
      else one.reject(new Error("its worker answered with something that is no result of a trial"));
    }

    async function removeRecorded(): Promise<void> {
      if (recorded.length === 0) return;
      const queue = server.queueOf(opening().id);
      const batch = recorded.slice(0, BATCH);
      await Promise.all(batch.map((job) => queue.remove(job)));
      recorded.splice(0, batch.length);
    }

    async function tellEpochs(): Promise<void> {
      const { id } = opening();
      for (const { running } of await server.workers())
        for (const { sweep: of, job, epoch, validationAccuracy } of running)
          if (of === id && epoch > 0) waiting.get(job)?.onEpoch?.({ epoch, validationAccuracy });
    }

    async function reconcile(): Promise<void> {
      const { id, offer, store } = opening();
      await server.claim(id, own);
      if (!(await server.hasOffer(id))) await server.offer(offer);
      if (sweep.ordersFolder === undefined)
        for (const [sha256, { order }] of parcels)
          if (!(await server.hasParcel(id, sha256))) await store.write(sha256, packOrder(order).bytes);
      const queue = server.queueOf(id);
      const sent = [...waiting].filter(([, { isSent }]) => isSent).map(([job]) => job);
      for (let k = 0; k < sent.length && !closed; k += BATCH) {
        const batch = sent.slice(k, k + BATCH);
        const pipeline = server.client.pipeline();
        for (const job of batch) pipeline.exists(queue.toKey(job));
        const answers = (await pipeline.exec()) ?? [];
        unsent.push(...batch.filter((job, n) => answers[n]?.[1] === 0 && waiting.has(job)));
      }
    }

    /** The parcel of an order, which is where workers find it when the promise resolves. */
    function parcelFor(order: RemovalOrder): Promise<OrderParcel> {
      const known = parcelOf.get(order);
      if (known !== undefined) return known;
      const { parcel, bytes } = packOrder(order);
      parcels.set(parcel.sha256, { parcel, order });
      const kept = opening()
        .store.write(parcel.sha256, bytes)
        .then(() => parcel);
      parcelOf.set(order, kept);
      return kept;
    }

    async function fetchOrder(parcel: OrderParcel, store: ParcelStore): Promise<RemovalOrder> {
      const bytes = await store.read(parcel.sha256);
      if (bytes === undefined)
        throw new Error(`the removal order of ${parcel.method} is not where its worker put it, or not whole`);
      const order = unpackOrder(parcel, bytes);
      parcels.set(parcel.sha256, { parcel, order });
      parcelOf.set(order, Promise.resolve(parcel));
      return order;
    }

    const runner: TrialRunner = {
      jobs,
      async backend() {
        if (opened === undefined) await open();
        return opening().offer.backend;
      },
      async removalOrder(method, seed, removed, training): Promise<TimedOrder> {
        const { draft, ...trained } = training ?? {};
        const { name } = method;
        const job = orderJobId(method, { method: name, seed, removed, model: training?.model ?? "" });
        const { parcel, seconds } = await ask(
          job,
          {
            kind: "order",
            method: name,
            seed,
            removed,
            ...(training === undefined ? {} : { training: trained as typeof training }),
            ...(draft === undefined ? {} : { identity: JSON.parse(JSON.stringify(draft.identity)) }),
          },
          seed,
        ).catch((error) => {
          // It is asked for anew when the sweep is.
          recorded.push(job);
          throw error;
        });
        return { order: await fetchOrder(parcel, opening().store), seconds };
      },
      async train(trial, order, options, onEpoch) {
        const parcel = order === null ? null : await parcelFor(order);
        const job: QueueJob = { kind: "trial", trial, options, order: parcel };
        const { measured, node } = await ask(trialJobId(trial), job, trial.seed, onEpoch);
        const { history: packed, ...rest } = measured;
        const history = packed === undefined ? {} : { history: unpackHistory(packed) };
        return { ...rest, ...history, node } as Awaited<ReturnType<TrialRunner["train"]>>;
      },
      recorded(trial) {
        recorded.push(trialJobId(trial));
      },
      async close() {
        if (opened === undefined) return;
        closed = true;
        wake();
        // A server that is away is not waited for: what it has, it keeps.
        if (server.client.status !== "ready") return;
        await looping;
        while (recorded.length > 0) await removeRecorded();
        await server.release(opened.id, own);
      },
    };
    return runner;
  };
}

/** What is said of a trial whose workers ended, one after another, without a word. */
const LOST = "the worker ended each time before the trial did; it may be out of memory";

/** A name is taken as it is; "auto" is what this machine has. */
async function resolveBackend(wanted: string, createPool: () => TrialRunner): Promise<string> {
  if (wanted !== "auto") return wanted;
  const pool = createPool();
  try {
    return await pool.backend();
  } finally {
    await pool.close();
  }
}
