// What the benchmarks of training steps share.
import * as tf from "@tensorflow/tfjs-core";
import { openDataset } from "../../datasets/index.js";
import { randomSplit } from "../../src/graph/attributes/split.js";
import type { createVertexTrainer, VertexTask } from "../../src/nn/index.js";
import { createRandom } from "../../src/random.js";
import { processorMilliseconds, pythonPeer, type Row } from "../support/measure.js";

type Trainer = Pick<ReturnType<typeof createVertexTrainer>, "step">;

/** Cora, or a generated graph of its size where Cora is not to be had, as a task for training; and its name. */
export async function citationTask(): Promise<{ name: string; task: VertexTask }> {
  const { dataset } = await openDataset("cora").catch(() => openDataset("citations"));
  const { adjacency, features, labels, name } = dataset;
  if (features === null || labels === null) throw new Error(`${name}: expected features and labels`);
  const shares = { train: 0.8, validation: 0.1, test: 0.1 };
  const split = randomSplit(labels, shares, createRandom(0, "split"));
  return { name, task: { adjacency, features, labels, classCount: Math.max(...labels) + 1, split } };
}

/** Rows of the mean processor time that a trainer's step spends in each kernel of the current backend, and outside of all. */
export function stepBreakdown(trainer: Trainer, repeats: number, title: string): Row[] {
  const spent = new Map<string, { calls: number; total: number }>();
  const originals = tf.getKernelsForBackend(tf.getBackend());
  for (const kernel of originals) {
    const timed: tf.KernelFunc = (call) => {
      let result!: ReturnType<tf.KernelFunc>;
      const ms = processorMilliseconds(() => {
        result = kernel.kernelFunc(call);
      });
      const { calls, total } = spent.get(kernel.kernelName) ?? { calls: 0, total: 0 };
      spent.set(kernel.kernelName, { calls: calls + 1, total: total + ms });
      return result;
    };
    replaceKernel({ ...kernel, kernelFunc: timed });
  }
  const step = processorMilliseconds(() => {
    for (let k = 0; k < repeats; k++) trainer.step();
  });
  for (const kernel of originals) replaceKernel(kernel);
  const kernels = [...spent].sort(([, a], [, b]) => b.total - a.total);
  const inside = kernels.reduce((sum, [, { total }]) => sum + total, 0);
  const rows = kernels.map(([name, { calls, total }]) => ({
    case: `${title}: ${name}`,
    ms: total / repeats,
    note: `${calls / repeats} calls, mean of ${repeats} steps`,
  }));
  const outside = { ms: (step - inside) / repeats, note: "tape, shapes, reading out" };
  return [...rows, { case: `${title}: outside the kernels`, ...outside }];
}

function replaceKernel(kernel: tf.KernelConfig): void {
  tf.unregisterKernel(kernel.kernelName, kernel.backendName);
  tf.registerKernel(kernel);
}

/** Medians of a step's time in milliseconds: by the clock, and the processor time of all threads. */
export interface StepTimes {
  readonly clock: number;
  readonly processor: number;
}

/** What a script of peers/ prints that times the networks of peers/gcn_networks.py. */
export interface NetworkTimes {
  readonly versions: string;
  readonly rows: readonly ({ readonly case: string } & (
    | (StepTimes & { readonly absent?: undefined })
    | { readonly absent: string }
  ))[];
}

/** A clock that goes so much faster than the processor time of one thread tells that others use the processors. */
const BUSY = 1.5;

/** Why nothing on several threads is measured now, or null: what threads wait for each other for is not seen in processor time. */
export function whyBusy({ clock, processor }: StepTimes): string | null {
  if (clock < BUSY * processor) return null;
  return `not measured: others use the processors, our step takes ${(clock / processor).toFixed(1)} times its processor time`;
}

/** Rows of what a peer timed beside ours: on one thread by processor time, on several by the clock. @param more to add to every note */
export function besideOurs(
  { versions, rows }: NetworkTimes,
  {
    ours,
    threads,
    title = "",
    more = "",
  }: { ours: StepTimes; threads: number; title?: string; more?: string },
): Row[] {
  return rows.map((row) => {
    const name = `${title}${row.case}, ${threads === 1 ? "one thread" : `${threads} threads`}`;
    if (row.absent !== undefined) return { case: name, ms: null, note: `peer absent: ${row.absent}` };
    const [ms, own] = threads === 1 ? [row.processor, ours.processor] : [row.clock, ours.clock];
    const measure = threads === 1 ? "processor time" : "by the clock";
    return { case: name, ms, note: `${measure}, ${(ms / own).toFixed(2)} times ours${more}; ${versions}` };
  });
}

/** The environment of a process of PyTorch or DGL on so many threads. */
export function onThreads(threads: number): Readonly<Record<string, string>> {
  const count = `${threads}`;
  // DGL would say on standard output which of its backends it takes.
  return {
    OMP_NUM_THREADS: count,
    MKL_NUM_THREADS: count,
    PYTHONWARNINGS: "ignore",
    DGLBACKEND: "pytorch",
  };
}

/** Rows of a Python peer's steps on the same task, or one row that says why there are none. */
export function torchPeer(script: string, task: VertexTask, given: Readonly<Record<string, unknown>>): Row[] {
  const rows = pythonPeer<Row[]>(script, JSON.stringify({ ...given, ...asJson(task) }));
  if (rows.absent === undefined) return rows;
  return [{ case: "PyTorch, one thread", ms: null, note: `peer absent: ${rows.absent}` }];
}

/** A task as the peers read it. */
export function asJson({ adjacency, features, labels, classCount, split }: VertexTask) {
  if (features.kind !== "sparse") throw new Error("expected sparse features, as the peer takes");
  return {
    vertices: adjacency.vertexCount,
    classes: classCount,
    sources: [...adjacency.sources],
    targets: [...adjacency.targets],
    columns: features.columns,
    offsets: [...features.offsets],
    indices: [...features.indices],
    values: [...features.values],
    labels: [...labels],
    train: [...split.train],
  };
}
