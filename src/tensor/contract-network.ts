import { InputError } from "../errors.js";
import { createTensor, type Tensor } from "./tensor.js";
import { contractPair, legDimensions, type NetworkNode, type TensorNetwork } from "./tensor-network.js";

/**
 * The tensor that a network stands for, its modes the open legs.
 *
 * Two nodes at a time: those whose product is least in size against the two of them together, the usual greedy order;
 * legs that no other node has and that are not open are summed on the way. The best order is NP-hard to find. Source:
 * thesis appendix D.3.2; for the order, Gray and Kourtis (2021, "Hyper-optimized tensor network contraction"), section 3.
 *
 * Complexity: O(n^3) to choose, with n nodes, beside the products themselves.
 * @throws InputError where the network has no nodes or is none (see {@link legDimensions}), or an intermediate tensor
 *   would not fit in memory
 *
 * @example
 * ```ts
 * import { contractNetwork, createTensor } from "seprank/tensor";
 *
 * const matrix = createTensor([2, 2], Float64Array.of(1, 2, 3, 4));
 * const vector = createTensor([2], Float64Array.of(1, 1));
 * // A matrix times a vector: the leg "b" joins them, "a" stays open.
 * const nodes = [{ legs: ["a", "b"], tensor: matrix }, { legs: ["b"], tensor: vector }];
 * [...contractNetwork({ nodes, open: ["a"] }).data]; // => [3, 7]
 * ```
 */
export function contractNetwork(network: TensorNetwork): Tensor {
  const dimensions = legDimensions(network);
  if (network.nodes.length === 0)
    throw new InputError("tensor network: expected at least one node, got none");
  const size = (legs: readonly string[]) => legs.reduce((product, leg) => product * dimensions.get(leg)!, 1);
  let nodes: readonly NetworkNode[] = network.nodes;
  while (nodes.length > 1) {
    const uses = new Map<string, number>(network.open.map((leg) => [leg, 1]));
    for (const { legs } of nodes) for (const leg of legs) uses.set(leg, (uses.get(leg) ?? 0) + 1);
    let best: { i: number; j: number; kept: string[]; growth: number } | undefined;
    for (let i = 0; i < nodes.length; i++)
      for (let j = i + 1; j < nodes.length; j++) {
        const [left, right] = [nodes[i].legs, nodes[j].legs];
        const kept = [...new Set([...left, ...right])].filter(
          (leg) => uses.get(leg)! > Number(left.includes(leg)) + Number(right.includes(leg)),
        );
        const growth = size(kept) - size(left) - size(right);
        if (best === undefined || growth < best.growth) best = { i, j, kept, growth };
      }
    const { i, j, kept } = best!;
    const product = contractPair(nodes[i], nodes[j], kept);
    nodes = [...nodes.filter((_, k) => k !== i && k !== j), product];
  }
  // The last node: what is left to sum, and the order of the open legs.
  const one: NetworkNode = { legs: [], tensor: createTensor([], Float64Array.of(1)) };
  return contractPair(nodes[0], one, network.open).tensor;
}
