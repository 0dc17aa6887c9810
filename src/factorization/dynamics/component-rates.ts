import { type Slice, sliceProduct } from "../slice.js";
import { type PredictedRate, predictedRate } from "./predicted-rate.js";

/** A component's norm and how theory says it moves. */
export interface ComponentRate extends PredictedRate {
  /** sigma, the product of the norms of the component's weight vectors. */
  readonly norm: number;
  /** gamma, the inner product of minus the loss's gradient with the normalized component. */
  readonly projection: number;
}

/**
 * Norms of components and their predicted rates: components of a CP factorization, or local components at a node.
 *
 * Source: thesis Theorem 3 and Corollary 2 (equations 2.5 to 2.7), Theorem 5 (3.7), Theorem 9 (C.2, C.3). The end tensor
 * is linear in each weight vector w of a component, so gamma = -<gradient with respect to w, w> / sigma for any of them:
 * no full tensor is needed.
 *
 * @param components slices of every component: `components` of a CP factorization, `localComponents[v]` of a hierarchical
 *   one
 * @param weights flat
 * @param gradient of the loss with respect to the weights
 * @param unbalancedness epsilon of the bounds, default 0
 *
 * Complexity: O(weights of the components).
 *
 * @example
 * ```ts
 * import {
  completionTask,
  componentRates,
  cpFactorization,
  createObjective,
  halfSquareLoss,
} from "seprank/factorization";
 *
 * const model = cpFactorization([2, 2], 1);
 * const objective = createObjective(model, completionTask([2, 2], { indices: [[0, 0]], values: [4] }, halfSquareLoss));
 * const weights = Float64Array.of(1, 0, 1, 0);
 * const gradient = new Float64Array(4);
 * objective.valueAndGradient(weights, gradient);
 * // One component of norm 1 and order 2, with the gradient 1 - 4 in its direction: 2 * 3.
 * componentRates(model.components, weights, gradient).map(({ rate }) => rate); // => [6]
 * ```
 */
export function componentRates(
  components: readonly (readonly Slice[])[],
  weights: Float64Array,
  gradient: Float64Array,
  unbalancedness = 0,
): ComponentRate[] {
  return components.map((slices) => {
    const norm = componentNorm(slices, weights);
    const projection = norm === 0 ? 0 : -sliceProduct(weights, gradient, slices[0]) / norm;
    return { norm, projection, ...predictedRate(norm, slices.length, projection, unbalancedness) };
  });
}

/**
 * Norm of the outer product of a component's weight vectors: the product of their norms. O(length of the slices).
 *
 * @example
 * ```ts
 * import { componentNorm } from "seprank/factorization";
 *
 * const slices = [{ offset: 0, stride: 1, length: 2 }, { offset: 2, stride: 1, length: 2 }];
 * componentNorm(slices, Float64Array.of(3, 4, 0, 2)); // => 10
 * ```
 */
export function componentNorm(slices: readonly Slice[], weights: Float64Array): number {
  return Math.sqrt(slices.reduce((product, slice) => product * sliceProduct(weights, weights, slice), 1));
}
