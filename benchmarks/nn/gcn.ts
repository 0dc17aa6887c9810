// One training step of a GCN (3 layers of width 64, layer norm, Adam) on Cora, or on a generated graph of its size
// where Cora is not to be had; where the time of a step goes; and PyTorch on the same graph, on one thread.
import { createVertexTrainer, selectBackend } from "../../src/nn/index.js";
import { trainSettings } from "../../src/nn/training/train-options.js";
import { type Benchmark, timeSteps } from "../support/measure.js";
import { citationTask, stepBreakdown, torchPeer } from "./training-steps.js";

const REPEATS = 200;

export const run: Benchmark = async () => {
  const { name, task } = await citationTask();
  const backend = await selectBackend("wasm");
  const trainer = createVertexTrainer(task, trainSettings({ model: "gcn" }));
  const { median, fastest } = timeSteps(trainer, { warmUp: 50, repeats: REPEATS });
  const own = {
    case: `GCN training step: seprank, wasm (kernels: ${backend.kernels})`,
    ms: median,
    note: `${name}, median of ${REPEATS} steps, fastest ${fastest.toFixed(2)}`,
    headline: true,
  };
  // Peers next, so that both are measured on the machine as it is at this moment.
  const peers = torchPeer("gcn.py", task, { warmUp: 10, repeats: 50 }).map((row) => ({
    ...row,
    headline: true,
  }));
  const parts = stepBreakdown(trainer, REPEATS, "of a step");
  trainer.dispose();
  return { name: "GCN training step", rows: [own, ...peers, ...parts] };
};
