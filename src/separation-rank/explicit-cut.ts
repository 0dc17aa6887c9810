import type { Adjacency } from "../graph/adjacency.js";
import { boundary } from "../walks/boundary.js";
import { sumCounts } from "../walks/exact-count.js";
import { partitionMask } from "../walks/vertex-set.js";
import { walkCounts } from "../walks/walk-counts.js";
import type { Partition } from "../walks/walk-index.js";

/**
 * Logarithm of the weight of the cut by which theorem 7 is proved: of all nodes of the network that belong to vertices in I
 * from all others,
 *
 *     log(D_h) (sum over l = 1 .. L of rho_{L-l}(C_I, V) + 1)   (graph),   without the + 1 and with {t} for V   (target t).
 *
 * For undirected graphs at most theorem 7's bound, for directed ones theorem 10's; found without building the network.
 *
 * Source: thesis appendices D.7.2.2, D.7.2.3 and D.7.4.
 *
 * @param depth L >= 1
 * @param width D_h >= 1
 *
 * Complexity: O(L (V + E)).
 * @throws InputError for an unknown vertex or a partition with an empty side
 */
export function explicitCut(
  adjacency: Adjacency,
  { subset, target }: Partition,
  { depth, width }: { readonly depth: number; readonly width: number },
): number {
  partitionMask(adjacency, subset);
  const crossed = boundary(adjacency, subset);
  let exponent = target === undefined ? 1n : 0n;
  for (let length = 0; length < depth; length++)
    exponent += BigInt(
      sumCounts(walkCounts(adjacency, length, target === undefined ? undefined : [target]), crossed),
    );
  return width === 1 ? 0 : Math.log(width) * Number(exponent);
}
