import type { MethodSpec } from "../sparsify/method-spec.js";
import { orderCache } from "./orders/order-cache.js";
import { orderKey } from "./orders/order-key.js";
import { orderTraining } from "./orders/order-training.js";
import { missingTrials, prepareSweep, type Sweep } from "./prepare-sweep.js";
import type { Configuration } from "./records/configuration.js";
import { readResults } from "./records/results-file.js";
import type { Trial } from "./trials/trial.js";

/** What a sweep would do. */
export interface SweepOutlook {
  readonly planned: number;
  readonly present: number;
  /** in the order in which they would be run */
  readonly missing: readonly Trial[];
  /** removal orders, or samples, to be computed: those that are not kept in the folder */
  readonly orders: readonly { readonly method: string; readonly count: number }[];
}

/**
 * What {@link runSweep} would do with a folder. Nothing is written.
 *
 * @throws InputError as {@link runSweep}
 *
 * @example
 * ```ts
 * import { openDataset } from "seprank/datasets";
 * import { planSweep } from "seprank/evaluate";
 *
 * const { dataset, sha256 } = await openDataset("citations");
 * const grid = { models: ["gcn"], methods: ["1-wis", "random"], sparsities: [0, 0.5], seeds: [0, 1] };
 * const sweep = { dataset, sha256, grid, backend: "wasm", hyperparameters: {} };
 * // Without edges removed, one trial serves both methods.
 * (await planSweep(sweep, "no-such-folder")).missing.length; // => 6
 * ```
 */
export async function planSweep(sweep: Sweep, folder: string): Promise<SweepOutlook> {
  const prepared = prepareSweep(sweep);
  const missing = missingTrials(prepared, await readResults(folder));
  const [configuration] = prepared.configurations.values();
  const cache = orderCache(folder, configuration, sweep.plugin);
  const wanted = new Map<string, { readonly trial: Trial; readonly method: MethodSpec }>();
  for (const trial of missing) {
    const method = prepared.methods.get(trial.method);
    if (method !== undefined) wanted.set(orderKey(method, trial), { trial, method });
  }
  const counts = new Map<string, number>();
  for (const { trial, method } of wanted.values()) {
    const { model, seed } = trial;
    const training = orderTraining(method, model, prepared.configurations.get(model) as Configuration);
    const isKept =
      method.facts.result !== "edge set" && (await cache.read(method, seed, training)) !== undefined;
    if (!isKept) counts.set(method.name, (counts.get(method.name) ?? 0) + 1);
  }
  return {
    planned: prepared.trials.length,
    present: prepared.trials.length - missing.length,
    missing,
    orders: [...counts].map(([method, count]) => ({ method, count })),
  };
}
