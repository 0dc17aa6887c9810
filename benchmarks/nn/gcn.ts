// One training step of a GCN (3 layers of width 64, layer norm, Adam) on Cora, or on a generated graph of its size
// where Cora is not to be had; where the time of a step goes; and the same network as PyTorch, PyTorch Geometric and DGL compute it at their
// fastest on the same graph, on one thread and on all.
import { availableParallelism } from "node:os";
import { createVertexTrainer, selectBackend } from "../../src/nn/index.js";
import { trainSettings } from "../../src/nn/training/train-options.js";
import { type Benchmark, pythonPeer, type Row, timeSteps } from "../support/measure.js";
import {
  asJson,
  besideOurs,
  citationTask,
  type NetworkTimes,
  onThreads,
  stepBreakdown,
  whyBusy,
} from "./training-steps.js";

const REPEATS = 200;

export const run: Benchmark = async () => {
  const { name, task } = await citationTask();
  const backend = await selectBackend("wasm");
  const trainer = createVertexTrainer(task, trainSettings({ model: "gcn" }));
  const { median, processor } = timeSteps(trainer, { warmUp: 50, repeats: REPEATS });
  const own = {
    case: `GCN training step: seprank, wasm (kernels: ${backend.kernels}), one thread`,
    ms: processor,
    note: `${name}, processor time, median of ${REPEATS} steps; by the clock ${median.toFixed(2)}`,
    headline: true,
  };
  // Peers next, so that both are measured on the machine as it is at this moment.
  const ours = { clock: median, processor };
  const input = JSON.stringify({ ...asJson(task), warmUp: 10, repeats: 50 });
  const peers = [1, availableParallelism()].flatMap((threads): Row[] => {
    const busy = threads === 1 ? null : whyBusy(ours);
    if (busy !== null)
      return [{ case: `PyTorch, PyTorch Geometric and DGL, ${threads} threads`, ms: null, note: busy }];
    const times = pythonPeer<NetworkTimes>("gcn.py", input, [], onThreads(threads));
    if (times.absent === undefined) return besideOurs(times, { ours, threads });
    return [{ case: `PyTorch, threads: ${threads}`, ms: null, note: `peer absent: ${times.absent}` }];
  });
  const parts = stepBreakdown(trainer, REPEATS, "of a step");
  trainer.dispose();
  const headlines = ["PyTorch by hand, CSR, one thread", "PyTorch Geometric GCNConv, one thread"];
  const rows = peers.map((row) => (headlines.includes(row.case) ? { ...row, headline: true } : row));
  return { name: "GCN training step", rows: [own, ...rows, ...parts] };
};
