import { ugs } from "../../src/evaluate/orders/ugs.js";
import { edgeMaskPenaltyFor } from "../../src/evaluate/trials/edge-mask-penalty.js";
import { hyperparametersFor } from "../../src/evaluate/trials/hyperparameters.js";
import { trialSplit } from "../../src/evaluate/trials/trial-split.js";
import type { GraphDataset } from "../../src/graph/dataset.js";
import { classificationGraph } from "../../src/nn/training/classification-graph.js";
import type { SplitChoice } from "../../src/nn/training/split-choices.js";
import type { MethodSpec } from "../../src/sparsify/method-spec.js";
import { limitOrder } from "../../src/sparsify/orders/limit-order.js";
import type { OrderOptions } from "../../src/sparsify/orders/order-options.js";
import type { RemovalOrder } from "../../src/sparsify/orders/removal-order.js";
import { resolveParameters } from "../../src/sparsify/resolve-parameters.js";
import type { Globals } from "../options/globals.js";
import { interruptSignal } from "../terminal/interrupt.js";

/** What the method trains, and on what. */
export interface TrainedOrderOptions {
  readonly method: MethodSpec;
  readonly model?: string;
  readonly backend: string;
  readonly split?: SplitChoice | undefined;
}

/**
 * The removal order of a method that trains a network: on the split that `evaluate` takes for the same seed, with the papers'
 * hyperparameters for model and data set where no others are set.
 *
 * @throws InputError where the data set cannot be trained on
 */
export async function trainedOrder(
  dataset: GraphDataset,
  { method, model = "gcn", backend, split }: TrainedOrderOptions,
  { seed = 0, parameters, removed, protect, keepDegree }: OrderOptions,
  { console }: Globals,
): Promise<RemovalOrder> {
  const { share } = resolveParameters(method, parameters);
  const graph = classificationGraph(dataset, { split });
  const { adjacency, features, labels, classCount } = graph;
  const { l1 = edgeMaskPenaltyFor(model, dataset.name), epochs, patience } = parameters ?? {};
  const order = await ugs(
    { adjacency, features, labels, classCount, split: trialSplit(graph, seed) },
    {
      ...hyperparametersFor(model, dataset.name, { epochs, patience }),
      model,
      backend,
      seed,
      l1,
      share,
      removed,
      signal: interruptSignal(),
      onMessage: console.detail,
      onRound: ({ round, rounds, epochs: run, seconds, removed: edges }) => {
        console.detail(`ugs: round ${round} of ${rounds}, ${run} epochs in ${seconds.toFixed(1)} s`);
        console.progress(`ugs: ${edges.length} of ${adjacency.edgeCount} edges ordered`);
      },
    },
  );
  return limitOrder(adjacency, order, { protect, keepDegree });
}
