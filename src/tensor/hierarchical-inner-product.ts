import { InputError } from "../errors.js";
import { matMul } from "../kernels/float64/mat-mul.js";
import { matMulTransposedLeft } from "../kernels/float64/mat-mul-transposed-left.js";
import { checkHierarchicalTensor, type HierarchicalTensor } from "./hierarchical-tensor.js";

/**
 * Inner product of two tensors in hierarchical form over one mode tree, without building either.
 *
 * With G^(v)_{r,s} = <A^(v,r), B^(v,s)>: G^(v) = A^(v)^T B^(v) at a leaf, A^(v)^T (entrywise product of the children's G)
 * B^(v) at an interior node; the result is the root's G. The square norm of a tensor is its inner product with itself.
 *
 * Complexity: O(sum over nodes of (R_v + S_Pa(v)) R_Pa(v) S_v) time.
 * @throws InputError where a form does not fit its tree, or the trees or shapes differ
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
