import type { ModeTree } from "../tensor/mode-tree.js";
import type { Inputs } from "./inputs.js";

/** Which rows every node of a mode tree has to compute for given inputs. */
export interface HierarchicalPlan {
  /** By node: number of distinct rows, one for each different combination of its children's rows. */
  readonly rowCounts: readonly number[];
  /** By node, [rows, children]: the row of every child that a row is made of; empty at leaves. */
  readonly childRows: readonly Uint32Array[];
  /** [count]: the root's row of every sample. */
  readonly rootRows: Uint32Array;
}

/**
 * Finds the distinct rows that every node of a mode tree needs, so that samples which agree on a node's modes share its
 * work.
 *
 * With 2048 observed entries of an 8^4 tensor, a node of two modes has at most 64 rows instead of 2048: where
 * observations are dense this is the dense computation, where they are few it is the gathered one.
 *
 * @param leafRows rows of every leaf's (lifted) weight matrix
 *
 * Complexity: O(N count).
 */
export function hierarchicalPlan(
  tree: ModeTree,
  inputs: Inputs,
  leafRows: readonly number[],
): HierarchicalPlan {
  const { count, rows } = inputs;
  const rowCounts: number[] = [];
  const childRows: Uint32Array[] = [];
  const rowOf: Uint32Array[] = []; // by node, [count]: the node's row of every sample
  tree.nodes.forEach(({ children }, place) => {
    if (children.length === 0) {
      rowOf.push(Uint32Array.from({ length: count }, (_, i) => rows[i * tree.order + place]));
      rowCounts.push(leafRows[place]);
      childRows.push(new Uint32Array(0));
      return;
    }
    // Pair by pair: a key is below count * (rows of one child), a safe integer.
    let ids = rowOf[children[0]];
    let distinct = rowCounts[children[0]];
    for (const child of children.slice(1)) {
      const known = new Map<number, number>();
      ids = ids.map((id, i) => {
        const key = id * rowCounts[child] + rowOf[child][i];
        const found = known.get(key) ?? known.size;
        known.set(key, found);
        return found;
      });
      distinct = known.size;
    }
    const made = new Uint32Array(distinct * children.length);
    ids.forEach((id, i) => {
      children.forEach((child, c) => {
        made[id * children.length + c] = rowOf[child][i];
      });
    });
    rowOf.push(ids);
    rowCounts.push(distinct);
    childRows.push(made);
  });
  return { rowCounts, childRows, rootRows: rowOf.at(-1)! };
}
