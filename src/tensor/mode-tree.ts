import { InputError } from "../errors.js";

/** A node of a {@link ModeTree}; it is named by its place in `nodes`. */
export interface ModeTreeNode {
  /** The node's label: its modes, ascending. */
  readonly modes: readonly number[];
  /** The parent's place in `nodes`; -1 at the root. */
  readonly parent: number;
  /** The children's places in `nodes`; none at a leaf. */
  readonly children: readonly number[];
}

/** A rooted tree whose nodes are labelled by sets of modes (thesis Definition 4). */
export interface ModeTree {
  /** N, the number of modes. */
  readonly order: number;
  /** Leaf {n} at place n, for n = 0 .. N - 1; then the interior nodes, children before their parent; the root last. */
  readonly nodes: readonly ModeTreeNode[];
}

/** A mode, or a list of at least two subtrees: `[[0, 1], [2, 3]]` is the perfect binary tree over four modes. */
export type NestedModes = number | readonly NestedModes[];

/**
 * The mode tree of nested lists, every list an interior node over its members.
 *
 * Source: thesis Definition 4. Nodes are identified with their labels there, so a list of one member, which would repeat
 * its member's label, is refused.
 *
 * @param nested a list in which every mode 0 .. N - 1 stands once, N >= 2
 *
 * Complexity: O(nodes * N).
 * @throws InputError where a list has fewer than two members, or the modes are not 0 .. N - 1, each once
 *
 * @example
 * ```ts
 * import { modeTree } from "seprank/tensor";
 *
 * modeTree([[0, 1], 2]).nodes.map(({ modes }) => modes); // => [[0], [1], [2], [0, 1], [0, 1, 2]]
 * ```
 */
export function modeTree(nested: NestedModes): ModeTree {
  const modes = listModes(nested);
  const order = modes.length;
  const sorted = [...modes].sort((a, b) => a - b);
  if (typeof nested === "number" || order < 2 || sorted.some((mode, n) => mode !== n))
    throw new InputError(
      `mode tree ${JSON.stringify(nested)}: expected nested lists holding each mode 0 .. N - 1 once, N >= 2`,
    );
  type Growing = { modes: number[]; parent: number; children: number[] };
  const nodes: Growing[] = sorted.map((mode) => ({ modes: [mode], parent: -1, children: [] }));
  const grow = (part: NestedModes): number => {
    if (typeof part === "number") return part;
    if (part.length < 2)
      throw new InputError(
        `mode tree ${JSON.stringify(nested)}: expected at least two members in every list, got ${JSON.stringify(part)}`,
      );
    const children = part.map(grow);
    const label = children.flatMap((child) => nodes[child].modes).sort((a, b) => a - b);
    const place = nodes.push({ modes: label, parent: -1, children }) - 1;
    for (const child of children) nodes[child].parent = place;
    return place;
  };
  grow(nested);
  return { order, nodes };
}

/**
 * Places of a tree's interior nodes, children before their parent, the root last.
 *
 * @example
 * ```ts
 * import { interiorNodes, perfectModeTree, shallowModeTree } from "seprank/tensor";
 *
 * interiorNodes(shallowModeTree(3)); // => [3]
 * interiorNodes(perfectModeTree(4, 2)).length; // => 3
 * ```
 */
export function interiorNodes(tree: ModeTree): number[] {
  return tree.nodes.flatMap(({ children }, place) => (children.length > 0 ? [place] : []));
}

function listModes(nested: NestedModes): number[] {
  return typeof nested === "number" ? [nested] : nested.flatMap(listModes);
}

/**
 * The perfect P-ary mode tree: every interior node has P children, which split its modes into adjacent runs of equal
 * length.
 *
 * Source: thesis section 3.3.2, Figure 3.4(a), bottom.
 *
 * @param order N, a power of `arity`
 * @param arity P >= 2
 * @throws InputError where `arity` is no integer >= 2 or `order` is no positive power of it
 *
 * @example
 * ```ts
 * import { perfectModeTree } from "seprank/tensor";
 *
 * perfectModeTree(4, 2).nodes.map(({ modes }) => modes); // => [[0], [1], [2], [3], [0, 1], [2, 3], [0, 1, 2, 3]]
 * ```
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

/**
 * The mode tree of a root and N leaves, with which a hierarchical tensor factorization is a CP factorization.
 *
 * Source: thesis section 3.3.2, Figure 3.4(a), top.
 *
 * @throws InputError where `order` is less than 2
 *
 * @example
 * ```ts
 * import { shallowModeTree } from "seprank/tensor";
 *
 * shallowModeTree(3).nodes.map(({ parent }) => parent); // => [3, 3, 3, -1]
 * ```
 */
export function shallowModeTree(order: number): ModeTree {
  return modeTree(Array.from({ length: order }, (_, mode) => mode));
}
