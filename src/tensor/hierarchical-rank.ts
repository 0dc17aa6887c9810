import { InputError } from "../errors.js";
import { matricize } from "./matricization.js";
import type { ModeTree } from "./mode-tree.js";
import { numericalRank } from "./numerical-rank.js";
import type { Tensor } from "./tensor.js";

/**
 * Hierarchical tensor rank: the ranks of a tensor's matricizations by all nodes of a mode tree but its root.
 *
 * Source: thesis Definition 7.
 *
 * @param tolerance see {@link numericalRank}
 * @returns rank by place in `tree.nodes`, without the root, which is last there
 *
 * Complexity: one singular value decomposition of a matricization at every node.
 * @throws InputError where the tensor's order is not the tree's
 */
export function hierarchicalRank(tensor: Tensor, tree: ModeTree, tolerance?: number): number[] {
  checkOrder(tensor, tree);
  return tree.nodes.slice(0, -1).map(({ modes }) => numericalRank(matricize(tensor, modes), tolerance));
}

/** @throws InputError where the tensor's order is not the tree's */
export function checkOrder(tensor: Tensor, tree: ModeTree): void {
  if (tensor.shape.length !== tree.order)
    throw new InputError(
      `mode tree: expected one over ${tensor.shape.length} modes as in the tensor, got ${tree.order}`,
    );
}
