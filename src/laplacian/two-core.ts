import { type Adjacency, subgraphOfEdges } from "../graph/adjacency.js";

/** A graph without the trees that hang on it. */
export interface TwoCore {
  /** the edges of the 2-core, on vertices numbered anew: those of the core only, in their old order */
  readonly core: Adjacency;
  /** [edges of the core] their indices in the graph */
  readonly edges: Uint32Array;
}

/**
 * The 2-core: what is left when vertices of degree 1 are taken off until there are none.
 *
 * Every edge outside it is a bridge. Current between two vertices of the core does not flow outside it: effective resistances of its edges
 * are those in the whole graph.
 *
 * Source: Seidman, "Network structure and minimum degree" (1983).
 *
 * Complexity: O(V + E).
 */
export function twoCore(adjacency: Adjacency): TwoCore {
  const { vertexCount, edgeCount, offsets, neighbors, sources, targets } = adjacency;
  const degree = new Uint32Array(vertexCount);
  const peeled = new Uint8Array(vertexCount);
  const stack: number[] = [];
  for (let u = 0; u < vertexCount; u++) {
    degree[u] = offsets[u + 1] - offsets[u];
    if (degree[u] === 1) stack.push(u);
  }
  for (let u = stack.pop(); u !== undefined; u = stack.pop()) {
    peeled[u] = 1;
    for (let k = offsets[u]; k < offsets[u + 1]; k++)
      if (peeled[neighbors[k]] === 0 && --degree[neighbors[k]] === 1) stack.push(neighbors[k]);
  }
  const kept = new Uint32Array(edgeCount);
  let left = 0;
  for (let e = 0; e < edgeCount; e++)
    if (peeled[sources[e]] === 0 && peeled[targets[e]] === 0) kept[left++] = e;
  const edges = kept.slice(0, left);
  const numbers = new Uint32Array(vertexCount);
  let count = 0;
  for (let u = 0; u < vertexCount; u++) if (peeled[u] === 0 && degree[u] > 0) numbers[u] = count++;
  const renumbered = {
    ...adjacency,
    vertexCount: count,
    sources: sources.map((u) => numbers[u]),
    targets: targets.map((u) => numbers[u]),
  };
  return { core: subgraphOfEdges(renumbered, edges), edges };
}
