import type { Partition } from "../../walks/walk-index.js";
import type { DistinctArcs } from "../structures/distinct-arcs.js";

/** The boundaries of some partitions (I, V \ I) in a graph that loses connections: the vertices that a connection enters from the other side. */
export interface PartitionBoundaries {
  /** [M][V] 1 in I */
  readonly sides: readonly Uint8Array[];
  /** [M][V] how many connections make each vertex one of the boundary */
  readonly crossings: readonly Uint32Array[];
  /** Whether a connection crosses partition m. */
  crosses(m: number, connection: number): boolean;
  /** Takes a connection out of the counts of partition m. */
  remove(m: number, connection: number): void;
  /** [V] 1 at the boundary of partition m. */
  indicator(m: number): Float64Array;
}

/** O(M (V + C)) for C connections. */
export function createPartitionBoundaries(
  vertexCount: number,
  arcs: DistinctArcs,
  { directed, partitions }: { readonly directed: boolean; readonly partitions: readonly Partition[] },
): PartitionBoundaries {
  const sides = partitions.map(({ subset }) => {
    const side = new Uint8Array(vertexCount);
    for (let k = 0; k < subset.length; k++) side[subset[k]] = 1;
    return side;
  });
  const crossings = sides.map(() => new Uint32Array(vertexCount));
  for (let m = 0; m < sides.length; m++) for (let c = 0; c < arcs.sources.length; c++) count(m, c, 1);
  return {
    sides,
    crossings,
    crosses,
    remove: (m, c) => count(m, c, -1),
    indicator: (m) => Float64Array.from(crossings[m], (count) => (count > 0 ? 1 : 0)),
  };

  function crosses(m: number, c: number): boolean {
    return sides[m][arcs.sources[c]] !== sides[m][arcs.targets[c]];
  }

  function count(m: number, c: number, by: number): void {
    if (!crosses(m, c)) return;
    crossings[m][arcs.targets[c]] += by;
    if (!directed) crossings[m][arcs.sources[c]] += by;
  }
}
