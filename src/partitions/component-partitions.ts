import { InputError } from "../errors.js";
import type { Adjacency } from "../graph/adjacency.js";
import { checkAdjacency } from "../graph/check-argument.js";
import { connectedComponents } from "../graph/components.js";
import { undirectedRows } from "../walks/undirected-rows.js";
import { membershipPartitions } from "./membership-partitions.js";
import type { NamedPartition } from "./read-partitions.js";

/**
 * The partitions of every connected component against all other vertices; directions are dropped.
 *
 * Nothing crosses them: their walk indices are 0, and stay 0 whatever is removed. They tell that a network models no interaction
 * between components, and (components of a pruned graph, in the graph before) how much of it pruning has taken. GWIS has nothing to
 * keep with them; what holds a component together is kept with {@link bridgePartitions}.
 *
 * @returns by the component's first vertex, named "1", "2", ...
 *
 * Complexity: O(V + E).
 * @throws InputError where the graph is connected
 *
 * @example
 * ```ts
 * import { buildAdjacency, componentPartitions } from "seprank/adjacency";
 *
 * const graph = buildAdjacency({ vertexCount: 4, sources: [0, 2], targets: [1, 3] }).adjacency;
 * componentPartitions(graph).map(({ subset }) => [...subset]); // => [[0, 1], [2, 3]]
 * ```
 */
export function componentPartitions(adjacency: Adjacency): NamedPartition[] {
  checkAdjacency(adjacency, "componentPartitions");
  const { count, component } = connectedComponents({ ...adjacency, ...undirectedRows(adjacency) });
  if (count < 2) throw new InputError(`partitions by component: expected several components, got ${count}`);
  return membershipPartitions(component);
}
