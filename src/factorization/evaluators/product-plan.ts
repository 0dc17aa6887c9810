import type { ModeTree } from "../../tensor/mode-tree.js";
import type { Inputs } from "../inputs.js";

/** Products of rows of two nodes: row k is left[leftRows[k]] * right[rightRows[k]]. */
export interface ProductNode {
  /** Places of the nodes: leaf n at n, then the products in their order. */
  readonly left: number;
  readonly right: number;
  /** [rows] */
  readonly leftRows: Uint32Array;
  /** [rows] */
  readonly rightRows: Uint32Array;
  /** The mode tree's node whose products these are; absent where more children are still to be multiplied in. */
  readonly treeNode?: number;
}

/** Which products of rows have to be computed for given inputs, two factors at a time. */
export interface ProductPlan {
  /** Leaves' children before their parents. */
  readonly products: readonly ProductNode[];
  /** The last product, whose rows are the samples: it is summed, not built. */
  readonly root: ProductNode;
}

/**
 * Finds the distinct rows that every node of a mode tree needs, so that samples which agree on a node's modes share its
 * work.
 *
 * With 2048 observed entries of an 8^4 tensor, a node of two modes has at most 64 rows instead of 2048: where
 * observations are dense this is the dense computation, where they are few it is the gathered one. The children of a node
 * are multiplied in halves, so that a flat tree has shared rows too.
 *
 * @param leafRows rows of every leaf's (lifted) weight matrix
 *
 * Complexity: O(N count).
 */
export function productPlan(tree: ModeTree, inputs: Inputs, leafRows: readonly number[]): ProductPlan {
  const { order, nodes } = tree;
  const { count, rows } = inputs;
  const products: ProductNode[] = [];
  const known: Known[] = leafRows.map((rowCount, n) => ({
    place: n,
    rowCount,
    rowOf: Uint32Array.from({ length: count }, (_, i) => rows[i * order + n]),
  }));
  const multiply = (factors: readonly Known[], treeNode?: number): Known => {
    if (factors.length === 1) return factors[0];
    const [left, right] = halves(factors).map((half) => multiply(half));
    const { made, rowOf } = distinctPairs(left, right);
    products.push({
      left: left.place,
      right: right.place,
      leftRows: made.map((i) => left.rowOf[i]),
      rightRows: made.map((i) => right.rowOf[i]),
      ...(treeNode !== undefined && { treeNode }),
    });
    return { place: order + products.length - 1, rowCount: made.length, rowOf };
  };
  const rootPlace = nodes.length - 1;
  for (let v = order; v < rootPlace; v++)
    known.push(
      multiply(
        nodes[v].children.map((child) => known[child]),
        v,
      ),
    );
  const [left, right] = halves(nodes[rootPlace].children.map((child) => known[child])).map((half) =>
    multiply(half),
  );
  const root = {
    left: left.place,
    right: right.place,
    leftRows: left.rowOf,
    rightRows: right.rowOf,
    treeNode: rootPlace,
  };
  return { products, root };
}

interface Known {
  readonly place: number;
  readonly rowCount: number;
  /** [count]: the node's row of every sample. */
  readonly rowOf: Uint32Array;
}

function halves<T>(list: readonly T[]): [readonly T[], readonly T[]] {
  const middle = list.length >> 1;
  return [list.slice(0, middle), list.slice(middle)];
}

/** One sample of every different pair of rows, and every sample's place among them. */
function distinctPairs(left: Known, right: Known): { made: Uint32Array; rowOf: Uint32Array } {
  const seen = new Map<number, number>(); // a key is below (rows of left) * (rows of right), a safe integer
  const made: number[] = [];
  const rowOf = left.rowOf.map((row, i) => {
    const key = row * right.rowCount + right.rowOf[i];
    const found = seen.get(key);
    if (found !== undefined) return found;
    seen.set(key, made.length);
    return made.push(i) - 1;
  });
  return { made: Uint32Array.from(made), rowOf };
}
