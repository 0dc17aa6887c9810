// One training step of a GCN (3 layers of width 64, layer norm, Adam) on Cora, or on a generated graph of its size
// where Cora is not to be had; where the time of a step goes; and PyTorch on the same graph, on one thread.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import { openDataset } from "../dist/datasets/index.js";
import { randomSplit } from "../dist/src/graph/split.js";
import { createVertexTrainer, selectBackend } from "../dist/src/nn/index.js";
import { trainSettings } from "../dist/src/nn/train-options.js";
import { createRandom } from "../dist/src/random.js";

const WARM_UP = 50;
const REPEATS = 200;

export async function run() {
  const { dataset } = await openDataset("cora").catch(() => openDataset("citations"));
  const { adjacency, features, labels } = dataset;
  const shares = { train: 0.8, validation: 0.1, test: 0.1 };
  const split = randomSplit(labels, shares, createRandom(0, "split"));
  const task = { adjacency, features, labels, classCount: Math.max(...labels) + 1, split };
  const backend = await selectBackend("wasm");
  const trainer = createVertexTrainer(task, trainSettings({ model: "gcn" }));
  const times = Array.from({ length: WARM_UP + REPEATS }, () => milliseconds(trainer.step)).slice(WARM_UP);
  const own = {
    case: `GCN training step: seprank, wasm (kernels: ${backend.kernels})`,
    ms: median(times),
    note: `${dataset.name}, median of ${REPEATS} steps, fastest ${Math.min(...times).toFixed(2)}`,
    headline: true,
  };
  // Peers next, so that both are measured on the machine as it is at this moment.
  const peers = torch(task);
  const parts = breakdown(trainer);
  trainer.dispose();
  return { name: "GCN training step", rows: [own, ...peers, ...parts] };
}

/** The mean time a step spends in each kernel, and outside of all of them. */
function breakdown(trainer) {
  const spent = new Map();
  const originals = tf.getKernelsForBackend("wasm");
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
    for (let k = 0; k < REPEATS; k++) trainer.step();
  });
  for (const kernel of originals) replaceKernel(kernel);
  const kernels = [...spent].sort(([, a], [, b]) => b.total - a.total);
  const inside = kernels.reduce((sum, [, { total }]) => sum + total, 0);
  const rows = kernels.map(([name, { calls, total }]) => ({
    case: `of a step: ${name}`,
    ms: total / REPEATS,
    note: `${calls / REPEATS} calls, mean of ${REPEATS} steps`,
  }));
  return [
    ...rows,
    {
      case: "of a step: outside the kernels",
      ms: (step - inside) / REPEATS,
      note: "tape, shapes, reading out",
    },
  ];
}

function replaceKernel(kernel) {
  tf.unregisterKernel(kernel.kernelName, kernel.backendName);
  tf.registerKernel(kernel);
}

/** PyTorch and PyTorch Geometric on the same graph, where they are installed. */
function torch({ adjacency, features, labels, classCount, split }) {
  const script = fileURLToPath(new URL("peers/gcn.py", import.meta.url));
  const input = {
    warmUp: 10,
    repeats: 50,
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
  const { status, stdout, stderr, error } = spawnSync("python3", [script], {
    input: JSON.stringify(input),
    encoding: "utf8",
  });
  if (status === 0) return JSON.parse(stdout).map((row) => ({ ...row, headline: true }));
  // A script that stops at its imports also breaks the pipe; what it wrote says more than that.
  const reason = stderr?.trim().split("\n").at(-1) || error?.message;
  return [{ case: "PyTorch, one thread", ms: null, note: `peer absent: ${reason}` }];
}

function milliseconds(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
