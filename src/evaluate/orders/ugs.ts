import { InputError } from "../../errors.js";
import { subgraphOfEdges } from "../../graph/adjacency.js";
import type { VertexTask } from "../../nn/training/task.js";
import { type EdgeMaskOptions, trainEdgeMask } from "../../nn/training/train-edge-mask.js";
import { orderByScore } from "../../sparsify/orders/order-by-score.js";
import type { RemovalOrder } from "../../sparsify/orders/removal-order.js";

/** How {@link ugs} trains and prunes. */
export interface UgsOptions extends EdgeMaskOptions {
  /** share of the original edges that a round removes, in (0, 1]; default 0.05 */
  readonly share?: number | undefined;
  /** edges removed already, first removed first: the order begins with them, and the round that they end in is the next; default none */
  readonly removed?: Uint32Array | undefined;
  /** takes every round's outcome; what it promises is awaited */
  readonly onRound?: ((round: UgsRound) => void | Promise<void>) | undefined;
}

/** A round of {@link ugs} that is done. */
export interface UgsRound {
  /** from 1 */
  readonly round: number;
  readonly rounds: number;
  /** all edges removed so far, first removed first */
  readonly removed: Uint32Array;
  /** of the round's training */
  readonly epochs: number;
  readonly seconds: number;
}

/** Of the original edges, a round. */
export const UGS_SHARE = 0.05;

/**
 * Unified GNN Sparsification (UGS), of edges only: prunes, round by round, the edges whose weights end up smallest when they are
 * trained together with a network.
 *
 * A round trains the network from its first weights (they are rewound) on the graph that is left, with one weight m[e] an undirected
 * edge and gamma ||m||_1 in the loss ({@link trainEdgeMask}), and removes the edges with the lowest |m[e]|, the lowest first, equal
 * ones by index: `share` of the *original* edges. So the rounds make an order, whose prefixes are the rounds' graphs and all between.
 *
 * Of the paper's method, the weight mask is fixed at one, the mask is symmetric, and the share is of the original instead of the
 * remaining edges, as in the thesis. The mask is that of the round's last step: the papers prune after a number of steps, which here
 * is where training stops. Labels are those of the split's training part; its validation part says when to stop.
 *
 * Source: Chen, Sui, Chen, Zhang, Wang, "A Unified Lottery Ticket Hypothesis for Graph Neural Networks" (2021), Algorithms 1 and 2;
 * Razin, "Understanding Deep Learning via Notions of Rank" (2024), appendix D.6.2.2.
 *
 * @param task undirected
 *
 * Complexity: 1 / share trainings.
 *
 * @throws as trainEdgeMask; InputError for a share that is not in (0, 1], and edges removed already that are none of the graph's
 *
 * @example
 * ```ts
 * import { openDataset } from "seprank/datasets";
 * import { classificationGraph, trialSplit, ugs } from "seprank/evaluate";
 *
 * const { dataset } = await openDataset("citations");
 * const { adjacency, features, labels, classCount } = classificationGraph(dataset);
 * const split = trialSplit({ labels, splits: [] }, 0);
 * const task = { adjacency, features, labels, classCount, split };
 * // Two rounds of two epochs each; the experiments take a share of 0.05 and train to the end.
 * const order = await ugs(task, { model: "gcn", seed: 0, backend: "wasm", epochs: 2, l1: 0.01, share: 0.5 });
 * order.edges.length === adjacency.edgeCount; // => true
 * ```
 */
export async function ugs(
  task: VertexTask,
  { share = UGS_SHARE, removed = new Uint32Array(), onRound, ...options }: UgsOptions,
): Promise<RemovalOrder> {
  if (!(share > 0 && share <= 1)) throw new InputError(`share: expected a number in (0, 1], got ${share}`);
  const { adjacency } = task;
  const { edgeCount } = adjacency;
  checkRemoved(removed, edgeCount);
  const edges = new Uint32Array(edgeCount);
  const isRemoved = new Uint8Array(edgeCount);
  let count = 0;
  const remove = (e: number) => {
    edges[count++] = e;
    isRemoved[e] = 1;
  };
  removed.forEach(remove);
  const rounds = Math.ceil(1 / share - 1e-9);
  for (let round = 1; round <= rounds; round++) {
    // Of each round the end is rounded, not its size: the levels 5 %, 10 %, ... are ends of rounds.
    const end = round === rounds ? edgeCount : Math.round(round * share * edgeCount);
    if (end <= count) continue;
    const left = Uint32Array.from({ length: edgeCount }, (_, e) => e).filter((e) => isRemoved[e] === 0);
    const graph = subgraphOfEdges(adjacency, left);
    const { mask, epochs, seconds } = await trainEdgeMask({ ...task, adjacency: graph }, options);
    const order = orderByScore(Float64Array.from(mask, Math.abs));
    for (const k of order.subarray(0, end - count)) remove(left[k]);
    await onRound?.({ round, rounds, removed: edges.slice(0, count), epochs, seconds });
  }
  return { method: "ugs", edges };
}

function checkRemoved(removed: Uint32Array, edgeCount: number): void {
  const isFine = removed.every((e) => e < edgeCount) && new Set(removed).size === removed.length;
  if (!isFine)
    throw new InputError(`edges removed already: expected distinct indices below ${edgeCount}, got others`);
}
