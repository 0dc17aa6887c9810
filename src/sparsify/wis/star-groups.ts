import type { Adjacency } from "../../graph/adjacency.js";
import { IndexedHeap } from "../structures/indexed-heap.js";

/**
 * The edges without common neighbours, in groups at one of their ends, of a graph whose walk indices fall.
 *
 * Without its edge {x, h}, whose ends have no common neighbour, WI_{2,t}({t}) is lower by 3 (where t is isolated: 0) at t = x and
 * t = h and unchanged elsewhere. So {@link twoWis} takes, of these edges, the one of the largest (min(s_x, s_h), max(s_x, s_h)), and of
 * those that share h the one of the largest s_x, whatever s_h is. Only this first one of a group needs to wait for its turn: a hub that
 * loses an edge leaves the order of its other edges as it was.
 */
export interface StarGroups {
  /** Adds an edge to the group at the end that has the larger walk index now. O(log E). */
  add(edge: number): void;
  /** Takes an edge out of its group. O(log E). */
  remove(edge: number): void;
  /**
   * The first edge of an edge's group, that edge in it or not; -1 where the group is empty.
   *
   * Complexity: O(log E), amortised over the changes of the walk indices of the group's edges.
   */
  first(edge: number): number;
}

/** @param walkIndex [V] walk indices, which may only fall */
export function createStarGroups(adjacency: Adjacency, walkIndex: Int32Array): StarGroups {
  const { vertexCount, edgeCount, sources, targets } = adjacency;
  const hubs = new Uint32Array(edgeCount);
  /** [E] an upper bound of the walk index of the other end */
  const bounds = new Int32Array(edgeCount);
  const places = new Int32Array(edgeCount).fill(-1);
  const groups = new Array<IndexedHeap | undefined>(vertexCount);
  return {
    add(e) {
      const hub = walkIndex[targets[e]] > walkIndex[sources[e]] ? targets[e] : sources[e];
      hubs[e] = hub;
      bounds[e] = walkIndex[otherEnd(e)];
      groups[hub] ??= new IndexedHeap(places, isBefore);
      groups[hub].add(e);
    },
    remove: (e) => groupOf(e).remove(e),
    first(e) {
      const group = groupOf(e);
      for (;;) {
        const first = group.items[0] ?? -1;
        if (first < 0) return first;
        const index = walkIndex[otherEnd(first)];
        if (bounds[first] === index) return first;
        bounds[first] = index;
        group.update(first);
      }
    },
  };

  function groupOf(e: number): IndexedHeap {
    return groups[hubs[e]] as IndexedHeap;
  }

  function otherEnd(e: number): number {
    return sources[e] === hubs[e] ? targets[e] : sources[e];
  }

  function isBefore(a: number, b: number): boolean {
    return bounds[a] === bounds[b] ? a < b : bounds[a] > bounds[b];
  }
}
