import { InputError } from "../../errors.js";
import { checkMaskable } from "./mask-edges.js";
import { checkVertexTask, type VertexTask } from "./task.js";
import { type TrainResult, trainSession } from "./train.js";
import { type TrainOptions, trainSettings } from "./train-options.js";
import { createVertexTrainer } from "./vertex-trainer.js";

/** How to train an edge mask. */
export interface EdgeMaskOptions extends Omit<TrainOptions, "resume" | "onCheckpoint" | "checkpointEvery"> {
  /** gamma >= 0: weighs the sum of the mask's absolute values in the loss */
  readonly l1: number;
}

/** What came of it. */
export interface EdgeMaskResult
  extends Pick<
    TrainResult,
    "epochs" | "stopped" | "seconds" | "bestEpoch" | "validationAccuracy" | "backend"
  > {
  /** m [E] as the last step left it, by edge */
  readonly mask: Float32Array;
}

/**
 * Trains a vertex classifier together with one weight for each edge: the first half of a round of UGS.
 *
 *   minimise L(f(m * A, X; W)) + gamma ||m||_1 over W and m, by one Adam; m starts at ones
 *
 * The edge weights are symmetric, one number an undirected edge. As all parameters have Adam's weight decay, so has the mask. The
 * training stops as {@link trainVertexClassifier} does, by the validation accuracy; labels outside of the training part enter the
 * gradients nowhere, those of the test part nothing at all.
 *
 * Source: Chen et al., "A Unified Lottery Ticket Hypothesis for Graph Neural Networks" (2021), Algorithm 1; Razin, "Understanding Deep
 * Learning via Notions of Rank" (2024), appendix D.6.2.2.
 *
 * Complexity: per epoch that of trainVertexClassifier, and O(E) for each layer.
 *
 * @throws as trainVertexClassifier; InputError where the model takes no edge weights, and for a graph without edges
 *
 * @example
 * ```ts
 * import { generateCitations } from "seprank";
 * import { classificationGraph, trainEdgeMask } from "seprank/nn";
 * import { trialSplit } from "seprank/results";
 *
 * const { adjacency, features, labels, classCount } = classificationGraph(generateCitations());
 * const split = trialSplit({ labels, splits: [] }, 0);
 * const task = { adjacency, features, labels, classCount, split };
 * const { mask } = await trainEdgeMask(task, { model: "gcn", l1: 0.01, epochs: 2, backend: "wasm" });
 * mask.length === adjacency.edgeCount; // => true
 * ```
 */
export async function trainEdgeMask(
  task: VertexTask,
  { l1, ...options }: EdgeMaskOptions,
): Promise<EdgeMaskResult> {
  if (!(l1 >= 0 && l1 < Infinity)) throw new InputError(`l1: expected a number >= 0, got ${l1}`);
  const settings = trainSettings(options);
  checkVertexTask(task);
  if (task.adjacency.edgeCount === 0)
    throw new InputError("edge mask: expected a graph with at least one edge, got none");
  // Before anything is loaded: a model that cannot be masked is a mistake in the options.
  checkMaskable(settings.model);
  let mask = new Float32Array();
  const { epochs, stopped, seconds, bestEpoch, validationAccuracy, backend } = await trainSession(
    () => createVertexTrainer(task, settings, { l1 }),
    task,
    settings,
    ({ trainer }) => {
      mask = trainer.state().parameters[0].values as Float32Array<ArrayBuffer>;
    },
  );
  return {
    mask,
    epochs,
    stopped,
    seconds,
    bestEpoch,
    validationAccuracy: validationAccuracy as number,
    backend,
  };
}
