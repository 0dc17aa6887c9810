import { InputError } from "../errors.js";
import { matMul, matMulTransposedLeft } from "../kernels/float64/mat-mul.js";
import type { ModeTree } from "./mode-tree.js";
import { permuteModes } from "./permute-modes.js";
import { khatriRao } from "./products.js";
import { checkMatrix, createTensor, type Tensor } from "./tensor.js";

/** A tensor as a tree of local sums of components (thesis equation 3.3). */
export interface HierarchicalTensor {
  readonly tree: ModeTree;
  /**
   * Weight matrix of every node of the tree, W^(v) of shape [R_v, R_Pa(v)]: R_v is the mode's dimension at a leaf and the
   * number of local components at an interior node; R_Pa(root) = 1.
   */
  readonly weights: readonly Tensor[];
}

/**
 * The full tensor of a hierarchical form.
 *
 * Column r of W^(v,:) = pi_v(column-wise outer products over the children) W^(v), from the leaves to the root, where pi_v
 * puts the modes in ascending order. Source: thesis equation 3.3.
 *
 * @returns shape [D_1, ..., D_N]
 *
 * Complexity: O(sum over nodes of R_v R_Pa(v) prod of D_n over the node's modes).
 * @throws InputError where a weight matrix has another shape than the tree asks for, or a tensor would not fit in memory
 *
 * @example
 * ```ts
 * import { createTensor, hierarchicalToTensor, shallowModeTree } from "seprank/tensor";
 *
 * const column = createTensor([2, 1], Float64Array.of(1, 2));
 * const form = { tree: shallowModeTree(2), weights: [column, column, createTensor([1, 1], Float64Array.of(1))] };
 * [...hierarchicalToTensor(form).data]; // => [1, 2, 2, 4]
 * ```
 */
export function hierarchicalToTensor(form: HierarchicalTensor): Tensor {
  checkHierarchicalTensor(form);
  const { tree, weights } = form;
  const dimension = (mode: number) => weights[mode].shape[0];
  // Node v's intermediate tensors W^(v,1), ..., W^(v,R_Pa(v)) as columns of a matrix, rows over v's modes ascending.
  const columns: Tensor[] = [];
  tree.nodes.forEach(({ modes, children }, place) => {
    if (children.length === 0) {
      columns.push(weights[place]);
      return;
    }
    const products = khatriRao(children.map((child) => columns[child]));
    const [inner, outer] = weights[place].shape;
    const rows = products.shape[0];
    const mixed = createTensor([rows, outer]);
    matMul(products.data, weights[place].data, mixed.data, rows, inner, outer);
    const found = children.flatMap((child) => tree.nodes[child].modes);
    const arranged = createTensor([...found.map(dimension), outer], mixed.data);
    const sorted = permuteModes(arranged, [...modes.map((mode) => found.indexOf(mode)), found.length]);
    columns.push(createTensor([rows, outer], sorted.data));
  });
  return createTensor(
    Array.from({ length: tree.order }, (_, mode) => dimension(mode)),
    columns.at(-1)!.data,
  );
}

/** @throws InputError where there is not one weight matrix of the shape that the tree asks for at every node */
export function checkHierarchicalTensor({ tree, weights }: HierarchicalTensor): void {
  if (weights.length !== tree.nodes.length)
    throw new InputError(
      `hierarchical form: expected ${tree.nodes.length} weight matrices, one for each node, got ${weights.length}`,
    );
  tree.nodes.forEach(({ modes, parent }, place) => {
    checkMatrix(weights[place], `weights of node {${modes.join(", ")}}`);
    const expected = parent < 0 ? 1 : weights[parent].shape[0];
    if (weights[place].shape[1] !== expected)
      throw new InputError(
        `weights of node {${modes.join(", ")}}: expected ${expected} columns (its parent's local components), got ${weights[place].shape[1]}`,
      );
  });
}

/**
 * Inner product of two tensors in hierarchical form over one mode tree, without building either.
 *
 * With G^(v)_{r,s} = <A^(v,r), B^(v,s)>: G^(v) = A^(v)^T B^(v) at a leaf, A^(v)^T (entrywise product of the children's G)
 * B^(v) at an interior node; the result is the root's G. The square norm of a tensor is its inner product with itself.
 *
 * Complexity: O(sum over nodes of (R_v + S_Pa(v)) R_Pa(v) S_v) time.
 * @throws InputError where a form does not fit its tree, or the trees or shapes differ
 *
 * @example
 * ```ts
 * import { createTensor, hierarchicalInnerProduct, shallowModeTree } from "seprank/tensor";
 *
 * const ones = (rows: number, columns: number) => createTensor([rows, columns], new Float64Array(rows * columns).fill(1));
 * const form = { tree: shallowModeTree(2), weights: [ones(2, 1), ones(2, 1), ones(1, 1)] };
 * hierarchicalInnerProduct(form, form); // => 4
 * ```
 */
export function hierarchicalInnerProduct(left: HierarchicalTensor, right: HierarchicalTensor): number {
  checkHierarchicalTensor(left);
  checkHierarchicalTensor(right);
  const labels = [left, right].map(({ tree }) => tree.nodes.map(({ modes }) => modes.join()).join(" "));
  if (labels[0] !== labels[1])
    throw new InputError("hierarchical inner product: expected two forms over one mode tree");
  const grams: Float64Array[] = [];
  left.tree.nodes.forEach(({ modes, children }, place) => {
    const [leftInner, leftOuter] = left.weights[place].shape;
    const [rightInner, rightOuter] = right.weights[place].shape;
    const gram = new Float64Array(leftOuter * rightOuter);
    if (children.length === 0) {
      if (leftInner !== rightInner)
        throw new InputError(
          `hierarchical inner product: expected one dimension in mode ${modes[0]}, got ${leftInner} and ${rightInner}`,
        );
      matMulTransposedLeft(
        left.weights[place].data,
        right.weights[place].data,
        gram,
        leftOuter,
        leftInner,
        rightOuter,
      );
    } else {
      const products = Float64Array.from(grams[children[0]]);
      for (const child of children.slice(1))
        for (let k = 0; k < products.length; k++) products[k] *= grams[child][k];
      const half = new Float64Array(leftInner * rightOuter);
      matMul(products, right.weights[place].data, half, leftInner, rightInner, rightOuter);
      matMulTransposedLeft(left.weights[place].data, half, gram, leftOuter, leftInner, rightOuter);
    }
    grams.push(gram);
  });
  return grams.at(-1)![0];
}
