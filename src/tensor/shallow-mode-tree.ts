import { type ModeTree, modeTree } from "./mode-tree.js";

/**
 * The mode tree of a root and N leaves, with which a hierarchical tensor factorization is a CP factorization.
 *
 * Source: thesis section 3.3.2, Figure 3.4(a), top.
 *
 * @throws InputError where `order` is less than 2
 */
export function shallowModeTree(order: number): ModeTree {
  return modeTree(Array.from({ length: order }, (_, mode) => mode));
}
