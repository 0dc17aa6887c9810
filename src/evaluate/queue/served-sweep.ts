import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Job, Worker } from "bullmq";
import { InputError } from "../../errors.js";
import { sha256Hex } from "../../files.js";
import type { GraphDataset } from "../../graph/dataset.js";
import { type ClassificationGraph, classificationGraph } from "../../nn/training/classification-graph.js";
import { parseMethod } from "../../sparsify/method-spec.js";
import { packHistory } from "../histories/epoch-history.js";
import type { OrderDraft } from "../orders/order-draft.js";
import type { Plugin } from "../plugins/plugin.js";
import { packageVersion } from "../records/version.js";
import type { TrialEpoch } from "../trials/trial.js";
import type { CreateTrialRunner, TrialRunner } from "../workers/trial-runner.js";
import { createWorkerPool } from "../workers/worker-pool.js";
import type { FetchedOrders } from "./fetched-orders.js";
import { cachedParcels, folderParcels, type ParcelStore, packOrder } from "./order-parcels.js";
import type { QueueJob, QueueResult } from "./queue-jobs.js";
import type { QueueServer } from "./queue-server.js";
import type { SweepOffer } from "./sweep-offer.js";

/** With what a worker serves sweeps. */
export interface ServingOptions {
  readonly server: QueueServer;
  /** trials at a time, each in a process, >= 1 */
  readonly jobs: number;
  /** Opens the input that an offer names, from this machine's data. */
  readonly openInput: (
    offer: SweepOffer,
  ) => Promise<{ readonly dataset: GraphDataset; readonly sha256: string }>;
  /** keeps removal orders, and the beginnings of those that take training; needed where the sweep's are in a shared folder */
  readonly ordersFolder?: string | undefined;
  /** loaded, for sweeps that need it; default none */
  readonly plugin?: Plugin | undefined;
  /** milliseconds that a trial is kept for a worker that tells nothing; default 30,000 */
  readonly lease?: number | undefined;
  /** what runs the jobs; default: worker processes */
  readonly createRunner?: CreateTrialRunner | undefined;
}

export const LEASE = 30_000;
/** Milliseconds after which the processes of a sweep that has no jobs are ended: each holds its data. */
const IDLE_POOL = 20_000;

/** What a worker serves a sweep with. */
interface Serving {
  readonly graph: ClassificationGraph;
  readonly taker: Worker;
  readonly pool: TrialRunner;
}

/** A sweep that this worker can work for: it has the same input, version and backend. */
export class ServedSweep {
  readonly id: string;
  readonly offer: SweepOffer;
  readonly #graph: ClassificationGraph;
  readonly #taker: Worker;
  readonly #parcels: ParcelStore;
  readonly #options: ServingOptions;
  #pool: TrialRunner | undefined;
  /** when a job was last under way, as of performance.now() */
  #usedAt = performance.now();
  #underWay = 0;

  /** @throws InputError, BackendError in words for the one who started the worker, where it cannot work for this sweep */
  static async open(id: string, offer: SweepOffer, options: ServingOptions): Promise<ServedSweep> {
    checkVersion(offer);
    checkPlugin(offer, options.plugin);
    if (offer.orders === "folder" && options.ordersFolder === undefined)
      throw new InputError(
        `the sweep of ${offer.input.name} keeps its removal orders in a shared folder; name it with --orders-dir`,
      );
    const graph = classificationGraph(await openSameInput(offer, options), { split: offer.split });
    const pool = createPool(graph, offer, options);
    try {
      await checkBackend(offer, pool);
      const taker = options.server.takerOf(id, options.lease ?? LEASE);
      await taker.startStalledCheckTimer();
      return new ServedSweep(id, offer, { graph, taker, pool }, options);
    } catch (error) {
      await pool.close();
      throw error;
    }
  }

  private constructor(
    id: string,
    offer: SweepOffer,
    { graph, taker, pool }: Serving,
    options: ServingOptions,
  ) {
    this.id = id;
    this.offer = offer;
    this.#graph = graph;
    this.#taker = taker;
    // The process that told the backend is there already: it does the first job.
    this.#pool = pool;
    this.#parcels = parcelsOf(id, offer, options);
    this.#options = options;
  }

  get isBusy(): boolean {
    return this.#underWay > 0;
  }

