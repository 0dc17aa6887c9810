import type { RemovalOrder } from "../../sparsify/orders/removal-order.js";
import { WorkerEndedError } from "../workers/worker-pool.js";
import { type ParcelStore, unpackOrder } from "./order-parcels.js";
import type { OrderParcel } from "./queue-jobs.js";

/** Orders that are kept in memory. */
const MOST_ORDERS = 8;
/** Milliseconds that an order which the server lost has to come back: its coordinator looks after it. */
const PATIENCE = 60_000;
const INTERVAL = 1000;

/** Removal orders that a worker was sent, the last few of them. */
export class FetchedOrders {
  readonly #kept = new Map<string, RemovalOrder>();
  readonly #isGivenUp: () => boolean;

  /** @param isGivenUp whether an order that is not there is not to be waited for any longer */
  constructor(isGivenUp: () => boolean) {
    this.#isGivenUp = isGivenUp;
  }

  /** @throws WorkerEndedError where the store does not have it, after a minute: on another machine it may be there */
  async get(parcel: OrderParcel, store: ParcelStore): Promise<RemovalOrder> {
    const { sha256, method } = parcel;
    const known = this.#kept.get(sha256);
    if (known !== undefined) return { ...known, method };
    const deadline = performance.now() + PATIENCE;
    let bytes = await store.read(sha256);
    while (bytes === undefined && performance.now() < deadline && !this.#isGivenUp()) {
      await new Promise((resolve) => setTimeout(resolve, INTERVAL));
      bytes = await store.read(sha256);
    }
    if (bytes === undefined)
      throw new WorkerEndedError(
        `the removal order of ${method} (SHA-256 ${sha256}) is not where its sweep put it, or not whole`,
      );
    const order = unpackOrder(parcel, bytes);
    this.#kept.set(sha256, order);
    for (const [oldest] of this.#kept) if (this.#kept.size > MOST_ORDERS) this.#kept.delete(oldest);
    return order;
  }
}
