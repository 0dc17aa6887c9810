import { openDataset } from "../../../../datasets/open.js";
import { meanOf } from "../../../evaluate/statistics/mean-deviation.js";
import { type Adjacency, subgraphOfEdges } from "../../../graph/adjacency.js";
import { createRandom } from "../../../random.js";
import { createPrimeField } from "../../../separation-rank/prime-field.js";
import { randomGnnWeights } from "../../../separation-rank/random-gnn-weights.js";
import { separationRank } from "../../../separation-rank/separation-rank.js";
import { removalOrder } from "../../../sparsify/order-by-method.js";
import type {
  Comparison,
  Experiment,
  ExperimentContext,
  ExperimentResult,
  Scale,
} from "../../runs/experiment.js";

/** How finely, and against how many random orders. */
export interface WisOrderRankPlan {
  readonly graph: string;
  readonly methods: readonly string[];
  readonly randomOrders: number;
  readonly width: number;
  readonly features: number;
  /** parts of the edges removed between one measurement and the next */
  readonly step: number;
}

export const WIS_ORDER_RANK_PLANS: Readonly<Record<Scale, WisOrderRankPlan>> = Object.freeze({
  small: { graph: "karate", methods: ["1-wis", "2-wis"], randomOrders: 5, width: 2, features: 2, step: 0.1 },
  full: { graph: "karate", methods: ["1-wis", "2-wis"], randomOrders: 20, width: 3, features: 2, step: 0.05 },
});

const DEPTH = 2;

/** Along one order: over all vertices t, of log sep(f^(t); {t}). */
interface Curve {
  readonly method: string;
  /** parts of the edges removed */
  readonly removed: readonly number[];
  readonly mean: readonly number[];
  readonly lowest: readonly number[];
  /** ranks, of all vertices and graphs, that are not decided */
  readonly undecided: number;
}

/**
 * The separation rank between every vertex and all others, in vertex prediction for it, along orders of removal.
 *
 * It is what WIS keeps up: its walk indices are those of the partitions ({t}, rest) for prediction at t. As x^(t) enters in
 * degree |N(t)| at depth 2, the rank is small and can be decided on a whole graph, which that of larger sides cannot.
 */
export const wisOrderRank =
  (plans: Readonly<Record<Scale, WisOrderRankPlan>>) =>
  async (context: ExperimentContext): Promise<ExperimentResult> => {
    const plan = plans[context.scale];
    const { adjacency } = (await openDataset(plan.graph, { dataDir: context.dataDir })).dataset;
    const curves: Curve[] = [];
    const measure = (method: string, seed: number, part: string) =>
      context.part(part, () => alongOrder({ adjacency, method, seed }, plan, context));
    for (const method of plan.methods) curves.push(await measure(method, context.seed, method));
    const random: Curve[] = [];
    for (let k = 0; k < plan.randomOrders; k++)
      random.push(await measure("random", context.seed + k, `random-${k}`));
    return resultOf(plan, curves, random);
  };

/** An order in which the edges of a graph are removed. */
interface Removal {
  readonly adjacency: Adjacency;
  readonly method: string;
  readonly seed: number;
}

async function alongOrder(
  { adjacency, method, seed }: Removal,
  { width, features, step }: WisOrderRankPlan,
  { breathe, onProgress }: ExperimentContext,
): Promise<Curve> {
  const { edges } = removalOrder(method, adjacency, { seed });
  const field = createPrimeField();
  const removed: number[] = [];
  const mean: number[] = [];
  const lowest: number[] = [];
  let undecided = 0;
  // The same weights on every graph, so that only the edges differ.
  const weights = randomGnnWeights({ depth: DEPTH, width, features }, createRandom(seed, "wis-order"), {
    field,
  });
  for (let level = 0; level <= Math.round(1 / step); level++) {
    const count = Math.round(Math.min(1, level * step) * edges.length);
    const graph = subgraphOfEdges(adjacency, edges.slice(count).sort());
    const ranks: number[] = [];
    for (let target = 0; target < graph.vertexCount; target++) {
      await breathe();
      const random = createRandom(seed, `points-${target}`);
      const found = separationRank(graph, weights, { subset: [target], target }, { random, maxPoints: 64 });
      if (found.decided === "no") undecided++;
      ranks.push(Math.log(found.rank));
    }
    removed.push(count / edges.length);
    mean.push(ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length);
    lowest.push(Math.min(...ranks));
    onProgress(`${method}: ${count} of ${edges.length} edges removed`);
  }
  return { method, removed, mean, lowest, undecided };
}

function resultOf(
  { graph, width, features }: WisOrderRankPlan,
  curves: readonly Curve[],
  random: readonly Curve[],
): ExperimentResult {
  const over = (of: "mean" | "lowest") =>
    random[0][of].map((_, k) => meanOf(random.map((curve) => curve[of][k])));
  const expected = { mean: over("mean"), lowest: over("lowest") };
  const comparisons: Comparison[] = curves.flatMap((curve): Comparison[] => [
    {
      quantity: `${curve.method}: rises of the mean along the order`,
      paper: null,
      ours: curve.mean.filter((value, k) => k > 0 && value > curve.mean[k - 1] + 1e-9).length,
      criterion: "none",
      holds: curve.mean.every((value, k) => k === 0 || value <= curve.mean[k - 1] + 1e-9),
    },
    ...(["mean", "lowest"] as const).map((of) => ({
      quantity: `${curve.method}: ${of === "mean" ? "mean" : "lowest"} log rank, averaged over the order, against random`,
      paper: null,
      ours: `${meanOf(curve[of]).toFixed(3)}, ${meanOf(expected[of]).toFixed(3)}`,
      criterion: "first above second",
      holds: meanOf(curve[of]) > meanOf(expected[of]),
    })),
  ]);
  const undecided = [...curves, ...random].reduce((sum, curve) => sum + curve.undecided, 0);
  comparisons.push({
    quantity: "ranks not decided",
    paper: null,
    ours: undecided,
    criterion: "none",
    holds: undecided === 0,
  });
  const panel = (title: string, of: "mean" | "lowest") => ({
    title,
    x: { title: "part of the edges removed", domain: [0, 1] as const },
    y: { title: "log of the separation rank" },
    series: [
      ...curves.map((curve) => ({
        name: curve.method,
        method: curve.method,
        x: curve.removed,
        y: curve[of],
        mark: "line-points" as const,
      })),
      {
        name: `random, ${random.length} orders`,
        method: "random",
        x: random[0].removed,
        y: expected[of],
        low: expected[of].map((_, k) => Math.min(...random.map((curve) => curve[of][k]))),
        high: expected[of].map((_, k) => Math.max(...random.map((curve) => curve[of][k]))),
        mark: "dashed-line" as const,
      },
    ],
  });
  return {
    reduction: null,
    figures: [
      {
        name: "figure",
        figure: {
          title: "What walk index sparsification keeps: interaction of every vertex with the rest",
          subtitle: `${graph}, depth ${DEPTH}, width ${width}, ${features} features; separation rank of ({t}, rest) in prediction for t, exact arithmetic`,
          panels: [panel("mean over the vertices t", "mean"), panel("lowest of all vertices t", "lowest")],
        },
      },
    ],
    comparisons,
  };
}

export const WIS_ORDER_RANK: Experiment = Object.freeze({
  title: "Walk index sparsification keeps every vertex's separation rank, random removal does not",
  source: "not in the thesis; its sections 5.4.2 and 5.5",
  load: async () => wisOrderRank(WIS_ORDER_RANK_PLANS),
});
