import { selectEdgeAttributes } from "../graph/attributes/edge-attributes.js";
import { checkDataset } from "../graph/check-argument.js";
import type { GraphDataset } from "../graph/dataset.js";
import { prune, type RemovalOrder } from "./orders/removal-order.js";

/**
 * A data set without the first `count` edges of an order. Vertices, features, labels, splits and the kept edges' attributes stay.
 *
 * @param count edges to remove, from 0 to the order's length
 *
 * Complexity: O(V + E).
 *
 * @throws InputError where there are not so many edges to remove
 *
 * @example
 * ```ts
 * import { karate } from "seprank";
 * import { pruneDataset, removalOrder } from "seprank/adjacency";
 *
 * const club = karate();
 * const { adjacency, labels } = pruneDataset(club, removalOrder("2-wis", club.adjacency), 39);
 * [adjacency.edgeCount, labels === club.labels]; // => [39, true]
 * ```
 */
export function pruneDataset(dataset: GraphDataset, order: RemovalOrder, count: number): GraphDataset {
  checkDataset(dataset, "pruneDataset");
  const { adjacency, kept } = prune(dataset.adjacency, order, count);
  return { ...dataset, adjacency, edgeAttributes: selectEdgeAttributes(dataset.edgeAttributes, kept) };
}
