import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { BackendError, InputError } from "../../errors.js";
import type { TrialEpoch } from "../trials/trial.js";
import type { CreateTrialRunner } from "./trial-runner.js";
import { passErrors, type WorkerErrors } from "./worker-errors.js";
import type { WorkerEpoch, WorkerReply, WorkerStart, WorkerTask } from "./worker-messages.js";

/** A worker process ended before its task did. That may be the machine's fault, and not the task's. */
export class WorkerEndedError extends Error {
  override readonly name = "WorkerEndedError";
}

type EpochListener = (epoch: TrialEpoch) => void;
type Answer<K extends WorkerTask["kind"]> = Extract<WorkerReply, { kind: K }>;

/**
 * A {@link TrialRunner} that works in other processes, so that trials run in parallel and a crash ends one trial only.
 *
 * Processes start when they are first needed and are kept; one that dies fails its task and is replaced for the next. None outlives
 * this process.
 *
 * @example
 * ```ts
 * import { openDataset } from "seprank/datasets";
 * import { classificationGraph, createWorkerPool } from "seprank/evaluate";
 *
 * const { dataset } = await openDataset("citations");
 * const pool = createWorkerPool(classificationGraph(dataset), { jobs: 2, backend: "wasm" });
 * await pool.backend(); // => "wasm"
 * await pool.close();
 * ```
 */
export const createWorkerPool: CreateTrialRunner = (graph, { jobs, backend, history, plugin }) => {
  const alive = new Set<ChildProcess>();
  const idle = new Set<ChildProcess>();
  const waiting: (() => void)[] = [];
  let running = 0;
  let closed = false;

  async function run<K extends WorkerTask["kind"]>(
    task: WorkerTask & { kind: K },
    onEpoch: EpochListener = () => undefined,
  ): Promise<Answer<K>> {
    // A place is handed from the task that ends to the one that waits longest.
    if (running === jobs) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      if (closed) throw new Error("the worker pool is closed");
      const [worker = start()] = idle;
      idle.delete(worker);
      const reply = await ask(worker, task, onEpoch);
      // Its end may be known before its last answer is.
      if (isRunning(worker)) idle.add(worker);
      if (reply.kind === "error") throw errorOf(reply);
      return reply as Answer<K>;
    } finally {
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  }

  function start(): ChildProcess {
    const worker = startWorker({ kind: "start", graph, backend, history, plugin });
    alive.add(worker);
    worker.once("exit", () => idle.delete(worker));
    worker.once("exit", () => alive.delete(worker));
    return worker;
  }

  return {
    jobs,
    backend: async () => (await run({ kind: "backend" })).result,
    removalOrder: async (method, seed, removed, training) =>
      (await run({ kind: "order", method, seed, removed, training })).result,
    train: async (trial, order, options, onEpoch) =>
      (await run({ kind: "train", trial, order, options }, onEpoch)).result,
    async close() {
      closed = true;
      const ends = [...alive].map((worker) => once(worker, "exit"));
      for (const worker of alive) worker.kill("SIGKILL");
      await Promise.all(ends);
    },
  };
};

/** What the processes write to standard error. */
const errorsOf = new WeakMap<ChildProcess, WorkerErrors>();

function startWorker(start: WorkerStart): ChildProcess {
  const worker = fork(fileURLToPath(new URL("./worker.js", import.meta.url)), {
    // Typed arrays travel as they are.
    serialization: "advanced",
    // Standard output is the parent's alone; a crashing process writes to standard error.
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    // Without it TensorFlow gives the first process all of a GPU's memory.
    env: { TF_FORCE_GPU_ALLOW_GROWTH: "true", ...process.env },
    execArgv: [],
  });
  // Once a long message is on its way, Node no longer waits for the channel: if a worker exits
  // before its channel closes, nothing is left to wait for, and this process would end silently in the middle of its work.
  worker.channel?.ref();
  if (worker.stderr !== null)
    errorsOf.set(
      worker,
      passErrors(worker.stderr, (text) => process.stderr.write(text)),
    );
  // The running task handles its own error; without a listener, an error between tasks would end this process.
  worker.on("error", () => undefined);
  worker.send(start, () => undefined);
  return worker;
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

/** @throws Error where the process ends, or cannot be reached, before it answers */
function ask(worker: ChildProcess, task: WorkerTask, onEpoch: EpochListener): Promise<WorkerReply> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void) => {
      worker.off("message", onMessage).off("close", onClose).off("error", onError);
      finish();
    };
    const onMessage = (message: unknown) => {
      const reply = message as WorkerReply | WorkerEpoch;
      if (reply.kind === "epoch")
        onEpoch({ epoch: reply.epoch, validationAccuracy: reply.validationAccuracy });
      else settle(() => resolve(reply));
    };
    const onError = (error: NodeJS.ErrnoException) => {
      // A closed channel says only that the process has gone; its end, which follows, says how.
      if (error.code === "ERR_IPC_CHANNEL_CLOSED" || error.code === "EPIPE") return;
      settle(() => reject(error));
    };
    const onClose = (code: number | null, signal: string | null) => {
      const how = signal ?? `exit code ${code}`;
      const reason = errorsOf.get(worker)?.isHeapFull
        ? "its JavaScript heap was full; NODE_OPTIONS=--max-old-space-size=MEGABYTES gives it more"
        : "it may be out of memory";
      onError(new WorkerEndedError(`the worker process ended (${how}) before its task did; ${reason}`));
    };
    worker.on("message", onMessage).on("close", onClose).on("error", onError);
    worker.send(task, (error) => error !== null && onError(error));
  });
}

/** An error that crossed processes, as the type it had where that matters. */
function errorOf({ name, message }: { readonly name: string; readonly message: string }): Error {
  if (name === "InputError") return new InputError(message);
  if (name === "BackendError") return new BackendError(message);
  return new Error(message);
}
