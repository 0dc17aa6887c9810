import { InputError } from "../errors.js";
import type { Adjacency } from "../graph/adjacency.js";
import { checkAdjacency } from "../graph/check-argument.js";
import { createRandom, type Random, shuffle } from "../random.js";
import { undirectedRows } from "../walks/undirected-rows.js";
import { type Coarsening, coarsen, type WeightedRows } from "./coarse-graph.js";
import { refineCut } from "./refine-cut.js";

/** A part may hold so much more than its share of the vertices. */
export const IMBALANCE = 0.05;

/** Coarsening ends at so many vertices a part; then so many first divisions are tried. */
const VERTICES_A_PART = 20;
const TRIES = 8;

/**
 * Divides a graph into parts of about equally many vertices with few edges between them, by a multilevel split: pairs of vertices are
 * merged until the graph is small, the small graph is divided by growing parts from random vertices, and the division is carried back,
 * refined at every level.
 *
 * Source: Karypis and Kumar 1998 (a fast and high quality multilevel scheme; multilevel k-way partitioning). A heuristic: the least
 * cut is NP-hard to find. Directions, edge types and weights are dropped.
 *
 * @param parts k, 2 .. V
 * @param seed of all that is random; default 0
 * @returns [V] part of each vertex, 0 .. k - 1; none is larger than max(ceil(V / k), (1 + {@link IMBALANCE}) V / k), and none empty
 *
 * Complexity: O((V + E) log(V / k)) where merging halves the graph, as it does but for stars.
 * @throws InputError for a number of parts that is none of these
 *
 * @example
 * ```ts
 * import { balancedCut, buildAdjacency } from "seprank/adjacency";
 *
 * // Two triangles, joined by the edge 2 - 3.
 * const graph = buildAdjacency({ vertexCount: 6, sources: [0, 1, 2, 3, 4, 5, 2], targets: [1, 2, 0, 4, 5, 3, 3] }).adjacency;
 * const part = balancedCut(graph, 2);
 * part[0] === part[2] && part[0] !== part[3]; // => true
 * ```
 */
export function balancedCut(adjacency: Adjacency, parts: number, seed = 0): Uint32Array {
  checkAdjacency(adjacency, "balancedCut");
  const { vertexCount } = adjacency;
  if (!(Number.isInteger(parts) && parts >= 2 && parts <= vertexCount))
    throw new InputError(
      `parts: expected an integer from 2 to ${Math.max(2, vertexCount)}, at most one part a vertex, got ${parts}`,
    );
  const random = createRandom(seed, "balanced cut");
  const { offsets, neighbors } = undirectedRows(adjacency);
  const levels: { graph: WeightedRows; coarsening: Coarsening }[] = [];
  let graph: WeightedRows = {
    offsets,
    neighbors,
    edgeWeights: new Float64Array(neighbors.length).fill(1),
    vertexWeights: new Float64Array(vertexCount).fill(1),
  };
  const share = vertexCount / parts;
  while (graph.vertexWeights.length > VERTICES_A_PART * parts) {
    const coarsening = coarsen(graph, Math.max(2, share / 8), random);
    // Where hardly anything was merged, smaller graphs are not worth their time.
    if (coarsening.graph.vertexWeights.length > 0.95 * graph.vertexWeights.length) break;
    levels.push({ graph, coarsening });
    graph = coarsening.graph;
  }
  const limit = Math.max(Math.ceil(share), Math.floor((1 + IMBALANCE) * share));
  let part = bestFirstDivision(graph, parts, limit, random);
  for (const level of levels.reverse()) {
    part = level.coarsening.coarse.map((c) => part[c]);
    refineCut(level.graph, part, { parts, limit }, random);
  }
  return withoutEmptyParts(part, parts);
}

/** The number (weight) of edges between different parts. O(S). */
export function cutWeight(
  { offsets, neighbors, edgeWeights }: WeightedRows,
  part: ArrayLike<number>,
): number {
  let sum = 0;
  for (let t = 0; t + 1 < offsets.length; t++)
    for (let k = offsets[t]; k < offsets[t + 1]; k++)
      if (part[t] !== part[neighbors[k]]) sum += edgeWeights[k];
  return sum / 2;
}

function bestFirstDivision(graph: WeightedRows, parts: number, limit: number, random: Random): Uint32Array {
  let best: Uint32Array = new Uint32Array(0);
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const part = grownParts(graph, parts, random);
    refineCut(graph, part, { parts, limit }, random);
    const weight = cutWeight(graph, part);
    if (weight >= least) continue;
    best = part;
    least = weight;
  }
  return best;
}

/** Parts that grow one after the other, breadth first from a random vertex, until each has its share of the weight that is left. */
function grownParts(
  { offsets, neighbors, vertexWeights }: WeightedRows,
  parts: number,
  random: Random,
): Uint32Array {
  const size = vertexWeights.length;
  const part = new Uint32Array(size).fill(parts - 1);
  const taken = new Uint8Array(size);
  const starts = shuffle(
    Uint32Array.from({ length: size }, (_, t) => t),
    random,
  );
  let left = vertexWeights.reduce((sum, w) => sum + w, 0);
  let nextStart = 0;
  for (let p = 0; p < parts - 1; p++) {
    const share = left / (parts - p);
    const queue: number[] = [];
    let weight = 0;
    for (let next = 0; weight < share; next++) {
      if (next === queue.length) {
        while (nextStart < size && taken[starts[nextStart]] === 1) nextStart++;
        if (nextStart === size) break;
        queue.push(starts[nextStart]);
        taken[starts[nextStart]] = 1;
      }
      const t = queue[next];
      // Half of a heavy vertex past the share is as near to it as none.
      if (weight > 0 && weight + vertexWeights[t] / 2 > share) {
        for (const waiting of queue.slice(next)) taken[waiting] = 0;
        nextStart = 0;
        break;
      }
      part[t] = p;
      weight += vertexWeights[t];
      for (let k = offsets[t]; k < offsets[t + 1]; k++) {
        const s = neighbors[k];
        if (taken[s] === 1) continue;
        taken[s] = 1;
        queue.push(s);
      }
      if (weight >= share) {
        for (const waiting of queue.slice(next + 1)) taken[waiting] = 0;
        nextStart = 0;
      }
    }
    left -= weight;
  }
  return part;
}

/** Gives every empty part a vertex of the largest one. */
function withoutEmptyParts(part: Uint32Array, parts: number): Uint32Array {
  const sizes = new Uint32Array(parts);
  for (const p of part) sizes[p]++;
  for (let p = 0; p < parts; p++) {
    if (sizes[p] > 0) continue;
    const largest = sizes.indexOf(sizes.reduce((a, b) => Math.max(a, b)));
    part[part.indexOf(largest)] = p;
    sizes[largest]--;
    sizes[p]++;
  }
  return part;
}
