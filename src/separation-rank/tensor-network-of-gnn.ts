import { InputError } from "../errors.js";
import type { Adjacency } from "../graph/adjacency.js";
import { createTensor } from "../tensor/tensor.js";
import type { NetworkNode, TensorNetwork } from "../tensor/tensor-network.js";
import { incomingRows } from "../walks/neighbor-sets.js";
import { checkVertex } from "../walks/vertex-set.js";
import { walkCounts } from "../walks/walk-counts.js";
import { edgeChannels } from "./edge-channels.js";
import { type GnnNetworkSize, gnnNetworkSize } from "./gnn-network-size.js";
import { type ProductGnnWeights, sizeOfProductGnn } from "./product-gnn.js";

/** The default limit of a network's nodes. */
export const NETWORK_NODE_LIMIT = 100_000;

/** The tensor network of a graph neural network with product aggregation. */
export interface GnnNetwork {
  /** its nodes are matrices, and feature vectors where there are some; its open legs, where there are none, D_x wide */
  readonly network: TensorNetwork;
  /** [V] by vertex i, the legs that hold copies of x^(i) */
  readonly featureLegs: readonly (readonly string[])[];
  readonly size: GnnNetworkSize;
}

/** Options of {@link tensorNetworkOfGnn}. */
export interface GnnNetworkOptions {
  /** t, of vertex prediction; default graph prediction */
  readonly target?: number | undefined;
  /** [V] x^(i), each [D_x]: leaves; without, their legs stay open, and the network is the tensor F of f(X) = F * X */
  readonly features?: readonly Float64Array[];
  /** most nodes, delta tensors not counted; default 100,000 */
  readonly limit?: number;
}

/**
 * The tree tensor network that a graph neural network with product aggregation contracts:
 *
 * rho_L({i}, J) copies of x^(i), each on its W^(1,i,gamma); rho_{L-l+1}({j}, J) copies of W^(l), which join the output of
 * delta^(l-1,j,gamma) to delta^(l,i,gamma') for an i that receives messages from j; W^(o) at the root; J is V, or {t}.
 *
 * Delta tensors are not stored: each is a leg of all the nodes that it joins. The delta tensors of the last layer and that
 * of the output layer, which join each other, are one. Directed: i receives from N_in(i); several edge types: the copy of W^(l,q)
 * with q the type of the edge from j to i.
 *
 * Source: thesis appendix D.3.3.1, equations D.6 and D.7; appendix D.7.4 for directed graphs.
 *
 * Complexity: O(nodes D_h^2), the number of nodes as in {@link gnnNetworkSize}.
 * @throws InputError where it has more nodes than the limit (the message has their number), weights or features do not fit the
 *   graph, or the target is no vertex
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { buildAdjacency } from "seprank/adjacency";
 * import { randomGnnWeights, tensorNetworkOfGnn } from "seprank/separation-rank";
 *
 * const { adjacency } = buildAdjacency({ vertexCount: 2, sources: [0], targets: [1] });
 * const weights = randomGnnWeights({ depth: 1, width: 2, features: 3 }, createRandom(0));
 * // Every vertex of depth 1 reads both features: two legs each.
 * tensorNetworkOfGnn(adjacency, weights).featureLegs.map((legs) => legs.length); // => [2, 2]
 * ```
 */
export function tensorNetworkOfGnn(
  adjacency: Adjacency,
  weights: ProductGnnWeights,
  { target, features, limit = NETWORK_NODE_LIMIT }: GnnNetworkOptions = {},
): GnnNetwork {
  const { depth, channels, features: dimension } = sizeOfProductGnn(adjacency, weights);
  const { vertexCount } = adjacency;
  if (target !== undefined) checkVertex(vertexCount, target);
  if (features !== undefined) checkFeatures(features, vertexCount, dimension);
  const size = gnnNetworkSize(adjacency, depth, target);
  const total = BigInt(size.weights) + (features === undefined ? 0n : BigInt(size.features));
  if (!(total <= limit))
    throw new InputError(
      `tensor network: expected at most ${limit} nodes, got ${total} (${size.features} feature vectors, ${size.weights} weight matrices); take a smaller graph or depth, or one target`,
    );

  const receivers = receiversOf(adjacency, channels);
  const nodes: NetworkNode[] = [
    {
      legs: [outputLeg(depth, target ?? 0, 0)],
      tensor: createTensor([weights.output.shape[1]], weights.output.data),
    },
  ];
  for (let l = depth; l >= 1; l--) {
    const copies = walkCounts(adjacency, depth - l, target === undefined ? undefined : [target]);
    for (let j = 0; j < vertexCount; j++) {
      let copy = 0;
      for (const { vertex, channel } of receivers[j])
        for (let gamma = 0; gamma < Number(copies[vertex]); gamma++) {
          const legs = [outputLeg(l, vertex, gamma), outputLeg(l - 1, j, copy++)];
          nodes.push({ legs, tensor: weights.layers[l - 1][channel] });
        }
    }
  }
  const copies = walkCounts(adjacency, depth, target === undefined ? undefined : [target]);
  const featureLegs = Array.from({ length: vertexCount }, (_, i) =>
    Array.from({ length: Number(copies[i]) }, (_, gamma) => outputLeg(0, i, gamma)),
  );
  features?.forEach((vector, i) => {
    const tensor = createTensor([dimension], vector);
    for (const leg of featureLegs[i]) nodes.push({ legs: [leg], tensor });
  });
  return { network: { nodes, open: features === undefined ? featureLegs.flat() : [] }, featureLegs, size };

  /** The leg that is delta^(l,i,gamma), or x^(i,gamma) where l = 0. */
  function outputLeg(l: number, i: number, gamma: number): string {
    return l === depth && target === undefined ? "output" : `${l},${i},${gamma}`;
  }
}

/** [V] which vertices receive every vertex's messages, itself among them, ascending, and through which matrix. */
function receiversOf(
  adjacency: Adjacency,
  channels: number,
): (readonly { readonly vertex: number; readonly channel: number }[])[] {
  const { offsets, neighbors } = incomingRows(adjacency);
  const channelOf = edgeChannels(adjacency, channels);
  const receivers = Array.from({ length: adjacency.vertexCount }, (_, j) => [{ vertex: j, channel: 0 }]);
  for (let i = 0; i < adjacency.vertexCount; i++)
    for (let k = offsets[i]; k < offsets[i + 1]; k++)
      receivers[neighbors[k]].push({ vertex: i, channel: channelOf[k] });
  return receivers.map((entries) => entries.sort((a, b) => a.vertex - b.vertex));
}

function checkFeatures(features: readonly Float64Array[], vertexCount: number, dimension: number): void {
  if (features.length !== vertexCount)
    throw new InputError(
      `features: expected ${vertexCount} vectors, one for each vertex, got ${features.length}`,
    );
  const wrong = features.findIndex(({ length }) => length !== dimension);
  if (wrong >= 0)
    throw new InputError(
      `features of vertex ${wrong}: expected ${dimension} numbers, got ${features[wrong].length}`,
    );
}
