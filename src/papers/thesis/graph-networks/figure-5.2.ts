import type { Panel } from "../../../figure.js";
import { type Adjacency, buildAdjacency } from "../../../graph/adjacency.js";
import { createRandom } from "../../../random.js";
import { createPrimeField } from "../../../separation-rank/prime-field.js";
import { randomGnnWeights } from "../../../separation-rank/random-gnn-weights.js";
import { separationRank } from "../../../separation-rank/separation-rank.js";
import type {
  Comparison,
  Experiment,
  ExperimentContext,
  ExperimentResult,
  Scale,
} from "../../runs/experiment.js";

/** A network, and how it reads the graph. */
export interface Figure52Setting {
  readonly depth: number;
  /** whether it predicts for vertex 0, far from the bridge, or for the graph */
  readonly prediction: "graph" | "vertex";
}

/** The graph's and the networks' sizes. */
export interface Figure52Plan {
  /** vertices of each of the two cliques */
  readonly clique: number;
  readonly width: number;
  readonly features: number;
  readonly settings: readonly Figure52Setting[];
  /** most points a side */
  readonly points: number;
}

export const FIGURE_5_2_PLANS: Readonly<Record<Scale, Figure52Plan>> = Object.freeze({
  small: {
    clique: 3,
    width: 2,
    features: 2,
    settings: [
      { depth: 2, prediction: "graph" },
      { depth: 2, prediction: "vertex" },
      { depth: 3, prediction: "vertex" },
    ],
    points: 512,
  },
  full: {
    clique: 4,
    width: 2,
    features: 2,
    settings: [
      { depth: 2, prediction: "graph" },
      { depth: 2, prediction: "vertex" },
      { depth: 3, prediction: "vertex" },
    ],
    points: 1024,
  },
});

/** A partition's numbers; logarithms but for the walk index. */
interface Row {
  readonly subset: readonly number[];
  readonly walkIndex: number;
  readonly rank: number;
  readonly decided: boolean;
  readonly lower: number;
  readonly minimalCut: number | null;
  readonly upper: number;
}

/**
 * Two cliques that an edge joins: the measured separation rank of every partition, beside its walk index.
 *
 * From depth 2 on: with one layer and graph prediction the rank is at most D_h for every partition, as everything meets in one product.
 */
export const figure52 =
  (plans: Readonly<Record<Scale, Figure52Plan>>) =>
  async (context: ExperimentContext): Promise<ExperimentResult> => {
    const plan = plans[context.scale];
    const outcomes: { readonly setting: Figure52Setting; readonly rows: readonly Row[] }[] = [];
    for (const setting of plan.settings) {
      const rows = await context.part(`${setting.prediction}-${setting.depth}`, () =>
        measure(plan, setting, context),
      );
      outcomes.push({ setting, rows });
    }
    return resultOf(plan, outcomes);
  };

async function measure(
  plan: Figure52Plan,
  { depth, prediction }: Figure52Setting,
  context: ExperimentContext,
): Promise<Row[]> {
  const { clique, width, features, points } = plan;
  const graph = twoCliques(clique);
  const field = createPrimeField();
  const target = prediction === "vertex" ? 0 : undefined;
  const rows: Row[] = [];
  // Vertex 0 on the one side: every partition once.
  for (const subset of subsetsWithZero(2 * clique)) {
    await context.breathe();
    const random = createRandom(context.seed, `figure-5.2-${depth}-${prediction}`);
    const weights = randomGnnWeights({ depth, width, features }, random, { field });
    const found = separationRank(graph, weights, { subset, target }, { random, maxPoints: points });
    rows.push({
      subset,
      walkIndex: Number(found.walkIndex),
      rank: Math.log(found.rank),
      decided: found.decided !== "no",
      lower: found.lower,
      minimalCut: found.minimalCut,
      upper: found.upper,
    });
    context.onProgress(`depth ${depth}, ${prediction} prediction: partition ${rows.length}`);
  }
  return rows;
}

/** Cliques 0 .. n - 1 and n .. 2n - 1, joined by the edge from n - 1 to n. */
function twoCliques(n: number): Adjacency {
  const [sources, targets]: number[][] = [[n - 1], [n]];
  for (const first of [0, n])
    for (let s = first; s < first + n; s++)
      for (let t = s + 1; t < first + n; t++) {
        sources.push(s);
        targets.push(t);
      }
  return buildAdjacency({ vertexCount: 2 * n, sources, targets }).adjacency;
}

