import { InputError } from "../../src/errors.js";
import type { Random } from "../../src/random.js";
import { stretchAt } from "../images/stretch.js";

export interface BlockModelOptions {
  /** [V] class of each vertex, 0 .. C-1 */
  readonly labels: Int32Array;
  /** number of undirected edges E, at most a quarter of what the classes can hold */
  readonly edges: number;
  /** h: probability that an edge joins two vertices of one class, in [0, 1] */
  readonly homophily: number;
  /** tau: probability that an edge tries to close a triangle, in [0, 1] */
  readonly closure: number;
  /** gamma > 1: the attractiveness of a vertex has density proportional to x^-gamma */
  readonly degreeExponent: number;
  /** the largest attractiveness; the smallest is 1 */
  readonly maxAttractiveness: number;
}

/**
 * Draws a simple undirected graph from a degree-corrected stochastic block model with triadic closure.
 *
 * Vertex v draws an attractiveness theta_v from a Pareto law of exponent gamma, truncated to [1, maxAttractiveness]. Then E
 * edges are added one after the other, as papers cite papers:
 *
 * 1. The citing vertex v is vertex e for the first V edges, so that every vertex has an edge, and uniform from then on.
 * 2. Whether the cited vertex w is of v's class (probability h) or of another one (1 - h) is drawn.
 * 3. With probability tau w is the end of a two-step walk v - u - w along edges that are already there, so that the new edge
 *    closes a triangle; a w that is not of the drawn kind or not new to v is drawn again, up to 8 times. Otherwise, or where
 *    none is found, w has probability theta_w / (sum of theta over the vertices of the drawn kind).
 * 4. A loop or repeated edge is thrown away and drawn again from step 3 (after 32 times with another citing vertex).
 *
 * With tau = 0 this is the model of Karrer and Newman, Stochastic blockmodels and community structure in networks (2011), for a
 * fixed number of directed edges (then taken as undirected), with out-propensities all equal and in-propensities theta. The
 * closing step is that of Holme and Kim, Growing scale-free networks with tunable clustering (2002). A walk ends at w roughly in
 * proportion to w's degree, so closing edges keep the degrees heavy-tailed; step 2 comes first, so that they keep the homophily.
 *
 * Complexity: O(V + E log V) expected.
 *
 * @returns the edges as [E, 2] pairs (smaller vertex, larger vertex), ascending
 * @throws InputError where the classes have fewer pairs of vertices than that many edges need
 */
export function drawBlockModel(options: BlockModelOptions, random: Random): Uint32Array {
  const { labels, edges, homophily, closure } = options;
  checkEdgeCounts(options);
  const vertexCount = labels.length;
  const cited = attractivenessSampler(options, random);
  const neighbors: number[][] = Array.from(labels, () => []);
  // An edge as one number that sorts by smaller, then larger vertex.
  const present = new Set<number>();
  const key = (v: number, w: number) => Math.min(v, w) * vertexCount + Math.max(v, w);

  for (let e = 0; e < edges; e++) {
    const same = random.uniform() < homophily;
    // In a small dense graph vertex e may know everyone already: after some trials any vertex may cite.
    for (let trial = 0; ; trial++) {
      const v = e < vertexCount && trial < MAX_TRIALS ? e : random.integer(vertexCount);
      const fits = (w: number) => w !== v && !present.has(key(v, w)) && (labels[w] === labels[v]) === same;
      let w = v;
      if (random.uniform() < closure)
        for (let walk = 0; walk < MAX_WALKS && !fits(w); walk++) w = walkTwoSteps(neighbors, v, random);
      if (!fits(w)) w = cited(labels[v], same);
      if (!fits(w)) continue;
      present.add(key(v, w));
      neighbors[v].push(w);
      neighbors[w].push(v);
      break;
    }
  }

  const keys = Float64Array.from(present).sort();
  return Uint32Array.from({ length: 2 * edges }, (_, k) =>
    k % 2 === 0 ? Math.floor(keys[k >> 1] / vertexCount) : keys[k >> 1] % vertexCount,
  );
}

const MAX_TRIALS = 32;
const MAX_WALKS = 8;

/** The end of a walk v - u - w, or v where there is none. */
function walkTwoSteps(neighbors: readonly (readonly number[])[], v: number, random: Random): number {
  if (neighbors[v].length === 0) return v;
  const u = neighbors[v][random.integer(neighbors[v].length)];
  return neighbors[u][random.integer(neighbors[u].length)];
}

/** Draws a vertex of a class, or of all other classes, with probability proportional to its attractiveness. */
function attractivenessSampler(
  { labels, degreeExponent, maxAttractiveness }: BlockModelOptions,
  random: Random,
): (label: number, same: boolean) => number {
  // Inverse of the distribution function of x^-gamma on [1, max].
  const power = 1 - degreeExponent;
  const tail = maxAttractiveness ** power;
  const attractiveness = Float64Array.from(labels, () => (1 - random.uniform() * (1 - tail)) ** (1 / power));
  // Vertices class by class, with the running sum of attractiveness before each: a class is a stretch of the sum.
  const order = Uint32Array.from(labels.keys()).sort((a, b) => labels[a] - labels[b] || a - b);
  const sums = new Float64Array(order.length + 1);
  const start: number[] = [];
  const end: number[] = [];
  for (let k = 0; k < order.length; k++) {
    const label = labels[order[k]];
    start[label] ??= sums[k];
    sums[k + 1] = sums[k] + attractiveness[order[k]];
    end[label] = sums[k + 1];
  }
  const total = sums[order.length];
  return (label, same) => {
    const mass = end[label] - start[label];
    let point = random.uniform() * (same ? mass : total - mass);
    // Outside the class: skip its stretch.
    if (same || point >= start[label]) point += same ? start[label] : mass;
    return order[stretchAt(sums, point)];
  };
}

function checkEdgeCounts({ labels, edges, homophily }: BlockModelOptions): void {
  const sizes = new Map<number, number>();
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  let within = 0;
  for (const size of sizes.values()) within += (size * (size - 1)) / 2;
  const between = (labels.length * (labels.length - 1)) / 2 - within;
  const mostEdges = (pairs: number, share: number) =>
    share === 0 ? Number.POSITIVE_INFINITY : pairs / share;
  const most = Math.floor(Math.min(mostEdges(within, homophily), mostEdges(between, 1 - homophily)) / 4);
  if (edges > most)
    throw new InputError(
      `edges: expected at most ${most}, a quarter of what classes of these sizes can hold at homophily ${homophily}, got ${edges}`,
    );
}
