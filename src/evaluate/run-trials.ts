import { InterruptedError } from "../errors.js";
import type { MethodSpec } from "../sparsify/method-spec.js";
import type { EpochHistory } from "./histories/epoch-history.js";
import type { TimedOrder } from "./orders/order-cache.js";
import { orderKey } from "./orders/order-key.js";
import { type OrderTraining, orderTraining } from "./orders/order-training.js";
import { type Plugin, usedOf } from "./plugins/plugin.js";
import type { Configuration } from "./records/configuration.js";
import type { TrialRecord } from "./trials/record.js";
import { ANY_METHOD, type Trial, type TrialEpoch } from "./trials/trial.js";
import type { TrialRunner } from "./workers/trial-runner.js";

/** What trials are run with, and where their records go. */
export interface RunTrialsOptions {
  readonly runner: TrialRunner;
  /** the runner's tensor backend */
  readonly backend: string;
  /** the methods of the trials, by name */
  readonly methods: ReadonlyMap<string, MethodSpec>;
  /** that methods or models are of */
  readonly plugin?: Plugin | undefined;
  /** by model */
  readonly configurations: ReadonlyMap<string, Configuration>;
  /** takes each trial's record, and its history where the runner tells one, one at a time; where it throws, the run ends */
  readonly onRecord: (record: TrialRecord, history: EpochHistory | undefined) => Promise<void>;
  readonly onEpoch?: ((trial: Trial, epoch: TrialEpoch) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs trials in the order given, as many at once as the runner takes.
 *
 * A method's order is computed when the first trial asks for it and then shared: by all seeds where the method is deterministic, by
 * a seed's trials where it is not, of one model where it trains one, by those of one level where it samples each level. A trial that throws becomes a failed record, and the rest goes on.
 *
 * @throws InterruptedError after an abort, leaving the trials under way to the code that closes the runner
 */
export async function runTrials(trials: readonly Trial[], options: RunTrialsOptions): Promise<void> {
  const { runner, onRecord, signal } = options;
  const recordOf = trialRecorder(trials, options);
  let next = 0;
  let ended = false;
  let writing = Promise.resolve();
  const lane = async () => {
    while (next < trials.length && !ended) {
      const { record, history } = await recordOf(trials[next++]);
      // A trial that failed because the run has ended was not run.
      if (ended) return;
      writing = writing.then(() => onRecord(record, history));
      await writing;
      runner.recorded?.(record);
    }
  };
  const abort = abortion(signal);
  try {
    await Promise.race([abort.promise, Promise.all(Array.from({ length: runner.jobs }, lane))]);
  } finally {
    ended = true;
    abort.dispose();
    // A record on its way to the disk gets there.
    await writing.catch(() => undefined);
  }
}

/** Removal orders, each computed when its first trial asks for it, and held until its last one has ended. */
function sharedOrders(
  trials: readonly Trial[],
  { runner, methods }: Pick<RunTrialsOptions, "runner" | "methods">,
) {
  const orders = new Map<string, Promise<TimedOrder>>();
  const trialsLeft = new Map<string, number>();
  for (const trial of trials) {
    const method = methods.get(trial.method);
    if (method === undefined) continue;
    const key = orderKey(method, trial);
    trialsLeft.set(key, (trialsLeft.get(key) ?? 0) + 1);
  }
  return {
    of(method: MethodSpec, trial: Trial, training?: OrderTraining): Promise<TimedOrder> {
      const { seed, removed } = trial;
      const key = orderKey(method, trial);
      const order = orders.get(key) ?? runner.removalOrder(method, seed, removed, training);
      orders.set(key, order);
      return order;
    },
    /** One of the order's trials has ended. */
    release(method: MethodSpec, trial: Trial): void {
      const key = orderKey(method, trial);
      const left = (trialsLeft.get(key) ?? 1) - 1;
      trialsLeft.set(key, left);
      if (left === 0) orders.delete(key);
    },
  };
}

/** A function that runs one trial and gives its record, whatever happens. */
function trialRecorder(trials: readonly Trial[], options: RunTrialsOptions) {
  const { runner, backend, methods, plugin, configurations, onEpoch } = options;
  const orders = sharedOrders(trials, options);
  return async (
    trial: Trial,
  ): Promise<{ readonly record: TrialRecord; readonly history?: EpochHistory | undefined }> => {
    const configuration = configurations.get(trial.model) as Configuration;
    const { model, method: name, sparsity, removed, seed } = trial;
    const method = methods.get(name);
    if (method === undefined && name !== ANY_METHOD) throw new Error(`no method ${name} in the sweep`);
    const place = { model, method: name, sparsity, removed, kept: configuration.input.edges - removed, seed };
    const training = method === undefined ? undefined : orderTraining(method, model, configuration);
    const mask = training === undefined ? {} : { l1: training.l1 };
    const used = usedOf(plugin, trial);
    const from = used === undefined ? {} : { plugin: used };
    const described = () => ({
      ...configuration,
      ...place,
      ...mask,
      ...from,
      finishedAt: new Date().toISOString(),
    });
    try {
      const timed = method === undefined ? null : await orders.of(method, trial, training);
      const { history, ...measured } = await runner.train(
        trial,
        timed?.order ?? null,
        configuration.options,
        (epoch) => onEpoch?.(trial, epoch),
      );
      const orderSeconds = timed?.seconds ?? 0;
      return { record: { ...described(), outcome: "ok", backend, ...measured, orderSeconds }, history };
    } catch (error) {
      return { record: { ...described(), outcome: "failed", error: oneLine(error) } };
    } finally {
      if (method !== undefined) orders.release(method, trial);
    }
  };
}

/** A promise that rejects once the signal is aborted, and never resolves. */
function abortion(signal: AbortSignal | undefined): { promise: Promise<never>; dispose: () => void } {
  let onAbort: () => void = () => undefined;
  const promise = new Promise<never>((_, reject) => {
    onAbort = () => reject(new InterruptedError("interrupted"));
  });
  if (signal?.aborted) onAbort();
  signal?.addEventListener("abort", onAbort);
  return { promise, dispose: () => signal?.removeEventListener("abort", onAbort) };
}

function oneLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n", 1)[0];
}
