import type { Adjacency } from "../../graph/adjacency.js";

/** The rows of a graph that loses edges one by one: the neighbours that are left stand first in every row, in any order. */
export interface RemainingGraph {
  /** [V] first entry of each row */
  readonly starts: Uint32Array;
  /** [V] one past the last entry of each row */
  readonly ends: Uint32Array;
  /** [2E] neighbours */
  readonly neighbors: Uint32Array;
  /** [2E] edge index of every entry */
  readonly edges: Uint32Array;
  /** Takes an edge out of both rows. O(1). */
  remove(edge: number): void;
}

/** The undirected graph with all its edges. O(V + E). */
export function createRemainingGraph({ offsets, sources, targets, ...adjacency }: Adjacency): RemainingGraph {
  const starts = offsets.slice(0, -1);
  const ends = offsets.slice(1);
  const neighbors = adjacency.neighbors.slice();
  const edges = adjacency.edges.slice();
  // Where each edge stands in its source's and its target's row.
  const inSource = new Uint32Array(sources.length);
  const inTarget = new Uint32Array(sources.length);
  for (let t = 0; t < starts.length; t++) for (let k = starts[t]; k < ends[t]; k++) note(edges[k], t, k);
  return { starts, ends, neighbors, edges, remove };

  function note(edge: number, row: number, place: number): void {
    if (sources[edge] === row) inSource[edge] = place;
    else inTarget[edge] = place;
  }

  function takeOut(row: number, place: number): void {
    const last = --ends[row];
    neighbors[place] = neighbors[last];
    edges[place] = edges[last];
    note(edges[place], row, place);
  }

  function remove(edge: number): void {
    takeOut(sources[edge], inSource[edge]);
    takeOut(targets[edge], inTarget[edge]);
  }
}
