import { minimalCut, type NetworkCut } from "../tensor/minimal-cut.js";
import { legDimensions } from "../tensor/tensor-network.js";
import type { VertexSet } from "../walks/vertex-set.js";
import type { GnnNetwork } from "./tensor-network-of-gnn.js";

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
