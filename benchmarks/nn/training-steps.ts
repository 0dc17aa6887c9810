// What the benchmarks of training steps share.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import { openDataset } from "../../datasets/index.js";
import { randomSplit } from "../../src/graph/attributes/split.js";
import { createRandom } from "../../src/random.js";

/** Cora, or a generated graph of its size where Cora is not to be had, as a task for training; and its name. */
export async function citationTask() {
  const { dataset } = await openDataset("cora").catch(() => openDataset("citations"));
  const { adjacency, features, labels, name } = dataset;
  const shares = { train: 0.8, validation: 0.1, test: 0.1 };
  const split = randomSplit(labels, shares, createRandom(0, "split"));
  return { name, task: { adjacency, features, labels, classCount: Math.max(...labels) + 1, split } };
}

/** Median and fastest time of a trainer's steps, in milliseconds. */
export function timeSteps(trainer, { warmUp, repeats }) {
  for (let k = 0; k < warmUp; k++) trainer.step();
  const times = Array.from({ length: repeats }, () => milliseconds(trainer.step)).sort((a, b) => a - b);
  return { median: times[repeats >> 1], fastest: times[0] };
}

/** Rows of the mean time that a trainer's step spends in each kernel of the current backend, and outside of all. */
export function stepBreakdown(trainer, repeats, title) {
  const spent = new Map();
  const originals = tf.getKernelsForBackend(tf.getBackend());
  for (const kernel of originals) {
    const timed = (call) => {
      let result;
      const ms = milliseconds(() => {
        result = kernel.kernelFunc(call);
      });
      const { calls, total } = spent.get(kernel.kernelName) ?? { calls: 0, total: 0 };
      spent.set(kernel.kernelName, { calls: calls + 1, total: total + ms });
      return result;
    };
    replaceKernel({ ...kernel, kernelFunc: timed });
  }
  const step = milliseconds(() => {
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

function replaceKernel(kernel) {
  tf.unregisterKernel(kernel.kernelName, kernel.backendName);
  tf.registerKernel(kernel);
}

/** Rows of a Python peer's steps on the same task, or one row that says why there are none. */
export function torchPeer(script, { adjacency, features, labels, classCount, split }, given) {
  const path = fileURLToPath(new URL(`peers/${script}`, import.meta.url));
  const input = {
    ...given,
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
  const { status, stdout, stderr, error } = spawnSync("python3", [path], {
    input: JSON.stringify(input),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (status === 0) return JSON.parse(stdout);
  // A script that stops at its imports also breaks the pipe; what it wrote says more than that.
  const reason = stderr?.trim().split("\n").at(-1) || error?.message;
  return [{ case: "PyTorch, one thread", ms: null, note: `peer absent: ${reason}` }];
}

export function milliseconds(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}
