import type { Adjacency } from "../graph/adjacency.js";
import type { NamedPartition } from "./read-partitions.js";

/**
 * The partitions of every group against all other vertices, for graph prediction, from the group that each vertex is in.
 *
 * @param membership [V] group of each vertex, 0 .. G - 1; -1 where it is in none
 * @param keep which groups; default all
 * @returns by group, those without vertices left out, named "1", "2", ...
 *
 * Complexity: O(V + G).
 */
export function membershipPartitions(
  membership: ArrayLike<number>,
  keep: (group: number) => boolean = () => true,
): NamedPartition[] {
  const members: number[][] = [];
  for (let t = 0; t < membership.length; t++) {
    const group = membership[t];
    if (group < 0) continue;
    while (members.length <= group) members.push([]);
    members[group].push(t);
  }
  return members
    .filter((vertices, group) => vertices.length > 0 && keep(group))
    .map((vertices, k) => ({ name: `${k + 1}`, subset: Uint32Array.from(vertices), target: undefined }));
}

/**
 * [G] whether an edge leads out of each group: without one, its boundary is empty and its walk index 0, whatever is removed. O(E + G).
 */
export function crossedGroups(
  { edgeCount, sources, targets }: Adjacency,
  membership: ArrayLike<number>,
  groupCount: number,
): Uint8Array {
  const crossed = new Uint8Array(groupCount);
  for (let e = 0; e < edgeCount; e++) {
    const [a, b] = [membership[sources[e]], membership[targets[e]]];
    if (a === b) continue;
    if (a >= 0) crossed[a] = 1;
    if (b >= 0) crossed[b] = 1;
  }
  return crossed;
}
