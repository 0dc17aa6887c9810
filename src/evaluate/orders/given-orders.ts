import { InputError } from "../../errors.js";
import type { RemovalOrder } from "../../sparsify/orders/removal-order.js";
import type { TrialRecord } from "../trials/record.js";
import type { OrderCache } from "./order-cache.js";

/** Removal orders made elsewhere, by the names under which their trials are recorded. */
export type GivenOrders = ReadonlyMap<string, RemovalOrder>;

/**
 * Keeps orders made elsewhere beside those that a sweep computes: there trials and reports find them.
 *
 * @throws InputError where the folder has trials of another order of the same name: they would be averaged with these
 */
export async function keepGivenOrders(
  orders: GivenOrders,
  cache: OrderCache,
  records: readonly TrialRecord[],
  path: string,
): Promise<void> {
  for (const [method, order] of orders) {
    const kept = (await cache.read(method, 0))?.order;
    const isSame =
      kept !== undefined && Buffer.from(kept.edges.buffer).equals(Buffer.from(order.edges.buffer));
    if (isSame) continue;
    const trials = records.filter((record) => record.method === method).length;
    if (trials > 0)
      throw new InputError(
        `${path}: holds ${trials} trials of ${kept === undefined ? "an order that is no longer kept" : "another order"} under the name ${method}; give this order another name, or choose another output folder`,
      );
    await cache.write(method, 0, { order, seconds: 0 });
  }
}
