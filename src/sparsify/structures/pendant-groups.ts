import { MinHeap } from "./min-heap.js";

/**
 * Pendant edges (the only edge of a vertex, the leaf) in groups of those that are alike: leaves of one hub that could be exchanged
 * without any change of the graph. Removing one of a group does what removing any other of it would do, so that only the first has to
 * wait for its turn: without this, every removal at a hub makes a method evaluate all the hub's leaves again.
 */
export interface PendantGroups {
  /** Adds an edge that has become pendant. Once in a group an edge stays in it. O(log E). */
  add(edge: number, group: number): void;
  /** Whether another edge of the edge's group goes first. O(log E), amortised. */
  isBehind(edge: number): boolean;
  /** The first edge of an edge's group that may go, itself or another; -1 where it is in no group, or none may go. */
  first(edge: number): number;
}

/**
 * @param edgeCount E
 * @param mayGo whether an edge may still be removed; once it may not, it never may again
 * @param ties which of alike edges goes first: that of the "lowest" index or of the "highest"
 */
export function createPendantGroups(
  edgeCount: number,
  mayGo: (edge: number) => boolean,
  ties: "lowest" | "highest",
): PendantGroups {
  const groupOf = new Int32Array(edgeCount).fill(-1);
  const waiting = new Map<number, MinHeap>();
  const sign = ties === "lowest" ? 1 : -1;
  return {
    add(edge, group) {
      if (groupOf[edge] >= 0) return;
      groupOf[edge] = group;
      let heap = waiting.get(group);
      if (heap === undefined) {
        heap = new MinHeap(16);
        waiting.set(group, heap);
      }
      heap.push(sign * edge);
    },
    isBehind: (edge) => groupOf[edge] >= 0 && first(edge) !== edge,
    first,
  };

  function first(edge: number): number {
    const heap = waiting.get(groupOf[edge]);
    if (heap === undefined) return -1;
    while (heap.size > 0 && !mayGo(sign * heap.peek())) heap.pop();
    return heap.size === 0 ? -1 : Math.abs(heap.peek());
  }
}
