import { hostname } from "node:os";
import { InputError } from "../../errors.js";
import { JobExchange } from "./job-exchange.js";
import { folderParcels } from "./order-parcels.js";
import type { QueueServer } from "./queue-server.js";
import { type QueuedSweep, sweepOfferOf } from "./queued-sweep.js";
import { SentOrders } from "./sent-orders.js";
import { offerId, type SweepOffer } from "./sweep-offer.js";

/** Milliseconds from one look at what is finished to the next: at least, and at most, after several in which nothing was. */
const COLLECT_INTERVAL = { least: 100, most: 2000 } as const;
/** Milliseconds from one look at the workers to the next. */
const WATCH_INTERVAL = 4000;
/** Milliseconds from one check that the server still has all jobs, and that the sweep is ours, to the next. */
const CHECK_INTERVAL = 10_000;

/** A sweep that this process has put on offer, and whose results it collects. */
export class CollectedSweep {
  readonly backend: string;
  readonly jobs: JobExchange;
  readonly orders: SentOrders;
  readonly #server: QueueServer;
  readonly #id: string;
  readonly #offer: SweepOffer;
  readonly #sweep: QueuedSweep;
  readonly #own: { readonly host: string; readonly folder: string; readonly pid: number };
  readonly #looping: Promise<void>;
  #isClosed = false;
  #interval: number = COLLECT_INTERVAL.least;
  #wake: () => void = () => undefined;

  /**
   * Puts a sweep on offer.
   *
   * @throws InputError where another process collects it
   */
  static async open(server: QueueServer, sweep: QueuedSweep, backend: string): Promise<CollectedSweep> {
    const offer = sweepOfferOf(sweep, backend);
    const own = { host: hostname(), folder: sweep.folder, pid: process.pid };
    const other = await server.claim(offerId(offer), own);
    if (other !== undefined)
      throw new InputError(
        `${server.label}: process ${other.pid} on ${JSON.stringify(other.host)} collects this sweep into ${JSON.stringify(other.folder)}; wait for it, or choose another --queue-name`,
      );
    await server.offer(offer);
    return new CollectedSweep(server, sweep, offer, own);
  }

  private constructor(
    server: QueueServer,
    sweep: QueuedSweep,
    offer: SweepOffer,
    own: { readonly host: string; readonly folder: string; readonly pid: number },
  ) {
    const id = offerId(offer);
    const { ordersFolder } = sweep;
    this.backend = offer.backend;
    this.jobs = new JobExchange(server, id);
    this.orders = new SentOrders(
      ordersFolder === undefined ? server.parcelsOf(id) : folderParcels(ordersFolder),
    );
    this.#server = server;
    this.#id = id;
    this.#offer = offer;
    this.#sweep = sweep;
    this.#own = own;
    this.#looping = this.#loop();
  }

  /** Jobs were asked for: they are sent at once, all those together that are asked for in one go. */
  tellAsked(): void {
    this.#interval = COLLECT_INTERVAL.least;
    setImmediate(() => this.#wake());
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.jobs.close();
    this.#wake();
    // A server that is away is not waited for: what it has, it keeps.
    if (this.#server.client.status !== "ready") return;
    await this.#looping;
    await this.jobs.removeForgotten({ all: true });
    await this.#server.release(this.#id, this.#own);
  }

  /** What goes on until the sweep is closed. Where the server is away, each step waits for it. */
  async #loop(): Promise<void> {
    let [watchedAt, checkedAt] = [0, performance.now()];
    while (!this.#isClosed) {
      try {
        await this.jobs.send();
        this.#interval = (await this.jobs.collect())
          ? COLLECT_INTERVAL.least
          : Math.min(1.5 * this.#interval, COLLECT_INTERVAL.most);
        await this.jobs.removeForgotten();
        const now = performance.now();
        if (now - watchedAt >= WATCH_INTERVAL) {
          watchedAt = now;
          await this.jobs.tellEpochs();
        }
        if (now - checkedAt >= (this.#sweep.checkInterval ?? CHECK_INTERVAL)) {
          checkedAt = now;
          await this.#check();
        }
      } catch {
        // What the server refuses while it is started again; the next turn tries anew.
      }
      if (this.#isClosed) return;
      await this.#pause();
    }
  }

  /** Whether the server still has what it was given: the claim, the offer, orders and jobs; what it lost is given again. */
  async #check(): Promise<void> {
    await this.#server.claim(this.#id, this.#own);
    if (!(await this.#server.hasOffer(this.#id))) await this.#server.offer(this.#offer);
    if (this.#sweep.ordersFolder === undefined)
      await this.orders.restoreLost((sha256) => this.#server.hasParcel(this.#id, sha256));
    await this.jobs.findLost();
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.#interval);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
