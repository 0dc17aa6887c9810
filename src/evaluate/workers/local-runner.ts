import { selectBackend } from "../../nn/backend/backend.js";
import type { ClassificationGraph } from "../../nn/training/classification-graph.js";
import { trainVertexClassifier } from "../../nn/training/train.js";
import type { EpochRecord } from "../../nn/training/training-session.js";
import { removalOrder } from "../../sparsify/order-by-method.js";
import { prune, type RemovalOrder } from "../../sparsify/orders/removal-order.js";
import { ugsOrder } from "../orders/ugs-order.js";
import { trialSplit } from "../trials/trial-split.js";
import type { TrialRunner } from "./trial-runner.js";

/**
 * A {@link TrialRunner} in this process: one trial at a time.
 *
 * @param onStep called between the steps of the work, so that its owner can stop it by throwing
 * @param history whether trials tell loss and accuracies of every epoch at their end
 *
 * @example
 * ```ts
 * import { parseMethod } from "seprank";
 * import { openDataset } from "seprank/datasets";
 * import { classificationGraph, createLocalRunner } from "seprank/evaluate";
 *
 * const { dataset } = await openDataset("citations");
 * const runner = createLocalRunner(classificationGraph(dataset), { backend: "wasm" });
 * const { order } = await runner.removalOrder(parseMethod("1-wis"), 0, 0);
 * order.edges.length === dataset.adjacency.edgeCount; // => true
 * ```
 */
export function createLocalRunner(
  graph: ClassificationGraph,
  {
    backend,
    onStep = () => undefined,
    history: keepsHistory = false,
  }: { readonly backend: string; readonly onStep?: () => void; readonly history?: boolean | undefined },
): TrialRunner {
  return {
    jobs: 1,
    backend: async () => (await selectBackend(backend)).name,
    async removalOrder(method, seed, removed, training) {
      if (training !== undefined)
        return ugsOrder(graph, training, { seed, backend, draft: training.draft, onStep });
      const start = performance.now();
      const order = removalOrder(method, graph.adjacency, {
        seed,
        remove: removed,
        labels: method.labelled ? trainingLabels(graph, seed) : undefined,
        onProgress: onStep,
      });
      return { order, seconds: (performance.now() - start) / 1000 };
    },
    async train({ model, removed, seed }, order, { split: option, ...hyperparameters }, tellEpoch) {
      const { features, labels, classCount } = graph;
      const { adjacency } = prune(graph.adjacency, order ?? inputOrder(graph), removed);
      const split = trialSplit(graph, seed, option);
      const epochsRun: EpochRecord[] = [];
      const result = await trainVertexClassifier(
        { adjacency, features, labels, classCount, split },
        {
          ...hyperparameters,
          model,
          seed,
          backend,
          onEpoch: (record) => {
            onStep();
            if (keepsHistory) epochsRun.push(record);
            tellEpoch?.({ epoch: record.epoch, validationAccuracy: record.validationAccuracy });
          },
        },
      );
      const { testAccuracy, validationAccuracy, trainAccuracy, bestEpoch, epochs } = result;
      const { seconds, inferenceSeconds, tensorBytes } = result;
      const peakMemory = 1024 * process.resourceUsage().maxRSS;
      const accuracies = { testAccuracy, validationAccuracy, trainAccuracy };
      const history = keepsHistory ? { history: epochsRun } : {};
      return {
        ...accuracies,
        bestEpoch,
        epochs,
        seconds,
        inferenceSeconds,
        tensorBytes,
        peakMemory,
        ...history,
      };
    },
    close: async () => undefined,
  };
}

/** The labels that a trial of this seed trains on: a method that knew the others would tell the test's answers. */
function trainingLabels(graph: ClassificationGraph, seed: number): Int32Array {
  const { labels } = graph;
  const known = new Int32Array(labels.length).fill(-1);
  for (const t of trialSplit(graph, seed).train) known[t] = labels[t];
  return known;
}

/** Any order will do where all edges are removed, or none. */
function inputOrder({ adjacency }: ClassificationGraph): RemovalOrder {
  return { method: "input", edges: Uint32Array.from({ length: adjacency.edgeCount }, (_, e) => e) };
}
