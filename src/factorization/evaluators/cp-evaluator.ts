import type { Float64Arena } from "../../kernels/float64/arena.js";
import { shallowModeTree } from "../../tensor/mode-tree.js";
import type { Inputs } from "../inputs.js";
import { createLift, type Operand } from "../lift.js";
import type { SampleArrays } from "../weight-workspace.js";
import { createChainEvaluator } from "./chain-evaluator.js";
import type { Pass } from "./pair-evaluator.js";
import { productPlan } from "./product-plan.js";
import { createProductTreeEvaluator } from "./product-tree-evaluator.js";

/** Numbers that shared products of rows may take, 256 MiB; above, products are made sample by sample. */
const MOST_SHARED = 2 ** 25;

/** The matrices of a CP form. */
export interface CpFactors {
  /** matrix n is [D_n, R]; their gradients are overwritten */
  readonly factors: readonly Operand[];
  /** R */
  readonly rank: number;
}

/**
 * Predictions of a CP form at given inputs, and their gradient.
 *
 * y_i = sum over r of the product over n of f^n_{i,r}, with f^n_i the row of sample i in the (lifted) factor n. Samples
 * that agree on the first or the second half of the modes share their products.
 *
 * Complexity: O((N * distinct rows + count) R) time for each call.
 */
export function createCpEvaluator(
  arena: Float64Arena,
  { factors, rank }: CpFactors,
  inputs: Inputs,
  arrays: SampleArrays,
): Pass {
  const lifts = factors.map((factor, n) => createLift(arena, inputs, n, { ...factor, columns: rank }));
  if (factors.length > 1) {
    const plan = productPlan(
      shallowModeTree(factors.length),
      inputs,
      lifts.map(({ lifted }) => lifted.rows),
    );
    const shared = plan.products.reduce((sum, { leftRows }) => sum + 2 * leftRows.length * rank, 0);
    if (shared <= MOST_SHARED)
      return createProductTreeEvaluator(arena, plan, { lifts, mixings: [], width: () => rank }, arrays);
  }
  return createChainEvaluator(lifts, rank, inputs, arrays);
}
