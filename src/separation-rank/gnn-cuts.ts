import type { Adjacency } from "../graph/adjacency.js";
import { minimalCut, type NetworkCut } from "../tensor/minimal-cut.js";
import { legDimensions } from "../tensor/tensor-network.js";
import { boundary } from "../walks/boundary.js";
import { sumCounts } from "../walks/exact-count.js";
import { partitionMask, type VertexSet } from "../walks/vertex-set.js";
import { walkCounts } from "../walks/walk-counts.js";
import type { Partition } from "../walks/walk-index.js";
import type { GnnNetwork } from "./tensor-network-of-gnn.js";

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
 *
 * @example
 * ```ts
 * import { buildAdjacency } from "seprank/adjacency";
 * import { explicitCut } from "seprank/separation-rank";
 *
 * const { adjacency } = buildAdjacency({ vertexCount: 2, sources: [0], targets: [1] });
 * // A cut through seven legs of dimension 3: 7 ln 3.
 * explicitCut(adjacency, { subset: [0] }, { depth: 2, width: 3 }); // ≈ 7.690
 * ```
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

/**
 * The cut of least multiplicative weight between the features of the vertices in I and those of the others, in the tensor
 * network of a graph neural network: an upper bound on sep(f; I) for all weights.
 *
 * "Modified" weight: a delta tensor counts once. At most that of {@link explicitCut}. A side none of whose features reach
 * the output has nothing to be cut from: weight 1.
 *
 * Source: thesis appendix D.7.2.1, Lemma 51 and Definition 19.
 *
 * @param subset I, vertices in any order
 *
 * Complexity: that of a maximum flow in the network, see `minimalCut`.
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { buildAdjacency } from "seprank/adjacency";
 * import { gnnMinimalCut, randomGnnWeights, tensorNetworkOfGnn } from "seprank/separation-rank";
 *
 * const { adjacency } = buildAdjacency({ vertexCount: 2, sources: [0], targets: [1] });
 * const weights = randomGnnWeights({ depth: 1, width: 2, features: 3 }, createRandom(0));
 * gnnMinimalCut(tensorNetworkOfGnn(adjacency, weights), [0]).weight; // => 2
 * ```
 */
export function gnnMinimalCut({ network, featureLegs }: GnnNetwork, subset: VertexSet): NetworkCut {
  const inside = new Set(Array.from(subset));
  const structure: (readonly string[])[] = network.nodes.map(({ legs }) => legs);
  const sides: Record<"from" | "to", number[]> = { from: [], to: [] };
  featureLegs.forEach((legs, vertex) => {
    for (const leg of legs) sides[inside.has(vertex) ? "from" : "to"].push(structure.push([leg]) - 1);
  });
  if (sides.from.length === 0 || sides.to.length === 0) return { legs: [], weight: 1, logWeight: 0 };
  return minimalCut(structure, legDimensions(network), sides.from, sides.to);
}
