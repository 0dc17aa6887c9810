import { InputError } from "../../errors.js";
import type { HierarchicalFactorization } from "./hierarchical-factorization.js";

/**
 * A hierarchical factorization as the convolutional network with product pooling that it is: the outputs of all its layers
 * for one input, a vector at every location.
 *
 * h^(n) = x^(n) at location n; (W^(v))^T h^(v) is node v's locally connected linear layer, without an activation; h^(v) of
 * an interior node multiplies its children's linear outputs channel by channel (the pooling window); the root's linear
 * output is the network's. Source: thesis Figure 3.2 and appendix C.1, whose Proposition 8 says that it is <x^(1) ⊗ ... ⊗
 * x^(N), end tensor>. For many inputs and for gradients, `factorization.evaluator(vectorInputs(...))`.
 *
 * @param weights flat, [weightCount]
 * @param input x^(n) of every mode, [D_n]
 * @returns the linear output of every node, in the order of `factorization.tree.nodes`: [R_Pa(v)], of the root [1]
 *
 * Complexity: O(weights).
 * @throws InputError where the weights or an input vector have another length
 *
 * @example
 * ```ts
 * import { hierarchicalFactorization, productPoolingNetwork } from "seprank/factorization";
 * import { perfectModeTree } from "seprank/tensor";
 *
 * const model = hierarchicalFactorization([2, 2], perfectModeTree(2, 2), 1);
 * const layers = productPoolingNetwork(model, new Float64Array(model.weightCount).fill(1), [[1, 2], [3, 4]]);
 * layers.at(-1); // => Float64Array.of(21)
 * ```
 */
export function productPoolingNetwork(
  { tree, blocks, weightCount }: HierarchicalFactorization,
  weights: Float64Array,
  input: readonly ArrayLike<number>[],
): readonly Float64Array[] {
  if (weights.length !== weightCount)
    throw new InputError(`weights: expected ${weightCount}, got ${weights.length}`);
  if (input.length !== tree.order)
    throw new InputError(`network input: expected ${tree.order} vectors, one a mode, got ${input.length}`);
  const outputs: Float64Array[] = [];
  tree.nodes.forEach(({ children }, v) => {
    const { offset, rows, columns } = blocks[v];
    const hidden =
      children.length === 0
        ? input[v]
        : Float64Array.from({ length: rows }, (_, r) =>
            children.reduce((product, child) => product * outputs[child][r], 1),
          );
    if (hidden.length !== rows)
      throw new InputError(`network input of mode ${v}: expected ${rows} numbers, got ${hidden.length}`);
    const linear = new Float64Array(columns);
    for (let r = 0; r < rows; r++)
      for (let s = 0; s < columns; s++) linear[s] += weights[offset + r * columns + s] * hidden[r];
    outputs.push(linear);
  });
  return outputs;
}
