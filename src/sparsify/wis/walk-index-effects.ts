import type { SortedTupleKey } from "../orders/sorted-tuple-key.js";

/** What the removal of one edge would do to the walk indices, as of one moment. */
export interface RemovalEffect {
  /** min over the affected vertices of the walk index after the removal: what decides first */
  readonly level: number;
  /** an affected vertex where it is the level */
  readonly witness: number;
  /** [K] all affected vertices, the edge's ends first */
  readonly affected: Uint32Array;
  /** [K] their walk indices after the removal */
  readonly after: Float64Array;
  /** how many edges had been removed */
  readonly time: number;
}

/**
 * What the removal of each edge would do to the walk indices WI_{L-1,t}({t}) = (A^L)_tt of a graph that loses edges one by one.
 */
export interface ClosedWalkEffects {
  /**
   * What removing an edge would do. Where the level is below `limit` the effect may hold an upper bound of it that is below `limit`, too,
   * and no affected vertices: `witness`, where it is given, is looked at first.
   *
   * Complexity: O(L B) for B edges in e's ball; 3-WIS on few vertices: O(d) for d neighbours of its ends.
   */
  effect(edge: number, limit?: number, witness?: number): RemovalEffect;
  /** What a fresh effect compares by. O(K log K). */
  key(effect: RemovalEffect): SortedTupleKey;
  /** Whether an effect still is what it was. O(affected vertices). */
  isFresh(effect: RemovalEffect): boolean;
  /** Whether a closed walk of length L leads through t and e. O(edges in t's ball of radius (L - 1) / 2), O(1) at e's ends. */
  isAffected(vertex: number, edge: number): boolean;
  /** Edges left at a vertex. */
  degree(vertex: number): number;
  /** One of the edges left at a vertex that has some. */
  anyEdge(vertex: number): number;
  /**
   * Removes e, and calls `onNeighbor` for every edge left whose witness may be affected no more, and for those of `keyed` that may have
   * shared a closed walk of length L with e; some may come twice.
   */
  remove(edge: number, keyed: Iterable<number>, onNeighbor: (edge: number) => void): void;
}
