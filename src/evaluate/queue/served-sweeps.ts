import type { Job } from "bullmq";
import { InputError } from "../../errors.js";
import { ServedSweep, type ServingOptions } from "./served-sweep.js";
import type { SweepOffer } from "./sweep-offer.js";

/** A sweep is taken on, or refused for the reason given. */
export type SweepListener = (offer: SweepOffer | undefined, refusal: string | null) => void;

/** The sweeps on offer, as far as this worker can work for them. */
export class ServedSweeps {
  readonly #options: ServingOptions;
  readonly #onSweep: SweepListener;
  readonly #served = new Map<string, ServedSweep>();
  readonly #refused = new Map<string, string>();
  #turn = 0;

  constructor(options: ServingOptions, onSweep: SweepListener = () => undefined) {
    this.#options = options;
    this.#onSweep = onSweep;
  }

  /** how many it works for */
  get size(): number {
    return this.#served.size;
  }

  /** why it does not work for the first of those that it refused */
  get firstRefusal(): string | undefined {
    return this.#refused.values().next().value;
  }

  /** Looks at what is on offer: new sweeps are checked, those that are gone are let go. */
  async refresh(): Promise<void> {
    const offers = await this.#options.server.offers();
    for (const [id, offer] of offers)
      if (!this.#served.has(id) && !this.#refused.has(id)) await this.#consider(id, offer);
    for (const [id, sweep] of this.#served)
      if (!offers.has(id) && !sweep.isBusy) {
        this.#served.delete(id);
        await sweep.close();
      }
    for (const id of this.#refused.keys()) if (!offers.has(id)) this.#refused.delete(id);
    for (const sweep of this.#served.values()) await sweep.restWhenIdle();
  }

  async #consider(id: string, offer: SweepOffer | string): Promise<void> {
    try {
      if (typeof offer === "string") throw new InputError(offer);
      this.#served.set(id, await ServedSweep.open(id, offer, this.#options));
      this.#onSweep(offer, null);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      this.#refused.set(id, error.message);
      this.#onSweep(typeof offer === "string" ? undefined : offer, error.message);
    }
  }

  /** The next job, of one sweep after another. */
  async take(token: string): Promise<{ readonly job: Job; readonly sweep: ServedSweep } | undefined> {
    const all = [...this.#served.values()];
    for (let k = 0; k < all.length; k++) {
      const sweep = all[this.#turn++ % all.length];
      const job = await sweep.take(token);
      if (job !== undefined) return { job, sweep };
    }
    return undefined;
  }

  async endWork(): Promise<void> {
    await Promise.all([...this.#served.values()].map((sweep) => sweep.endWork()));
  }

  async close(): Promise<void> {
    await Promise.all([...this.#served.values()].map((sweep) => sweep.close()));
  }
}
