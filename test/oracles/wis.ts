import type { Adjacency } from "../../src/graph/adjacency.js";

/**
 * Algorithm 1 of the thesis (section 5.5.1), word for word: dense powers of the adjacency matrix, sorted tuples, lexicographic
 * order; the edge of lowest index among equal tuples. For small graphs, directed or not, with edge types or without (appendix D.2).
 */
export function literalWis(adjacency: Adjacency, walkLength: number): number[] {
  const alive = new Set(Array.from({ length: adjacency.edgeCount }, (_, e) => e));
  const order: number[] = [];
  while (alive.size > 0) {
    let best = -1;
    let bestTuple: bigint[] = [];
    for (const e of [...alive].sort((a, b) => a - b)) {
      const rest = new Set(alive);
      rest.delete(e);
      const tuple = singletonIndices(adjacency, rest, walkLength).sort((a, b) =>
        a < b ? -1 : a > b ? 1 : 0,
      );
      if (best < 0 || compareTuples(tuple, bestTuple) > 0) {
        best = e;
        bestTuple = tuple;
      }
    }
    order.push(best);
    alive.delete(best);
  }
  return order;
}

/** WI_{l,t}({t}) = rho_l(C_{t}, {t}) for every vertex, from the definitions 10 and 11 (directed: appendix D.2): boundary, then a matrix power. */
export function singletonIndices(
  adjacency: Adjacency,
  edges: Iterable<number>,
  walkLength: number,
): bigint[] {
  const n = adjacency.vertexCount;
  const a = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => BigInt(i === j ? 1 : 0)));
  for (const e of edges) {
    a[adjacency.sources[e]][adjacency.targets[e]] = 1n;
    if (!adjacency.directed) a[adjacency.targets[e]][adjacency.sources[e]] = 1n;
  }
  let power = a.map((row, i) => row.map((_, j) => BigInt(i === j ? 1 : 0)));
  for (let l = 0; l < walkLength; l++)
    power = power.map((row) => a[0].map((_, j) => row.reduce((sum, x, k) => sum + x * a[k][j], 0n)));
  // Directed: C^-> = N_out(I) meets N_out(V \ I), the vertices with incoming edges from both sides; a vertex has a self-loop.
  const hasNeighborIn = (i: number, inside: (j: number) => boolean) =>
    a.some((row, j) => row[i] === 1n && inside(j));
  return a.map((_, t) => {
    const isIn = (j: number) => j === t;
    const isOut = (j: number) => j !== t;
    let sum = 0n;
    for (let i = 0; i < n; i++) if (hasNeighborIn(i, isIn) && hasNeighborIn(i, isOut)) sum += power[i][t];
    return sum;
  });
}

/** Algorithm 2 of the thesis (section 5.5.1), word for word; the edge of lowest index among equal pairs. */
export function literalOneWis(adjacency: Adjacency): number[] {
  const degree = new Array<number>(adjacency.vertexCount).fill(1);
  const alive = new Set<number>();
  for (let e = 0; e < adjacency.edgeCount; e++) {
    alive.add(e);
    degree[adjacency.sources[e]]++;
    degree[adjacency.targets[e]]++;
  }
  const order: number[] = [];
  while (alive.size > 0) {
    let best = -1;
    let bestPair = [-1, -1];
    for (const e of [...alive].sort((a, b) => a - b)) {
      const i = degree[adjacency.sources[e]];
      const j = degree[adjacency.targets[e]];
      const pair = [Math.min(i, j), Math.max(i, j)];
      if (pair[0] > bestPair[0] || (pair[0] === bestPair[0] && pair[1] > bestPair[1])) {
        best = e;
        bestPair = pair;
      }
    }
    order.push(best);
    alive.delete(best);
    degree[adjacency.sources[best]]--;
    degree[adjacency.targets[best]]--;
  }
  return order;
}

function compareTuples(a: bigint[], b: bigint[]): number {
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return a[k] > b[k] ? 1 : -1;
  return 0;
}

/** Algorithm 1 with many removals for each scoring (appendix D.6.2.2), word for word. */
export function literalBatchedWis(
  adjacency: Adjacency,
  walkLength: number,
  batch: number,
  ties: "lowest" | "highest",
): number[] {
  let alive = Array.from({ length: adjacency.edgeCount }, (_, e) => e);
  const order: number[] = [];
  while (alive.length > 0) {
    const tuples = new Map(
      alive.map((e) => {
        const rest = alive.filter((f) => f !== e);
        const tuple = singletonIndices(adjacency, rest, walkLength);
        return [e, tuple.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))];
      }),
    );
    const ranked = alive.toSorted(
      (e, f) =>
        compareTuples(tuples.get(f) as bigint[], tuples.get(e) as bigint[]) ||
        (ties === "lowest" ? e - f : f - e),
    );
    order.push(...ranked.slice(0, batch));
    alive = alive.filter((e) => !ranked.slice(0, batch).includes(e));
  }
  return order;
}
