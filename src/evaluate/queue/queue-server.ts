import type { Queue, Worker } from "bullmq";
import type { Redis } from "ioredis";
import { z } from "zod";
import { InputError } from "../../errors.js";
import { connectServer } from "./connect-server.js";
import { loadQueueModules } from "./load-queue-modules.js";
import { type ParcelStore, serverParcels } from "./order-parcels.js";
import { parseJson } from "./parse-json.js";
import { DEFAULT_QUEUE } from "./queue-name.js";
import { parseServerAddress } from "./server-address.js";
import { offerId, QUEUE_FORMAT, type SweepOffer, sweepOffer } from "./sweep-offer.js";

const count = z.int().nonnegative();

/** What a worker tells of itself, about every two seconds. */
const workerState = z.strictObject({
  id: z.string(),
  host: z.string(),
  pid: count,
  seprank: z.string(),
  node: z.string(),
  /** trials at a time */
  jobs: count,
  done: count,
  failed: count,
  running: z.array(
    z.strictObject({
      sweep: z.string(),
      job: z.string(),
      epoch: count,
      validationAccuracy: z.number().nullable(),
    }),
  ),
});
export type WorkerState = Readonly<z.infer<typeof workerState>>;

/** Who collects a sweep's records, and where to. */
const holder = z.strictObject({ host: z.string(), folder: z.string(), pid: count });
export type Holder = Readonly<z.infer<typeof holder>>;

/** Milliseconds after which a worker that tells nothing counts as gone. */
const WORKER_EXPIRY = 10_000;

/** Milliseconds after which a coordinator that tells nothing counts as gone. */
const HOLDER_EXPIRY = 30_000;

/** What a queue holds on its server: sweeps on offer, each with a BullMQ queue of its own, and who works on them. */
export interface QueueServer {
  readonly client: Redis;
  /** what is shown of the address and the queue's name; no password */
  readonly label: string;
  /** The sweeps on offer by id; what cannot be read is told in words. */
  offers(): Promise<ReadonlyMap<string, SweepOffer | string>>;
  offer(offer: SweepOffer): Promise<void>;
  hasOffer(id: string): Promise<boolean>;
  /** Takes a sweep off the server, with its jobs and orders. */
  retire(id: string): Promise<void>;
  /** Takes a sweep off the server that is done, whichever backend it was for. */
  retireFamily(family: string): Promise<void>;
  queueOf(id: string): Queue;
  /** A worker of BullMQ's that takes jobs when it is asked for one. */
  takerOf(id: string, lease: number): Worker;
  parcelsOf(id: string): ParcelStore;
  /** Which sweep's orders are on the server. */
  hasParcel(id: string, sha256: string): Promise<boolean>;
  tellWorker(state: WorkerState): Promise<void>;
  forgetWorker(id: string): Promise<void>;
  workers(): Promise<WorkerState[]>;
  /** @returns who else collects this sweep, undefined where the right is ours now */
  claim(id: string, own: Holder): Promise<Holder | undefined>;
  release(id: string, own: Holder): Promise<void>;
  close(): Promise<void>;
}

export interface QueueServerOptions {
  readonly url: string;
  readonly name?: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly onWarning: (line: string) => void;
}

/**
 * Connects to a queue.
 *
 * All of its keys begin with `{seprank:NAME}`: in a cluster they are on one server, and nobody else's queue of the same name is touched.
 *
 * @throws InputError where the address or the name cannot be used, a package is missing, the server cannot be used (see connectServer), or the
 *   queue was made by another version in a layout of its own
 */
