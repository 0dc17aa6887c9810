import { createFloat64Arena } from "../../kernels/float64/arena.js";
import { cpToTensor } from "../../tensor/cp-tensor.js";
import { createTensor, entryCount } from "../../tensor/tensor.js";
import { createCpEvaluator } from "../evaluators/cp-evaluator.js";
import { blockViews, type ComponentFactorization, checkCount, layOut } from "../factorization.js";
import { largestImbalance, type Slice } from "../slice.js";
import { createWeightWorkspace } from "../weight-workspace.js";

/** A CP ("tensor") factorization. */
export interface CpFactorization extends ComponentFactorization {
  readonly kind: "cp";
  /** R. */
  readonly componentCount: number;
}

/**
 * CP factorization: the end tensor is sum over r of w_r^1 ⊗ ... ⊗ w_r^N.
 *
 * Source: thesis equation 2.3; unbalancedness magnitude by Definition 3. Block n is W^(n), [D_n, R], with column r =
 * w_r^n.
 *
 * @param shape [D_1, ..., D_N]
 * @param componentCount R; the product of all dimensions over the largest restricts nothing
 * @throws InputError where a dimension or R is no positive integer
 *
 * @example
 * ```ts
 * import { cpFactorization } from "seprank/factorization";
 *
 * const model = cpFactorization([2, 2], 1);
 * [...model.endTensor(Float64Array.of(1, 2, 3, 4)).data]; // => [3, 4, 6, 8]
 * ```
 */
export function cpFactorization(shape: readonly number[], componentCount: number): CpFactorization {
  checkCount(componentCount, 1, "number of components");
  for (const dimension of shape) entryCount([dimension]);
  const { blocks, weightCount } = layOut(
    shape.map((rows, n) => ({ name: `W${n}`, rows, columns: componentCount })),
  );
  const components = Array.from({ length: componentCount }, (_, r) =>
    blocks.map(({ offset, rows, columns }): Slice => ({ offset: offset + r, stride: columns, length: rows })),
  );
  return {
    kind: "cp",
    shape,
    componentCount,
    blocks,
    weightCount,
    components,
    evaluator(inputs, kernels) {
      const arena = createFloat64Arena(kernels);
      const workspace = createWeightWorkspace(arena, blocks, weightCount, inputs.count);
      const factors = shape.map((rows, n) => ({
        rows,
        values: workspace.weights[n],
        gradient: workspace.gradients[n],
      }));
      const { forward, backward } = createCpEvaluator(
        arena,
        { factors, rank: componentCount },
        inputs,
        workspace,
      );
      return workspace.evaluator(forward, backward);
    },
    endTensor: (weights) =>
      cpToTensor({
        factors: blockViews(blocks)(weights).map((data, n) => createTensor([shape[n], componentCount], data)),
      }),
    unbalancedness: (weights) => largestImbalance(weights, components),
  };
}
