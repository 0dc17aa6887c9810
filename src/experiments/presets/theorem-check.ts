import { type Adjacency, buildAdjacency } from "../../graph/adjacency.js";
import { createRandom, type Random } from "../../random.js";
import { createPrimeField } from "../../separation-rank/prime-field.js";
import { randomGnnWeights } from "../../separation-rank/random-gnn-weights.js";
import { type SeparationRank, separationRank } from "../../separation-rank/separation-rank.js";
import type { Panel } from "./figure.js";
import type { Comparison, PresetContext, PresetResult, Scale } from "./preset.js";

/** How many cases, and how hard they may be. */
export interface TheoremCheckPlan {
  /** cases whose rank is decided, at least so many are looked for, one third of each kind of graph */
  readonly cases: number;
  /** largest graph */
  readonly vertices: number;
  /** most points a side: a case whose rank reaches them is not decided */
  readonly points: number;
}

export const THEOREM_CHECK_PLANS: Readonly<Record<Scale, TheoremCheckPlan>> = Object.freeze({
  small: { cases: 2400, vertices: 7, points: 96 },
  full: { cases: 12_000, vertices: 7, points: 256 },
});

const KINDS = Object.freeze([
  { name: "undirected", directed: false, types: 1, channels: 1 },
  { name: "directed", directed: true, types: 1, channels: 1 },
  { name: "directed, two edge types", directed: true, types: 2, channels: 3 },
]);

type Kind = (typeof KINDS)[number];

/** What a case's numbers are, all logarithms; a rank that is not decided is a lower bound. */
interface Case {
  readonly rank: number;
  readonly decided: boolean;
  readonly lower: number;
  readonly minimalCut: number;
  readonly explicitCut: number;
  readonly upper: number;
}

interface PartResult {
  readonly graphs: number;
  readonly cases: readonly Case[];
  /** sum of the bounds on the probability that a decided rank is too low */
  readonly failure: number;
}

/** Room for rounding in a comparison of logarithms. */
const ROUNDING = 1e-9;

/** Theorems 7, 8, 10 and 11 on random graphs, all their partitions and random weights, ranks in exact arithmetic. */
export const theoremCheck =
  (plans: Readonly<Record<Scale, TheoremCheckPlan>>) =>
  async (context: PresetContext): Promise<PresetResult> => {
    const plan = plans[context.scale];
    const results: { readonly kind: Kind; readonly part: PartResult }[] = [];
    for (const [k, kind] of KINDS.entries()) {
      const batches: PartResult[] = [];
      for (let decided = 0; decided < plan.cases / KINDS.length; ) {
        const name = `kind-${k}-${batches.length}`;
        const batch = await context.part(name, () =>
          checkBatch(kind, plan, createRandom(context.seed, `theorem-check-${name}`), context),
        );
        batches.push(batch);
        decided += batch.cases.filter((own) => own.decided).length;
      }
      results.push({
        kind,
        part: {
          graphs: batches.reduce((sum, { graphs }) => sum + graphs, 0),
          cases: batches.flatMap(({ cases }) => cases),
          failure: batches.reduce((sum, { failure }) => sum + failure, 0),
        },
      });
    }
    return resultOf(results, plan, await context.part("closed-form", () => closedForms(context.seed)));
  };

/** Decided cases, at least, after which a batch is kept. */
const BATCH = 100;