function subsetsWithZero(count: number): number[][] {
  return Array.from({ length: 2 ** (count - 1) - 1 }, (_, mask) =>
    Array.from({ length: count }, (_, vertex) => vertex).filter((v) => v === 0 || (mask >> (v - 1)) & 1),
  );
}

function resultOf(
  { clique, width, features, points }: Figure52Plan,
  outcomes: readonly { readonly setting: Figure52Setting; readonly rows: readonly Row[] }[],
): ExperimentResult {
  const comparisons: Comparison[] = [];
  const table: (string | number)[][] = [];
  const panels: Panel[] = [];
  for (const { setting, rows } of outcomes) {
    const name = `depth ${setting.depth}, ${setting.prediction} prediction`;
    const isApart = ({ subset }: Row) => subset.length === clique && subset[clique - 1] === clique - 1;
    const apart = rows.filter(isApart)[0];
    const mixed = rows.filter((row) => !isApart(row));
    const highest = mixed.reduce((best, row) => (row.walkIndex > best.walkIndex ? row : best));
    const order = pairOrder(rows);
    comparisons.push(
      {
        quantity: `${name}: log rank, cliques apart (walk index ${apart.walkIndex}) and the mixture with the highest (${highest.walkIndex})`,
        paper: "lower, higher",
        ours: `${text(apart)}, ${text(highest)}`,
        criterion: "first below second",
        holds: apart.decided && apart.rank < highest.rank,
      },
      {
        quantity: `${name}: pairs of partitions whose ranks are ordered as their walk indices, the reverse, tied`,
        paper: null,
        ours: `${order.agree}, ${order.reverse}, ${order.tied}`,
        criterion: "more agree than not",
        holds: order.agree > order.reverse,
      },
    );
    for (const [what, row] of [
      ["apart", apart],
      ["mixed", highest],
    ] as const)
      table.push([
        name,
        `${what}: ${row.subset.join(" ")}`,
        row.walkIndex,
        row.lower.toFixed(3),
        text(row),
        row.minimalCut?.toFixed(3) ?? "-",
        row.upper.toFixed(3),
      ]);
    const sorted = rows.toSorted((a, b) => a.walkIndex - b.walkIndex);
    const x = sorted.map((row) => row.walkIndex);
    panels.push({
      title: name,
      x: { title: "walk index", domain: [0, Math.max(...x) + 1] },
      y: { title: "log of the separation rank" },
      series: [
        {
          name: "upper bound: minimal cut",
          x,
          y: sorted.map((row) => row.minimalCut ?? Number.NaN),
          mark: "points",
        },
        { name: "measured", x, y: sorted.map((row) => row.rank), mark: "points" },
        { name: "lower bound: theorem 8", x, y: sorted.map((row) => row.lower), mark: "points" },
      ],
    });
  }
  return {
    reduction: null,
    figures: [
      {
        name: "figure",
        figure: {
          title: "Separation rank follows the walk index",
          subtitle: `two cliques of ${clique}, joined by an edge; all partitions; width ${width}, ${features} features; ranks in exact arithmetic, up to ${points}`,
          columns: 2,
          panels,
        },
      },
    ],
    tables: [
      {
        title:
          "The partition between the cliques, and the mixture with the highest walk index, natural logarithms",
        header: ["network", "partition", "walk index", "lower", "measured", "minimal cut", "theorem 7"],
        rows: table,
      },
    ],
    comparisons,
  };
}

const text = ({ rank, decided }: Row) => `${decided ? "" : ">= "}${rank.toFixed(3)}`;

/** Pairs of partitions of different walk indices; ranks that are not decided are compared as what they are at least. */
function pairOrder(rows: readonly Row[]) {
  const counts = { agree: 0, reverse: 0, tied: 0 };
  for (const a of rows)
    for (const b of rows) {
      if (a.walkIndex >= b.walkIndex) continue;
      if (Math.abs(a.rank - b.rank) < 1e-9) counts.tied++;
      else if (a.rank < b.rank) counts.agree++;
      else counts.reverse++;
    }
  return counts;
}

export const FIGURE_5_2: Experiment = Object.freeze({
  title: "The separation rank of partitions of two cliques follows their walk index",
  source: "thesis Figure 5.2, section 5.4.2, theorems 7 and 8",
  load: async () => figure52(FIGURE_5_2_PLANS),
});
