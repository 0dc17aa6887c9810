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

/** Places of a tree's interior nodes, children before their parent, the root last. */
export function interiorNodes(tree: ModeTree): number[] {
  return tree.nodes.flatMap(({ children }, place) => (children.length > 0 ? [place] : []));
}

function listModes(nested: NestedModes): number[] {
  return typeof nested === "number" ? [nested] : nested.flatMap(listModes);
}