/** Graph after graph, every partition of it with weights of its own. */
async function checkBatch(
  kind: Kind,
  { cases: wanted, vertices, points }: TheoremCheckPlan,
  random: Random,
  { breathe, onProgress }: PresetContext,
): Promise<PartResult> {
  const field = createPrimeField();
  const cases: Case[] = [];
  let failure = 0;
  let graphs = 0;
  for (let decided = 0; decided < Math.min(BATCH, wanted / KINDS.length); graphs++) {
    await breathe();
    const n = 2 + random.integer(vertices - 1);
    const graph = randomGraph(n, 0.15 + 0.7 * random.uniform(), kind, random);
    // Ranks of deep networks on large graphs are beyond what can be decided.
    const depth = 1 + random.integer(n <= 4 ? 3 : 2);
    const size = { depth, width: 2 + random.integer(2), features: 2 + random.integer(2) };
    const target = random.integer(3) === 0 ? undefined : random.integer(n);
    // Vertex 0 on the one side: every partition once.
    for (let mask = 0; mask < 2 ** (n - 1) - 1; mask++) {
      const subset = [
        0,
        ...Array.from({ length: n - 1 }, (_, b) => b + 1).filter((b) => (mask >> (b - 1)) & 1),
      ];
      const weights = randomGnnWeights(size, random, { field, channels: kind.channels });
      const found = separationRank(graph, weights, { subset, target }, { random, maxPoints: points });
      cases.push(caseOf(found));
      if (found.decided !== "no") decided++;
      failure += found.failure;
    }
    onProgress(`${kind.name}: ${graphs} graphs, ${cases.length} cases, ${decided} decided`);
  }
  return { graphs, cases, failure };
}

function caseOf(found: SeparationRank): Case {
  if (found.minimalCut === null)
    throw new RangeError("theorem-check: a network too large for its minimal cut");
  return {
    rank: Math.log(found.rank),
    decided: found.decided !== "no",
    lower: found.lower,
    minimalCut: found.minimalCut,
    explicitCut: found.explicitCut,
    upper: found.upper,
  };
}

/** Every pair of vertices is an edge with a probability. */
function randomGraph(
  vertexCount: number,
  probability: number,
  { directed, types: typeCount }: Kind,
  random: Random,
): Adjacency {
  const [sources, targets, types]: number[][] = [[], [], []];
  for (let s = 0; s < vertexCount; s++)
    for (let t = directed ? 0 : s + 1; t < vertexCount; t++) {
      if (s === t || random.uniform() >= probability) continue;
      sources.push(s);
      targets.push(t);
      types.push(random.integer(typeCount));
    }
  return buildAdjacency({ vertexCount, sources, targets, types: typeCount === 1 ? null : types, directed })
    .adjacency;
}

/** The graphs of appendix D.1, one side their first half. */
function closedForms(seed: number): (string | number)[][] {
  const random = createRandom(seed, "closed-form");
  const field = createPrimeField();
  const rows: (string | number)[][] = [];
  for (const [name, n] of [
    ["complete graph", 4],
    ["chain", 4],
    ["chain", 6],
  ] as const)
    for (const depth of [1, 2]) {
      const pairs = Array.from({ length: n }, (_, s) =>
        Array.from({ length: n - s - 1 }, (_, k) => [s, s + k + 1]),
      )
        .flat()
        .filter(([s, t]) => name === "complete graph" || t === s + 1);
      const [sources, targets] = [pairs.map(([s]) => s), pairs.map(([, t]) => t)];
      const { adjacency } = buildAdjacency({ vertexCount: n, sources, targets });
      const weights = randomGnnWeights({ depth, width: 2, features: 2 }, random, { field });
      const subset = Array.from({ length: n / 2 }, (_, k) => k);
      const found = separationRank(adjacency, weights, { subset }, { random, maxPoints: 256 });
      const log = (value: number | null) => (value === null ? "-" : Number(value.toFixed(3)));
      rows.push([
        `${name} of ${n}`,
        depth,
        Number(found.walkIndex),
        log(found.lower),
        `${found.decided === "no" ? ">= " : ""}${log(Math.log(found.rank))}`,
        log(found.minimalCut),
        log(found.explicitCut),
        log(found.upper),
      ]);
    }
  return rows;
}

