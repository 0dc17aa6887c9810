import type { Adjacency } from "../../src/graph/adjacency.js";
import { definedBoundary, matrixOf, power, total } from "./walks.js";

/**
 * Algorithm 1 of the thesis with "add" for "remove", word for word: every walk index by a dense matrix power after every possible addition,
 * whole sorted tuples, lexicographic order; the first candidate among equal tuples. For small graphs.
 */
export function literalEdgeAdditions(
  adjacency: Adjacency,
  candidates: readonly (readonly [number, number])[],
  walkLength: number,
): number[] {
  const chosen: number[] = [];
  while (chosen.length < candidates.length) {
    let best = -1;
    let bestTuple: bigint[] = [];
    candidates.forEach((_, c) => {
      if (chosen.includes(c)) return;
      const added = [...chosen, c].map((one) => candidates[one]);
      const a = matrixOf({
        ...adjacency,
        edgeCount: adjacency.edgeCount + added.length,
        sources: Uint32Array.from([...adjacency.sources, ...added.map(([i]) => i)]),
        targets: Uint32Array.from([...adjacency.targets, ...added.map(([, j]) => j)]),
      });
      const walks = power(a, walkLength);
      const tuple = Array.from({ length: adjacency.vertexCount }, (_, t) =>
        total(walks, definedBoundary(a, [t]), [t]),
      ).sort((x, y) => (x < y ? -1 : x > y ? 1 : 0));
      const at = tuple.findIndex((value, k) => value !== bestTuple[k]);
      if (best < 0 || (at >= 0 && tuple[at] > bestTuple[at])) {
        best = c;
        bestTuple = tuple;
      }
    });
    chosen.push(best);
  }
  return chosen;
}
