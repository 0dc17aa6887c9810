import type { Adjacency } from "../../graph/adjacency.js";

/**
 * The arcs that walks of a shrinking graph may follow: of edges of several types between two vertices the first makes the arcs, and
 * they are there as long as one of the edges is. An undirected edge is two arcs.
 */
export interface DistinctArcs {
  /** [E] the connection that each edge is one of: edges between the same vertices (directed: in the same direction) share it */
  readonly connectionOf: Uint32Array;
  /** [C] how many edges each connection has left */
  readonly edgesLeft: Uint32Array;
  /** [C] */
  readonly sources: Uint32Array;
  /** [C] */
  readonly targets: Uint32Array;
  /** [V] connections at each vertex, in either direction */
  readonly at: readonly (readonly number[])[];
  /** The connection from a vertex to another, whether edges of it are left or not; -1 where there is none. */
  find(source: number, target: number): number;
  /** Calls `visit` for every arc that is left from `vertex` (forward) or to it (backward), with its other end. */
  forEachArc(vertex: number, forward: boolean, visit: (other: number) => void): void;
}

/** O(V + E). */
export function createDistinctArcs(adjacency: Adjacency): DistinctArcs {
  const { directed, vertexCount, edgeCount } = adjacency;
  const numberOf = new Map<number, number>();
  const connectionOf = Uint32Array.from({ length: edgeCount }, (_, e) => {
    const name = nameOf(adjacency.sources[e], adjacency.targets[e]);
    const known = numberOf.get(name);
    if (known === undefined) numberOf.set(name, numberOf.size);
    return known ?? numberOf.size - 1;
  });
  const edgesLeft = new Uint32Array(numberOf.size);
  const sources = new Uint32Array(numberOf.size);
  const targets = new Uint32Array(numberOf.size);
  const at = Array.from({ length: vertexCount }, (): number[] => []);
  connectionOf.forEach((c, e) => {
    if (edgesLeft[c]++ > 0) return;
    sources[c] = adjacency.sources[e];
    targets[c] = adjacency.targets[e];
    at[sources[c]].push(c);
    at[targets[c]].push(c);
  });
  return {
    connectionOf,
    edgesLeft,
    sources,
    targets,
    at,
    find: (source, target) => numberOf.get(nameOf(source, target)) ?? -1,
    forEachArc(vertex, forward, visit) {
      for (const c of at[vertex]) {
        if (edgesLeft[c] === 0) continue;
        const isSource = sources[c] === vertex;
        if (!directed || isSource === forward) visit(isSource ? targets[c] : sources[c]);
      }
    },
  };
  function nameOf(s: number, t: number): number {
    return directed || s < t ? s * vertexCount + t : t * vertexCount + s;
  }
}
