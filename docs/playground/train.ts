import { trialSplit } from "../../src/evaluate/trials/trial-split.js";
import { selectBackend } from "../../src/nn/backend/backend.js";
import { classificationGraph } from "../../src/nn/training/classification-graph.js";
import { trainVertexClassifier } from "../../src/nn/training/train.js";
import { parseMethod } from "../../src/sparsify/method-spec.js";
import { removalOrder } from "../../src/sparsify/order-by-method.js";
import { prune, type RemovalOrder } from "../../src/sparsify/orders/removal-order.js";
import type { TrainJob, TrainProgress } from "./jobs.js";
import { GCN } from "./training-settings.js";

/**
 * Trains a GCN at each level, by each method, from each seed, as `seprank evaluate` does but for fewer epochs: splits, orders of
 * randomised methods and weights are those of the seed; where no edge or every edge goes one trial serves all methods.
 */
export async function train(
  { dataset, methods, levels, seeds, epochs, wasmFolder }: TrainJob,
  tell: (progress: TrainProgress) => void,
): Promise<null> {
  const graph = classificationGraph(dataset);
  await selectBackend("wasm", { wasmFolder });
  const { adjacency } = dataset;
  const { edgeCount } = adjacency;
  const orders = new Map<string, RemovalOrder>();
  const orderFor = (name: string, seed: number): RemovalOrder => {
    const method = parseMethod(name);
    const key = method.facts.randomised ? `${name} ${seed}` : name;
    const split = trialSplit(graph, seed);
    // Of the labels only those that the network is trained on.
    const labels = new Int32Array(graph.labels.length).fill(-1);
    for (const t of split.train) labels[t] = graph.labels[t];
    const known = orders.get(key);
    if (known !== undefined) return known;
    const order = removalOrder(method, adjacency, { seed, ...(method.labelled ? { labels } : {}) });
    orders.set(key, order);
    return order;
  };
  const trials = Array.from({ length: seeds }, (_, seed) =>
    levels.flatMap((sparsity) => {
      const removed = Math.round(sparsity * edgeCount);
      const shared = removed === 0 || removed === edgeCount;
      return (shared ? [null] : methods).map((method) => ({ method, sparsity, removed, seed }));
    }),
  ).flat();
  for (const [done, trial] of trials.entries()) {
    const { method, removed, seed } = trial;
    const order = method === null ? { method: "any", edges: allEdges(edgeCount) } : orderFor(method, seed);
    const pruned = prune(adjacency, order, removed).adjacency;
    const { testAccuracy } = await trainVertexClassifier(
      { ...graph, adjacency: pruned, split: trialSplit(graph, seed) },
      {
        ...GCN,
        seed,
        epochs,
        backend: "wasm",
        onEpoch: ({ epoch }) => {
          if (epoch % 10 === 0) tell({ done, of: trials.length, epoch });
        },
      },
    );
    tell({ done: done + 1, of: trials.length, epoch: 0, trial: { ...trial, accuracy: testAccuracy } });
  }
  return null;
}

function allEdges(edgeCount: number): Uint32Array {
  return Uint32Array.from({ length: edgeCount }, (_, e) => e);
}
