import type { NeighborRows } from "../../graph/neighbor-rows.js";
import { createCompactRows } from "./compact-rows.js";
import { removeInPhases } from "./core-phases.js";

/** How {@link compactOneWis} removes. */
export interface CompactOneWisOptions {
  /** edges to remove; default all */
  readonly most?: number | undefined;
  /** called for every edge as it is removed, with its smaller and its larger end */
  readonly onRemove?: ((smaller: number, larger: number) => void) | undefined;
  /** called now and then with the number of edges removed so far; may throw to stop */
  readonly onProgress?: ((removed: number) => void) | undefined;
}

/**
 * 1-Walk Index Sparsification of a graph that fills the memory: what `oneWis` removes, in the same order, where edges are numbered
 * canonically (by smaller end, then by larger end).
 *
 * The order is told as it is made and held nowhere.
 *
 * @param graph V vertices and E edges; taken over, its rows hold what is left
 * @returns the graph that is left
 *
 * Complexity: that of {@link removeInPhases}, and O(log d) for each edge of vertices of degree d; memory 8 bytes an edge, those of
 *   `graph`, and about 60 bytes a vertex.
 * @throws InputError for more than 2^27 vertices
 *
 * @example
 * ```ts
 * import { buildAdjacency, compactOneWis, neighborRows } from "seprank/adjacency";
 *
 * const graph = buildAdjacency({ vertexCount: 4, sources: [0, 1, 2, 2], targets: [1, 2, 0, 3] }).adjacency;
 * const removed: number[][] = [];
 * const left = compactOneWis(neighborRows(graph), { most: 2, onRemove: (i, j) => removed.push([i, j]) });
 * removed; // => [[0, 2], [1, 2]]
 * left.edgeCount; // => 2
 * ```
 */
export function compactOneWis(graph: NeighborRows, options: CompactOneWisOptions = {}): NeighborRows {
  const { most = graph.edgeCount, onRemove = () => undefined, onProgress = () => undefined } = options;
  const rows = createCompactRows(graph);
  let removed = 0;
  const listener = {
    onRemove(edge: number) {
      onRemove(rows.firstEnd(edge), rows.secondEnd(edge));
      if (++removed % PROGRESS_STEP === 0) onProgress(removed);
    },
    onPhase: () => onProgress(removed),
  };
  removeInPhases(rows, listener, most);
  return rows.finish();
}

const PROGRESS_STEP = 2 ** 16;
