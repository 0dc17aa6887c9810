import type { OrderCache } from "../orders/order-cache.js";
import type { TrialRunner } from "./trial-runner.js";

/**
 * The same runner, which takes orders from a cache and adds to it those it has to compute.
 *
 * Edge sets of methods that sample each level are not kept: they serve one level, and may have weights.
 */
export function withOrderCache(runner: TrialRunner, cache: OrderCache): TrialRunner {
  return {
    ...runner,
    async removalOrder(method, seed, removed, training) {
      if (method.facts.result === "edge set") return runner.removalOrder(method, seed, removed);
      const present = await cache.read(method, seed, training);
      if (present !== undefined) return present;
      const drafted = training && { ...training, draft: cache.draft(method, seed, training) };
      const timed = await runner.removalOrder(method, seed, removed, drafted);
      await cache.write(method, seed, timed, training);
      return timed;
    },
  };
}
