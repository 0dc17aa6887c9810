/**
 * A worker process of a sweep: receives a graph, then tasks, and answers each.
 *
 * It lives and dies with its parent. Ctrl-C, and the end of a terminal, reach the whole process group, and the parent decides what then
 * happens, so SIGINT and SIGHUP are ignored here; a parent that is gone closes the channel, which is noticed between tasks, and changes the parent's process id,
 * which is noticed within a task.
 */

import { InputError } from "../../errors.js";
import { loadPlugin } from "../plugins/load-plugin.js";
import type { Plugin } from "../plugins/plugin.js";
import type { TrialEpoch } from "../trials/trial.js";
import { createLocalRunner } from "./local-runner.js";
import type { TrialRunner } from "./trial-runner.js";
import type { WorkerEpoch, WorkerReply, WorkerStart, WorkerTask } from "./worker-messages.js";

const parent = process.ppid;
let runner: TrialRunner | undefined;
/** Rejects where the plug-in cannot be loaded, or is another one by now. */
let ready: Promise<void> = Promise.resolve();

for (const signal of ["SIGINT", "SIGHUP"] as const) process.on(signal, () => undefined);
process.on("disconnect", () => process.exit());
process.on("message", (message: WorkerStart | WorkerTask) => {
  if (message.kind === "start") {
    const { graph, backend, history, plugin } = message;
    if (plugin !== undefined) ready = loadSame(plugin);
    // Whoever gives a task is told.
    ready.catch(() => undefined);
    runner = createLocalRunner(graph, { backend, history, onStep: exitWhenOrphaned });
    return;
  }
  answer(message)
    .catch(errorReply)
    .then((reply) => process.send?.(reply));
});

async function answer(task: WorkerTask): Promise<WorkerReply> {
  await ready;
  if (runner === undefined) throw new Error("a worker was given a task before its graph");
  switch (task.kind) {
    case "backend":
      return { kind: "backend", result: await runner.backend() };
    case "order":
      return {
        kind: "order",
        result: await runner.removalOrder(task.method, task.seed, task.removed, task.training),
      };
    case "train":
      return { kind: "train", result: await runner.train(task.trial, task.order, task.options, tellEpoch) };
  }
}

async function loadSame({ file, sha256 }: Plugin): Promise<void> {
  const loaded = await loadPlugin(file);
  if (loaded.sha256 !== sha256)
    throw new InputError(
      `--plugin ${file}: expected the file as it was when the command began (SHA-256 ${sha256}), got ${loaded.sha256}; start the command again`,
    );
}

/** Milliseconds from one word of an epoch to the next: what people can read, and what costs the training nothing. */
const EPOCH_INTERVAL = 250;
let epochToldAt = Number.NEGATIVE_INFINITY;

function tellEpoch(epoch: TrialEpoch): void {
  const now = performance.now();
  if (now - epochToldAt < EPOCH_INTERVAL) return;
  epochToldAt = now;
  const message: WorkerEpoch = { kind: "epoch", ...epoch };
  process.send?.(message);
}

function errorReply(error: unknown): WorkerReply {
  if (error instanceof Error) return { kind: "error", name: error.name, message: error.message };
  return { kind: "error", name: "Error", message: String(error) };
}

function exitWhenOrphaned(): void {
  if (process.ppid !== parent) process.exit();
}
