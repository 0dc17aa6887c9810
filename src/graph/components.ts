import type { Adjacency } from "./adjacency.js";
import { checkAdjacency } from "./check-argument.js";

/** The connected components of a graph. */
export interface Components {
  /** number of components; an isolated vertex is one */
  readonly count: number;
  /** [V] component of each vertex, numbered by their first vertex */
  readonly component: Uint32Array;
  /** [count] vertices in each component */
  readonly sizes: Uint32Array;
}

/**
 * Finds the connected components of an undirected graph (breadth-first search). O(V + E).
 *
 * @example
 * ```ts
 * import { buildAdjacency, connectedComponents } from "seprank/adjacency";
 *
 * const graph = buildAdjacency({ vertexCount: 4, sources: [0, 2], targets: [1, 3] }).adjacency;
 * connectedComponents(graph).count; // => 2
 * ```
 */
export function connectedComponents(adjacency: Adjacency): Components {
  checkAdjacency(adjacency, "connectedComponents");
  const { vertexCount, offsets, neighbors } = adjacency;
  const unseen = 0xffffffff;
  const component = new Uint32Array(vertexCount).fill(unseen);
  const queue = new Uint32Array(vertexCount);
  const sizes: number[] = [];
  for (let first = 0; first < vertexCount; first++) {
    if (component[first] !== unseen) continue;
    let end = 0;
    component[first] = sizes.length;
    queue[end++] = first;
    for (let next = 0; next < end; next++) {
      const t = queue[next];
      for (let k = offsets[t]; k < offsets[t + 1]; k++) {
        const other = neighbors[k];
        if (component[other] !== unseen) continue;
        component[other] = sizes.length;
        queue[end++] = other;
      }
    }
    sizes.push(end);
  }
  return { count: sizes.length, component, sizes: Uint32Array.from(sizes) };
}
