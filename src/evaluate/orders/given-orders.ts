import { InputError } from "../../errors.js";
import type { MethodSpec } from "../../sparsify/method-spec.js";
import type { RemovalOrder } from "../../sparsify/orders/removal-order.js";
import type { OrderCache } from "./order-cache.js";

/** Removal orders made elsewhere, by the names under which their trials are recorded. */
export type GivenOrders = ReadonlyMap<string, RemovalOrder>;

/**
 * Keeps orders made elsewhere beside those that a sweep computes: there trials and reports find them.
 *
 * @param methods of the sweep, by name
 * @param present the folder's records, and how many of them are of a method
 * @throws InputError where an order is of no method of the sweep, or the folder has trials of another order of the same name: they would be averaged with these
 */
export async function keepGivenOrders(
  orders: GivenOrders,
  methods: ReadonlyMap<string, MethodSpec>,
  cache: OrderCache,
  { path, recordsOf }: { readonly path: string; readonly recordsOf: (method: string) => number },
): Promise<void> {
  for (const [name, order] of orders) {
    const method = methods.get(name);
    if (method === undefined)
      throw new InputError(
        `orders: expected names among the methods of the sweep, got ${JSON.stringify(name)}`,
      );
    const kept = (await cache.read(method, 0))?.order;
    const isSame =
      kept !== undefined && Buffer.from(kept.edges.buffer).equals(Buffer.from(order.edges.buffer));
    if (isSame) continue;
    const trials = recordsOf(name);
    if (trials > 0)
      throw new InputError(
        `${path}: holds ${trials} trials of ${kept === undefined ? "an order that is no longer kept" : "another order"} under the name ${name}; give this order another name, or choose another output folder`,
      );
    await cache.write(method, 0, { order, seconds: 0 });
  }
}
