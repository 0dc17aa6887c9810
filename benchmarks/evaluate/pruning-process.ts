// A child of pruning.ts: prunes a graph by 1-WIS and trains on what is left; prints {step, inference, tensorBytes, peakBytes}, times in milliseconds of processor
// time.
import { readFileSync } from "node:fs";
import { openDataset } from "../../datasets/index.js";
import { prune, removalOrder } from "../../src/adjacency.js";
import { classificationGraph } from "../../src/evaluate/index.js";
import { trialSplit } from "../../src/evaluate/results.js";
import { createVertexTrainer, selectBackend, type VertexTask } from "../../src/nn/index.js";
import { trainSettings } from "../../src/nn/training/train-options.js";
import { parseMethod } from "../../src/sparsify/method-spec.js";
import { evenGraph, randomTask } from "../support/graphs.js";
import { median, timeSteps } from "../support/measure.js";

const { name, level, repeats } = JSON.parse(readFileSync(0, "utf8"));
const full = await taskOf(name);
const removed = Math.round(level * full.adjacency.edgeCount);
const order = removalOrder(parseMethod("1-wis"), full.adjacency, { seed: 0, remove: removed });
const task = { ...full, adjacency: prune(full.adjacency, order, removed).adjacency };
await selectBackend("wasm");
const session = createVertexTrainer(task, trainSettings({ model: "gcn" }));
const { processor } = timeSteps(session, { warmUp: 1 + (repeats >> 1), repeats });
const weights = session.trainer.weights();
const times = Array.from({ length: 1 + repeats }, () => {
  const start = process.cpuUsage();
  session.outputs(weights);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
});
const result = {
  step: processor,
  inference: median(times.slice(1)),
  tensorBytes: session.trainer.heldBytes(),
  peakBytes: 1024 * process.resourceUsage().maxRSS,
};
process.stdout.write(JSON.stringify(result));

async function taskOf(which: string): Promise<VertexTask> {
  // Labels and features say nothing here; the accuracy comes from elsewhere.
  if (which === "generated") return randomTask(evenGraph(169_343, 1_160_000), { columns: 128, classes: 40 });
  const { adjacency, features, labels, classCount } = classificationGraph((await openDataset(which)).dataset);
  const split = trialSplit({ labels, splits: [] }, 0);
  return { adjacency, features, labels, classCount, split };
}
