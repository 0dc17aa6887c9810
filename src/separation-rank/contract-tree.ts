import { InputError } from "../errors.js";
import {
  contractPair,
  legDimensions,
  type NetworkNode,
  type TensorNetwork,
} from "../tensor/tensor-network.js";

/**
 * The number that a tensor network without open legs contracts to, where it is a tree, as those of graph neural networks
 * are: from its leaves on, so that no tensor is larger than the nodes there are.
 *
 * A leg of several nodes all but one of which are vectors is done first: the vectors' entrywise product, then its
 * contraction with the last node. In any other network some intermediate tensors may be large; see `contractNetwork`.
 *
 * Source: thesis appendix D.3.2.
 *
 * Complexity: O(entries of all nodes).
 * @throws InputError where the network is none (see `legDimensions`), has open legs, is in several pieces, or is no tree
 *
 * @example
 * ```ts
 * import { contractTree } from "seprank/separation-rank";
 * import { createTensor } from "seprank/tensor";
 *
 * const vector = createTensor([2], Float64Array.of(3, 4));
 * contractTree({ nodes: [{ legs: ["a"], tensor: vector }, { legs: ["a"], tensor: vector }], open: [] }); // => 25
 * ```
 */
export function contractTree(network: TensorNetwork): number {
  if (network.open.length > 0 || network.nodes.length === 0)
    throw new InputError(
      `tree: expected nodes without open legs, got ${network.nodes.length} nodes, ${network.open.length} open legs`,
    );
  legDimensions(network);
  const nodes: (NetworkNode | undefined)[] = [...network.nodes];
  let left = nodes.length;
  const members = new Map<string, Set<number>>();
  nodes.forEach((node, k) => {
    for (const leg of node!.legs) members.set(leg, (members.get(leg) ?? new Set()).add(k));
  });
  /** By leg, how many of its nodes have other legs too. */
  const wide = new Map([...members].map(([leg, own]) => [leg, [...own].filter((k) => order(k) > 1).length]));
  const ready = [...members.keys()].filter((leg) => wide.get(leg)! <= 1);
  for (let leg = ready.pop(); leg !== undefined; leg = ready.pop()) {
    const [first, ...rest] = [...members.get(leg)!].sort((a, b) => order(a) - order(b));
    members.delete(leg);
    let node = nodes[first]!;
    for (const k of rest) {
      const other = nodes[k]!;
      const kept = [...new Set([...node.legs, ...other.legs])].filter(
        (own) => own !== leg || k !== rest.at(-1),
      );
      node = contractPair(node, other, kept);
      nodes[k] = undefined;
      left--;
    }
    // A leg of one node is summed with nothing.
    if (rest.length === 0)
      node = contractPair(
        node,
        { legs: [], tensor: { shape: [], data: Float64Array.of(1) } },
        node.legs.filter((own) => own !== leg),
      );
    nodes[first] = node;
    for (const own of node.legs) {
      const others = members.get(own)!;
      for (const k of rest) others.delete(k);
      others.add(first);
    }
    if (node.legs.length === 1) {
      const [only] = node.legs;
      wide.set(only, wide.get(only)! - 1);
      if (wide.get(only) === 1 || (wide.get(only) === 0 && members.get(only)!.size === 1)) ready.push(only);
    }
  }
  const last = nodes.filter((node) => node !== undefined);
  if (left !== 1 || last[0].legs.length > 0)
    throw new InputError(`tree: expected one connected tree, got a network that leaves ${left} nodes`);
  return last[0].tensor.data[0];

  function order(k: number): number {
    return nodes[k]!.legs.length;
  }
}