export async function openQueueServer({
  url,
  name = DEFAULT_QUEUE,
  environment,
  onWarning,
}: QueueServerOptions): Promise<QueueServer> {
  if (!/^[\w.-]{1,64}$/.test(name))
    throw new InputError(
      `--queue-name: expected up to 64 letters, digits, ".", "-" and "_", got ${JSON.stringify(name)}`,
    );
  const address = parseServerAddress(url, environment);
  const { bullmq, Redis: Client } = await loadQueueModules();
  const client = await connectServer(Client, address, { onWarning });
  const prefix = `{seprank:${name}}`;
  const label = `${address.label}, queue ${name}`;
  const queues = new Map<string, Queue>();
  const keys = {
    format: `${prefix}:format`,
    offers: `${prefix}:offers`,
    workers: `${prefix}:workers`,
    worker: (id: string) => `${prefix}:worker:${id}`,
    holder: (id: string) => `${prefix}:holder:${id}`,
    parcels: (id: string) => `${prefix}:orders:${id}`,
  };
  try {
    await checkFormat(client, keys.format, label);
  } catch (error) {
    client.disconnect();
    throw error;
  }
  // The server was checked already, and BullMQ writes its doubts to standard output.
  const options = { connection: client, prefix, skipVersionCheck: true };
  const queueOf = (id: string) => {
    const queue = queues.get(id) ?? new bullmq.Queue(id, { ...options, streams: { events: { maxLen: 10 } } });
    if (!queues.has(id)) queue.on("error", () => undefined);
    queues.set(id, queue);
    return queue;
  };
  const retire = async (id: string) => {
    // First, so that no worker takes another of its jobs.
    await client.hdel(keys.offers, id);
    await queueOf(id).obliterate({ force: true });
    await client.del(keys.parcels(id), keys.holder(id));
  };
  return {
    client,
    label,
    async offers() {
      const found = Object.entries(await client.hgetall(keys.offers));
      return new Map(found.map(([id, text]) => [id, parseOffer(id, text)]));
    },
    async offer(offer) {
      await client.set(keys.format, QUEUE_FORMAT);
      await client.hset(keys.offers, offerId(offer), JSON.stringify(offer));
    },
    hasOffer: async (id) => (await client.hexists(keys.offers, id)) === 1,
    retire,
    async retireFamily(family) {
      for (const id of await client.hkeys(keys.offers)) if (id.startsWith(`${family}-`)) await retire(id);
    },
    queueOf,
    takerOf(id, lease) {
      const worker = new bullmq.Worker(id, null, {
        ...options,
        autorun: false,
        lockDuration: lease,
        stalledInterval: lease,
        maxStalledCount: MOST_LOSSES,
      });
      worker.on("error", () => undefined);
      return worker;
    },
    parcelsOf: (id) => serverParcels(client, keys.parcels(id)),
    hasParcel: async (id, sha256) => (await client.hexists(keys.parcels(id), sha256)) === 1,
    async tellWorker(state) {
      await client
        .multi()
        .set(keys.worker(state.id), JSON.stringify(state), "PX", WORKER_EXPIRY)
        .sadd(keys.workers, state.id)
        .exec();
    },
    async forgetWorker(id) {
      await client.multi().del(keys.worker(id)).srem(keys.workers, id).exec();
    },
    async workers() {
      const ids = await client.smembers(keys.workers);
      if (ids.length === 0) return [];
      const texts = await client.mget(ids.map(keys.worker));
      const gone = ids.filter((_, k) => texts[k] === null);
      if (gone.length > 0) await client.srem(keys.workers, ...gone);
      return texts.flatMap((text) => (text === null ? [] : (parseJson(workerState, text) ?? [])));
    },
    async claim(id, own) {
      const key = keys.holder(id);
      const text = JSON.stringify(own);
      if ((await client.set(key, text, "PX", HOLDER_EXPIRY, "NX")) !== null) return undefined;
      const present = parseJson(holder, (await client.get(key)) ?? "");
      // The folder's own lock keeps two processes of one machine apart; what is left is a process that has ended.
      if (present !== undefined && (present.host !== own.host || present.folder !== own.folder))
        return present;
      await client.set(key, text, "PX", HOLDER_EXPIRY);
      return undefined;
    },
    async release(id, own) {
      const key = keys.holder(id);
      if ((await client.get(key)) === JSON.stringify(own)) await client.del(key);
    },
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close().catch(() => undefined)));
      client.disconnect();
    },
  };
}

/** A trial whose worker ends without a word is given to another one so often; then it is recorded as failed. */
export const MOST_LOSSES = 20;

async function checkFormat(client: Redis, key: string, label: string): Promise<void> {
  const format = await client.get(key).catch(() => "unknown");
  if (format !== null && format !== String(QUEUE_FORMAT))
    throw new InputError(
      `${label}: expected a queue of layout ${QUEUE_FORMAT}, got layout ${JSON.stringify(format)}, which another version of seprank or another program made; choose another --queue-name`,
    );
}

function parseOffer(id: string, text: string): SweepOffer | string {
  const offer = parseJson(sweepOffer, text);
  return offer !== undefined && offerId(offer) === id
    ? offer
    : "it was queued by another version of seprank, in a layout of its own";
}
