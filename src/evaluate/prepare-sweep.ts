import type { GraphDataset } from "../graph/dataset.js";
import { modelByName } from "../nn/models/models.js";
import { type ClassificationGraph, classificationGraph } from "../nn/training/classification-graph.js";
import type { SplitChoice } from "../nn/training/split-choices.js";
import { type MethodSpec, parseMethod } from "../sparsify/method-spec.js";
import { checkGraphOfMethod } from "../sparsify/orders/check-graph-of-method.js";
import type { GivenOrders } from "./orders/given-orders.js";
import type { Plugin } from "./plugins/plugin.js";
import {
  type Configuration,
  checkSameConfiguration,
  checkSamePlugin,
  configurationFor,
} from "./records/configuration.js";
import type { HyperparameterOverrides } from "./trials/hyperparameters.js";
import type { TrialRecord } from "./trials/record.js";
import { checkShard, isInShard, type Shard } from "./trials/shard.js";
import { planTrials, type SweepGrid, type Trial, trialKey } from "./trials/trial.js";
import { splitOptionOf } from "./trials/trial-split.js";

/** What to measure, and on what. */
export interface Sweep {
  readonly dataset: GraphDataset;
  /** of the input's bytes, to tell one input from another */
  readonly sha256: string;
  readonly grid: SweepGrid;
  /** the tensor backend, "auto" for the best there is */
  readonly backend: string;
  readonly hyperparameters: HyperparameterOverrides;
  /** default random */
  readonly split?: SplitChoice | undefined;
  /** removal orders made elsewhere, by names that stand among the grid's methods and are known (registerSparsifier); default none */
  readonly orders?: GivenOrders | undefined;
  /** of the user's own, loaded, that models or methods are of; default none */
  readonly plugin?: Plugin | undefined;
  /** a part of the trials; default: all */
  readonly shard?: Shard | undefined;
}

/** A sweep whose parts are checked. */
export interface PreparedSweep extends Pick<Sweep, "plugin"> {
  readonly graph: ClassificationGraph;
  /** in the order in which they are run */
  readonly trials: readonly Trial[];
  /** by name: parsed here, once, and passed on */
  readonly methods: ReadonlyMap<string, MethodSpec>;
  /** by model */
  readonly configurations: ReadonlyMap<string, Configuration>;
}

/** @throws InputError where the data set cannot be trained on, or brings no split where it is to, a method cannot take its graph, or the grid is wrong */
export function prepareSweep({
  dataset,
  sha256,
  grid,
  hyperparameters,
  split,
  plugin,
  shard,
}: Sweep): PreparedSweep {
  if (shard !== undefined) checkShard(shard);
  grid.models.forEach(modelByName);
  const methods = new Map(grid.methods.map((name) => [name, parseMethod(name)]));
  const graph = classificationGraph(dataset, { split });
  for (const [name, { facts }] of methods) checkGraphOfMethod(name, graph.adjacency, facts);
  const option = splitOptionOf(graph);
  const planned = planTrials(grid, dataset.adjacency.edgeCount);
  const trials = shard === undefined ? planned : planned.filter((trial) => isInShard(trial, shard));
  const configurations = new Map(
    grid.models.map((model) => [
      model,
      configurationFor(model, { dataset, sha256 }, hyperparameters, option),
    ]),
  );
  return { graph, trials, methods, configurations, plugin };
}

/** What a folder's records say of a sweep's trials, learnt one record after another. */
export interface TrialLedger {
  /** @throws InputError where the record was made in another way than this sweep's would be */
  take(record: TrialRecord): void;
  /** the trials that no record says are done */
  missing(): Trial[];
  /** how many records are of a method */
  recordsOf(method: string): number;
  /** of finished trials */
  readonly backends: ReadonlySet<string>;
}

/** @param path of the records, for messages */
export function trialLedger(
  { trials, methods, configurations, plugin }: PreparedSweep,
  path: string,
): TrialLedger {
  const [first] = configurations.values();
  const done = new Set<string>();
  const counts = new Map<string, number>();
  const backends = new Set<string>();
  return {
    backends,
    take(record) {
      // A model that is not of this sweep has options of its own; its input, split and version must still be this sweep's.
      const others = { ...first, options: { ...record.options, split: first.options.split } };
      checkSameConfiguration(record, configurations.get(record.model) ?? others, path);
      checkSamePlugin(record, path, (what, name) => {
        const isOurs = what === "model" ? configurations.has(name) : methods.has(name);
        if (!isOurs) return undefined;
        const own = what === "model" ? plugin?.models : plugin?.methods;
        return own?.includes(name) ? plugin?.sha256 : null;
      });
      counts.set(record.method, (counts.get(record.method) ?? 0) + 1);
      if (record.outcome !== "ok") return;
      done.add(trialKey(record));
      backends.add(record.backend);
    },
    missing: () => trials.filter((trial) => !done.has(trialKey(trial))),
    recordsOf: (method) => counts.get(method) ?? 0,
  };
}

/**
 * The trials that no record says are done.
 *
 * @throws InputError where a record was made in another way than this sweep's would be
 */
export function missingTrials(
  prepared: PreparedSweep,
  { path, records }: { readonly path: string; readonly records: readonly TrialRecord[] },
): Trial[] {
  const ledger = trialLedger(prepared, path);
  records.forEach(ledger.take);
  return ledger.missing();
}
