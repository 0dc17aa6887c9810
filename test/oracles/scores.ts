import type { Adjacency } from "../../src/graph/adjacency.js";

/** N(u) for every vertex, from the list of edges. */
export function neighborSets({ vertexCount, sources, targets }: Adjacency): Set<number>[] {
  const sets = Array.from({ length: vertexCount }, () => new Set<number>());
  sources.forEach((u, e) => {
    sets[u].add(targets[e]);
    sets[targets[e]].add(u);
  });
  return sets;
}

/** The score of every edge from its ends. */
export function scoresOf(graph: Adjacency, score: (u: number, v: number, e: number) => number): number[] {
  return Array.from(graph.sources, (u, e) => score(u, graph.targets[e], e));
}

export function edgeBetween({ sources, targets }: Adjacency, u: number, v: number): number {
  return sources.findIndex((s, e) => (s === u && targets[e] === v) || (s === v && targets[e] === u));
}

export const shared = (a: Set<number>, b: Set<number>) => [...a].filter((w) => b.has(w)).length;

/**
 * For every edge the largest s such that it is among the first ceil-free deg(u)^(1 - s) of an end's ranking: 1 - ln(rank) / ln(degree).
 *
 * @param isBefore whether neighbour w stands before neighbour v at u
 */
export function literalLocalRank(
  graph: Adjacency,
  isBefore: (u: number, w: number, v: number) => boolean,
): number[] {
  const sets = neighborSets(graph);
  const at = (u: number, v: number) => {
    if (sets[u].size === 1) return 1;
    const rank = 1 + [...sets[u]].filter((w) => w !== v && isBefore(u, w, v)).length;
    return 1 - Math.log(rank) / Math.log(sets[u].size);
  };
  return scoresOf(graph, (u, v) => Math.max(at(u, v), at(v, u)));
}