  /** Takes a job, if there is one; it is under way until {@link release}. */
  async take(token: string): Promise<Job | undefined> {
    this.#underWay++;
    const job = await this.#taker.getNextJob(token, { block: false }).catch(() => undefined);
    if (job === undefined) this.#underWay--;
    return job;
  }

  release(): void {
    this.#underWay--;
    this.#usedAt = performance.now();
  }

  /** Does what a job asks for. */
  async work(
    task: QueueJob,
    orders: FetchedOrders,
    onEpoch: (epoch: TrialEpoch) => void,
  ): Promise<QueueResult> {
    this.#pool ??= createPool(this.#graph, this.offer, this.#options);
    const pool = this.#pool;
    if (task.kind === "order") return await this.#makeOrder(task, pool);
    const order = task.order === null ? null : await orders.get(task.order, this.#parcels);
    const { history, ...measured } = await pool.train(task.trial, order, task.options, onEpoch);
    const packed = history === undefined ? {} : { history: packHistory(history) };
    return { kind: "trial", node: process.versions.node, measured: { ...measured, ...packed } };
  }

  async #makeOrder(
    { method, seed, removed, training, identity }: QueueJob & { readonly kind: "order" },
    pool: TrialRunner,
  ): Promise<QueueResult> {
    const draft = training === undefined ? undefined : draftOf(identity, this.#options.ordersFolder);
    const timed = await pool.removalOrder(
      parseMethod(method),
      seed,
      removed,
      training && { ...training, ...(draft === undefined ? {} : { draft }) },
    );
    const { parcel, bytes } = packOrder(timed.order);
    await this.#parcels.write(parcel.sha256, bytes);
    if (draft !== undefined) await rm(draft.path, { force: true });
    return { kind: "order", parcel, seconds: timed.seconds };
  }

  /** Ends the processes of a sweep that has had no jobs for a while. */
  async restWhenIdle(): Promise<void> {
    if (!this.isBusy && performance.now() - this.#usedAt > IDLE_POOL) await this.endWork();
  }

  /** Ends the work under way, and its processes. */
  async endWork(): Promise<void> {
    const pool = this.#pool;
    this.#pool = undefined;
    await pool?.close();
  }

  async close(): Promise<void> {
    await this.endWork();
    await this.#taker.close(true).catch(() => undefined);
  }
}

function checkVersion({ seprank, input }: SweepOffer): void {
  const here = packageVersion();
  if (seprank !== here)
    throw new InputError(
      `the sweep of ${input.name} expects seprank ${seprank}, this is ${here}; install that one`,
    );
}

function checkPlugin({ plugin: needed, input }: SweepOffer, plugin: Plugin | undefined): void {
  if (needed !== null && needed !== plugin?.sha256)
    throw new InputError(
      `the sweep of ${input.name} expects the plug-in with SHA-256 ${needed}, got ${plugin === undefined ? "none" : plugin.sha256}; start the worker with --plugin and the same file`,
    );
}

async function openSameInput(offer: SweepOffer, { openInput }: ServingOptions): Promise<GraphDataset> {
  const { input, graph: name } = offer;
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
  return dataset;
}

function createPool(
  graph: ClassificationGraph,
  { backend, history, plugin: needed }: SweepOffer,
  { createRunner = createWorkerPool, jobs, plugin }: ServingOptions,
): TrialRunner {
  return createRunner(graph, { jobs, backend, history, plugin: needed === null ? undefined : plugin });
}

async function checkBackend({ backend, input }: SweepOffer, pool: TrialRunner): Promise<void> {
  const found = await pool.backend();
  if (found !== backend)
    throw new InputError(`the sweep of ${input.name} expects backend ${backend}, got ${found}`);
}

function parcelsOf(
  id: string,
  { orders }: SweepOffer,
  { server, ordersFolder }: ServingOptions,
): ParcelStore {
  if (ordersFolder === undefined) return server.parcelsOf(id);
  const near = folderParcels(ordersFolder);
  return orders === "folder" ? near : cachedParcels(near, server.parcelsOf(id));
}

/** Where the beginning of an order that takes training is kept: another worker that has the folder goes on from it. */
function draftOf(identity: unknown, folder: string | undefined): OrderDraft | undefined {
  if (identity === undefined || folder === undefined) return undefined;
  const digest = sha256Hex(new TextEncoder().encode(JSON.stringify(identity)));
  return { path: join(folder, `${digest}.draft.json`), identity };
}
