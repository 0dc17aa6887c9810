import { InputError } from "../errors.js";
import { type ModeTree, modeTree, type NestedModes } from "./mode-tree.js";

/**
 * The perfect P-ary mode tree: every interior node has P children, which split its modes into adjacent runs of equal
 * length.
 *
 * Source: thesis section 3.3.2, Figure 3.4(a), bottom.
 *
 * @param order N, a power of `arity`
 * @param arity P >= 2
 * @throws InputError where `arity` is no integer >= 2 or `order` is no positive power of it
 */
export function perfectModeTree(order: number, arity: number): ModeTree {
  if (!Number.isInteger(arity) || arity < 2)
    throw new InputError(`mode tree arity: expected an integer >= 2, got ${arity}`);
  let level: NestedModes[] = Array.from({ length: order }, (_, mode) => mode);
  while (level.length >= arity && level.length % arity === 0)
    level = Array.from({ length: level.length / arity }, (_, k) => level.slice(k * arity, (k + 1) * arity));
  if (level.length !== 1 || typeof level[0] === "number")
    throw new InputError(
      `perfect ${arity}-ary mode tree: expected an order that is a power of ${arity}, got ${order}`,
    );
  return modeTree(level[0]);
}
