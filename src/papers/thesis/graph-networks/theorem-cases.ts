import { type Adjacency, buildAdjacency } from "../../../graph/adjacency.js";
import type { Random } from "../../../random.js";
import { createPrimeField } from "../../../separation-rank/prime-field.js";
import { randomGnnWeights } from "../../../separation-rank/random-gnn-weights.js";
import { type SeparationRank, separationRank } from "../../../separation-rank/separation-rank.js";
import type { ExperimentContext } from "../../runs/experiment.js";

/** How many cases, and how hard they may be. */
export interface TheoremCheckPlan {
  /** cases whose rank is decided, at least so many are looked for, one third of each kind of graph */
  readonly cases: number;
  /** largest graph */
  readonly vertices: number;
  /** most points a side: a case whose rank reaches them is not decided */
  readonly points: number;
}

/** The graphs that the theorems are about. */
export const KINDS = Object.freeze([
  { name: "undirected", directed: false, types: 1, channels: 1 },
  { name: "directed", directed: true, types: 1, channels: 1 },
  { name: "directed, two edge types", directed: true, types: 2, channels: 3 },
]);

export type Kind = (typeof KINDS)[number];

/** What a case's numbers are, all logarithms; a rank that is not decided is a lower bound. */
export interface TheoremCase {
  readonly rank: number;
  readonly decided: boolean;
  readonly lower: number;
  readonly minimalCut: number;
  readonly explicitCut: number;
  readonly upper: number;
}

/** Some graphs' cases. */
export interface TheoremCases {
  readonly graphs: number;
  readonly cases: readonly TheoremCase[];
  /** sum of the bounds on the probability that a decided rank is too low */
  readonly failure: number;
}

/** Decided cases, at least, after which a batch is kept. */
const BATCH = 100;

/** Graph after graph, every partition of it with weights of its own. */
export async function checkBatch(
  kind: Kind,
  { cases: wanted, vertices, points }: TheoremCheckPlan,
  random: Random,
  { breathe, onProgress }: ExperimentContext,
): Promise<TheoremCases> {
  const field = createPrimeField();
  const cases: TheoremCase[] = [];
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

function caseOf(found: SeparationRank): TheoremCase {
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
