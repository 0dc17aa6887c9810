import type { RemovalOrder } from "../../sparsify/orders/removal-order.js";
import { type ParcelStore, packOrder, unpackOrder } from "./order-parcels.js";
import type { OrderParcel } from "./queue-jobs.js";

/**
 * A coordinator's removal orders, as they travel: packed when a trial first needs them, and put back where the store has lost them while
 * trials wait for them. An order that no trial waits for is not held.
 */
export class SentOrders {
  readonly #store: ParcelStore;
  readonly #parcels = new WeakMap<RemovalOrder, Promise<OrderParcel>>();
  /** by SHA-256: orders of trials that are not answered, and of how many */
  readonly #needed = new Map<string, { readonly order: RemovalOrder; trials: number }>();

  constructor(store: ParcelStore) {
    this.#store = store;
  }

  /**
   * Does what needs an order's parcel: workers find it in the store when `use` begins, and as long as it takes.
   *
   * @param order null: no parcel is needed
   */
  async during<T>(order: RemovalOrder | null, use: (parcel: OrderParcel | null) => Promise<T>): Promise<T> {
    if (order === null) return use(null);
    const parcel = await this.#send(order);
    const needed = this.#needed.get(parcel.sha256) ?? { order, trials: 0 };
    needed.trials++;
    this.#needed.set(parcel.sha256, needed);
    try {
      return await use(parcel);
    } finally {
      if (--needed.trials === 0) this.#needed.delete(parcel.sha256);
    }
  }

  /** The order that a worker has made. */
  async fetch(parcel: OrderParcel): Promise<RemovalOrder> {
    const bytes = await this.#store.read(parcel.sha256);
    if (bytes === undefined)
      throw new Error(`the removal order of ${parcel.method} is not where its worker put it, or not whole`);
    const order = unpackOrder(parcel, bytes);
    this.#parcels.set(order, Promise.resolve(parcel));
    return order;
  }

  /** @param isThere whether the store has the bytes of this SHA-256 */
  async restoreLost(isThere: (sha256: string) => Promise<boolean>): Promise<void> {
    for (const [sha256, { order }] of this.#needed)
      if (!(await isThere(sha256))) await this.#store.write(sha256, packOrder(order).bytes);
  }

  #send(order: RemovalOrder): Promise<OrderParcel> {
    const known = this.#parcels.get(order);
    if (known !== undefined) return known;
    const { parcel, bytes } = packOrder(order);
    const sent = this.#store.write(parcel.sha256, bytes).then(() => parcel);
    this.#parcels.set(order, sent);
    return sent;
  }
}