function resultOf(
  results: readonly { readonly kind: Kind; readonly part: PartResult }[],
  { cases: wanted, vertices, points }: TheoremCheckPlan,
  closed: readonly (readonly (string | number)[])[],
): PresetResult {
  const comparisons: Comparison[] = [];
  const rows: (string | number)[][] = [];
  let total = 0;
  for (const { kind, part } of results) {
    const { cases, graphs, failure } = part;
    const decided = cases.filter((own) => own.decided);
    total += decided.length;
    const theorems = kind.directed
      ? { upper: "theorem 10", lower: "theorem 11" }
      : { upper: "theorem 7", lower: "theorem 8" };
    const count = (broken: (own: Case) => boolean, of: readonly Case[]) => of.filter(broken).length;
    const violations: [string, number, number][] = [
      [`below ${theorems.lower}`, count((own) => own.rank < own.lower - ROUNDING, decided), decided.length],
      ["above the minimal cut", count((own) => own.rank > own.minimalCut + ROUNDING, cases), cases.length],
      [
        `minimal cut above the cut of ${theorems.upper}'s proof`,
        count((own) => own.minimalCut > own.explicitCut + ROUNDING, cases),
        cases.length,
      ],
      [`above ${theorems.upper}`, count((own) => own.rank > own.upper + ROUNDING, cases), cases.length],
    ];
    for (const [what, broken, of] of violations)
      comparisons.push({
        quantity: `${kind.name}: ranks ${what}`.replace("ranks minimal", "minimal"),
        paper: "0",
        ours: `${broken} of ${of}`,
        criterion: "none",
        holds: broken === 0,
      });
    const mean = (of: (own: Case) => number) =>
      Number((decided.reduce((sum, own) => sum + of(own), 0) / decided.length).toFixed(3));
    rows.push([
      kind.name,
      graphs,
      cases.length,
      decided.length,
      mean((own) => own.lower),
      mean((own) => own.rank),
      mean((own) => own.minimalCut),
      mean((own) => own.explicitCut),
      mean((own) => own.upper),
      failure.toExponential(1),
    ]);
  }
  comparisons.push({
    quantity: "cases with a decided rank",
    paper: null,
    ours: total,
    criterion: `at least ${wanted}`,
    holds: total >= wanted,
  });
  return {
    reduction: null,
    figures: [
      {
        name: "figure",
        figure: {
          title: "Separation ranks between their bounds",
          subtitle: `random graphs of 2 to ${vertices} vertices, all partitions, random weights; ranks in exact arithmetic, where below ${points}`,
          columns: 2,
          panels: [
            tightness("log rank / log of the minimal cut", results, ({ rank, minimalCut }) => [
              rank,
              minimalCut,
            ]),
            tightness("log rank / upper bound (theorems 7 and 10)", results, ({ rank, upper }) => [
              rank,
              upper,
            ]),
            tightness("lower bound (theorems 8 and 11) / log rank", results, ({ lower, rank }) => [
              lower,
              rank,
            ]),
          ],
        },
      },
    ],
    tables: [
      {
        title: "Means over the cases with a decided rank, natural logarithms",
        header: [
          "graphs of the kind",
          "graphs",
          "cases",
          "decided",
          "lower",
          "rank",
          "minimal cut",
          "its proof's cut",
          "upper",
          "P(a rank too low) <=",
        ],
        rows,
      },
      {
        title: "Appendix D.1's graphs, first half against second, width 2, 2 features, graph prediction",
        header: ["graph", "depth", "walk index", "lower", "rank", "minimal cut", "its proof's cut", "upper"],
        rows: closed,
      },
    ],
    comparisons,
  };
}

/** A histogram of quotients of logarithms; cases whose divisor is 0 have none and are left out. */
function tightness(
  title: string,
  results: readonly { readonly kind: Kind; readonly part: PartResult }[],
  of: (own: Case) => readonly [number, number],
): Panel {
  const bins = 20;
  const centers = Array.from({ length: bins }, (_, k) => (k + 0.5) / bins);
  return {
    title,
    x: { title: "quotient", domain: [0, 1] },
    y: { title: "part of the cases" },
    series: results.map(({ kind, part }) => {
      const quotients = part.cases
        .filter((own) => own.decided)
        .map(of)
        .filter(([, divisor]) => divisor > ROUNDING)
        .map(([part, whole]) => Math.max(0, part) / whole);
      const counts = centers.map(
        (_, k) => quotients.filter((q) => Math.min(bins - 1, Math.floor(q * bins)) === k).length,
      );
      return {
        name: kind.name,
        x: centers,
        y: counts.map((c) => c / Math.max(1, quotients.length)),
        mark: "line-points" as const,
      };
    }),
  };
}
