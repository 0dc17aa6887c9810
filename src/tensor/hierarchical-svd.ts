import { InputError } from "../errors.js";
import { matMul, matMulTransposedLeft } from "../kernels/float64/mat-mul.js";
import { matricize, tensorize } from "./matricization.js";
import type { ModeTree } from "./mode-tree.js";
import { checkOrder, distanceFromRank, frobeniusNorm } from "./rank-measures.js";
import { svd } from "./svd.js";
import { createTensor, type Tensor } from "./tensor.js";

/** A tensor cut down to a hierarchical rank, with how far it can be from the one it was cut from. */
export interface HierarchicalTruncation {
  /** Of the same shape, of hierarchical tensor rank at most the ranks asked for. */
  readonly tensor: Tensor;
  /**
   * By place in the tree's nodes, without the root: the distance from the node's matricization to its rank; 0 for the
   * second child of a binary root, which is not cut a second time.
   */
  readonly discarded: Float64Array;
  /**
   * The truncation's error is at most this: the root of the sum of the squares of `discarded` over the nodes that were
   * cut.
   */
  readonly bound: number;
}

/**
 * Hierarchical singular value decomposition: truncates a tensor to a given hierarchical tensor rank.
 *
 * The tensor is projected on the span of the leading left singular vectors of its own matricization at every node but the
 * root, parents before children, so that a later projection cannot raise an earlier node's rank. The error is at most
 * `bound`, and at most (number of nodes cut)^(1/2) times that of the best tensor of these ranks. Source: Grasedyck
 * (2010), Theorem 11, whose proof holds for any mode tree. The two children of a binary root have one matricization,
 * transposed: the first is cut, to the smaller of their ranks.
 *
 * @param ranks >= 1, by place in `tree.nodes`, without the root
 *
 * Complexity: one singular value decomposition and two products of a matricization at every node.
 * @throws InputError where the tensor's order is not the tree's, or the ranks are not positive integers, one for each
 *   node
 *
 * @example
 * ```ts
 * import { createTensor, hierarchicalSvd, shallowModeTree } from "seprank/tensor";
 *
 * const diagonal = createTensor([2, 2], Float64Array.of(3, 0, 0, 1));
 * const { tensor, bound } = hierarchicalSvd(diagonal, shallowModeTree(2), [1, 1]);
 * [...tensor.data].map(Math.round); // => [3, 0, 0, 0]
 * bound; // ≈ 1.000
 * ```
 */
export function hierarchicalSvd(
  tensor: Tensor,
  tree: ModeTree,
  ranks: readonly number[],
): HierarchicalTruncation {
  checkOrder(tensor, tree);
  const cut = tree.nodes.slice(0, -1);
  if (ranks.length !== cut.length || ranks.some((rank) => !Number.isInteger(rank) || rank < 1))
    throw new InputError(
      `hierarchical rank [${ranks.join(", ")}]: expected ${cut.length} positive integers, one for each node but the root`,
    );
  const rootChildren = tree.nodes.at(-1)!.children;
  const discarded = new Float64Array(cut.length);
  let result = tensor;
  for (let place = cut.length - 1; place >= 0; place--) {
    const { modes } = cut[place];
    const sameSize = rootChildren.length === 2 ? rootChildren.indexOf(place) : -1;
    if (sameSize === 1) continue;
    const rank = sameSize === 0 ? Math.min(ranks[place], ranks[rootChildren[1]]) : ranks[place];
    const { left, values } = svd(matricize(tensor, modes));
    discarded[place] = distanceFromRank(values, rank);
    if (rank < values.length) result = project(result, modes, left, rank);
  }
  return { tensor: result, discarded, bound: frobeniusNorm(discarded) };
}

/** U U^T applied to the tensor's matricization by `modes`, U the first `rank` columns of `basis`. */
function project(tensor: Tensor, modes: readonly number[], basis: Tensor, rank: number): Tensor {
  const [rows, width] = basis.shape;
  const leading = new Float64Array(rows * rank);
  for (let row = 0; row < rows; row++)
    leading.set(basis.data.subarray(row * width, row * width + rank), row * rank);
  const matrix = matricize(tensor, modes);
  const columns = matrix.shape[1];
  const coordinates = new Float64Array(rank * columns);
  matMulTransposedLeft(leading, matrix.data, coordinates, rank, rows, columns);
  const projected = createTensor(matrix.shape);
  matMul(leading, coordinates, projected.data, rows, rank, columns);
  return tensorize(projected, modes, tensor.shape);
}
