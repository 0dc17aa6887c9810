import type { Adjacency } from "../../src/graph/adjacency.js";

/**
 * Algorithm 1 with L = 3 from the closed form s_t = 2 tri(t) + 3 d(t) + 1 (0 where isolated), with neighbour sets and whole sorted
 * tuples: slower than needed, faster than matrix powers, and knows nothing of levels, keys or laziness.
 */
export function pairwiseTwoWis(adjacency: Adjacency): number[] {
  const neighbors = Array.from({ length: adjacency.vertexCount }, () => new Set<number>());
  const alive = new Set<number>();
  for (let e = 0; e < adjacency.edgeCount; e++) {
    alive.add(e);
    neighbors[adjacency.sources[e]].add(adjacency.targets[e]);
    neighbors[adjacency.targets[e]].add(adjacency.sources[e]);
  }
  const toggle = (e: number, method: "add" | "delete") => {
    neighbors[adjacency.sources[e]][method](adjacency.targets[e]);
    neighbors[adjacency.targets[e]][method](adjacency.sources[e]);
  };
  const tuple = () =>
    neighbors
      .map((mine) => {
        let closed = 0;
        for (const i of mine) for (const j of mine) if (neighbors[i].has(j)) closed++;
        return mine.size === 0 ? 0 : closed + 3 * mine.size + 1;
      })
      .sort((a, b) => a - b);
  const order: number[] = [];
  while (alive.size > 0) {
    let best = -1;
    let bestTuple: number[] = [];
    for (const e of alive) {
      toggle(e, "delete");
      const candidate = tuple();
      toggle(e, "add");
      const at = candidate.findIndex((value, k) => value !== bestTuple[k]);
      if (best < 0 || (at >= 0 && candidate[at] > bestTuple[at])) {
        best = e;
        bestTuple = candidate;
      }
    }
    order.push(best);
    alive.delete(best);
    toggle(best, "delete");
  }
  return order;
}
