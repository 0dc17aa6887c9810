import type { Adjacency } from "../../src/graph/adjacency.js";
import type { Partition } from "../../src/walks/walk-index.js";
import { definedBoundary, matrixOf, power, total } from "./walks.js";

/** Positive where the first tuple is greater. */
export type BigComparison = (first: bigint[], second: bigint[]) => number;

const sign = (a: bigint, b: bigint) => (a > b ? 1 : a < b ? -1 : 0);
const ascending = (tuple: bigint[]) => [...tuple].sort(sign);
const sum = (tuple: bigint[]) => tuple.reduce((a, b) => a + b, 0n);

export const literalOrders: Record<"lexicographic" | "sum" | "min" | "max", BigComparison> = {
  lexicographic: (first, second) => {
    const [a, b] = [ascending(first), ascending(second)];
    const k = a.findIndex((x, place) => x !== b[place]);
    return k < 0 ? 0 : sign(a[k], b[k]);
  },
  sum: (first, second) => sign(sum(first), sum(second)),
  min: (first, second) => sign(ascending(first)[0] ?? 0n, ascending(second)[0] ?? 0n),
  max: (first, second) => sign(ascending(first).at(-1) ?? 0n, ascending(second).at(-1) ?? 0n),
};

/**
 * Algorithm 3 of the thesis (appendix D.4), word for word: every walk index by a dense matrix power after every removal; the edge of
 * lowest index among equal tuples. For small graphs, directed or not.
 */
export function literalGwis(
  adjacency: Adjacency,
  walkLength: number,
  partitions: readonly Partition[],
  compare: BigComparison,
): number[] {
  let alive = Array.from({ length: adjacency.edgeCount }, (_, e) => e);
  const order: number[] = [];
  while (alive.length > 0) {
    let best = -1;
    let bestTuple: bigint[] = [];
    for (const e of alive) {
      const kept = alive.filter((f) => f !== e);
      const a = matrixOf({
        ...adjacency,
        edgeCount: kept.length,
        sources: Uint32Array.from(kept, (f) => adjacency.sources[f]),
        targets: Uint32Array.from(kept, (f) => adjacency.targets[f]),
      });
      const walks = power(a, walkLength);
      const tuple = partitions.map(({ subset, target }) =>
        total(walks, definedBoundary(a, Array.from(subset)), target === undefined ? a.keys() : [target]),
      );
      if (best < 0 || compare(tuple, bestTuple) > 0) {
        best = e;
        bestTuple = tuple;
      }
    }
    order.push(best);
    alive = alive.filter((f) => f !== best);
  }
  return order;
}
