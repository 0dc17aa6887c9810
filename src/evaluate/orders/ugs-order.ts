import type { ClassificationGraph } from "../../nn/training/classification-graph.js";
import { trialSplit } from "../trials/trial-split.js";
import type { TimedOrder } from "./order-cache.js";
import { type OrderDraft, readDraft, writeDraft } from "./order-draft.js";
import type { OrderTraining } from "./order-training.js";
import { type UgsRound, ugs } from "./ugs.js";

/** How the order is computed. */
export interface UgsOrderOptions {
  readonly seed: number;
  readonly backend: string;
  /** default 0.05 */
  readonly share?: number | undefined;
  /** kept after every round, and gone on from */
  readonly draft?: OrderDraft | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onRound?: ((round: UgsRound) => void) | undefined;
  /** called between the steps of the work; may throw to stop */
  readonly onStep?: (() => void) | undefined;
}

/**
 * UGS for the trials of one model and seed: with the seed's own split and first weights, and the hyperparameters of the trials.
 *
 * @throws as {@link ugs}
 */
export async function ugsOrder(
  graph: ClassificationGraph,
  { model, options: { split: option, ...hyperparameters }, l1 }: OrderTraining,
  { seed, backend, share, draft, signal, onRound, onStep }: UgsOrderOptions,
): Promise<TimedOrder> {
  const { adjacency, features, labels, classCount } = graph;
  const split = trialSplit(graph, seed, option);
  const begun = draft === undefined ? undefined : await readDraft(draft);
  const start = performance.now() - 1000 * (begun?.seconds ?? 0);
  const seconds = () => (performance.now() - start) / 1000;
  const order = await ugs(
    { adjacency, features, labels, classCount, split },
    {
      ...hyperparameters,
      model,
      seed,
      backend,
      l1,
      share,
      removed: begun?.removed,
      signal,
      onEpoch: onStep,
      async onRound(round) {
        onRound?.(round);
        if (draft !== undefined) await writeDraft(draft, { removed: round.removed, seconds: seconds() });
      },
    },
  );
  return { order, seconds: seconds() };
}
