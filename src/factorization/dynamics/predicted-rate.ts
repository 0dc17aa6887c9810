/** The rate of a norm that theory predicts, and the bounds where the unbalancedness magnitude is not zero. */
export interface PredictedRate {
  /** For unbalancedness magnitude zero: thesis equations 2.7, 3.1 and 3.7. */
  readonly rate: number;
  /** Lower and upper bound for unbalancedness magnitude epsilon: thesis equations 2.5, 2.6, C.2 and C.3. */
  readonly lower: number;
  readonly upper: number;
}

/**
 * Predicted d sigma / dt, under gradient flow, of a singular value, a component's norm or a local component's norm.
 *
 * rate = sigma^(2 - 2/L) L gamma; it lies between sigma^2 / (sigma^(2/L) + epsilon) L gamma and (sigma^(2/L) +
 * epsilon)^(L-1) L gamma. Source: thesis equations 3.1 (L the depth, singular values), 2.5 to 2.7 (L = N the order,
 * component norms), 3.7, C.2 and C.3 (L = children + 1, local component norms). Bounds are not proven for singular
 * values.
 *
 * @param norm sigma > 0; 0 gives the rate 0
 * @param count L, the number of weight vectors (layers) whose norms multiply
 * @param projection gamma, the inner product of minus the loss's gradient with the normalized component
 * @param unbalancedness epsilon >= 0, default 0
 *
 * Complexity: O(1).
 *
 * @example
 * ```ts
 * import { predictedRate } from "seprank/factorization";
 *
 * // Of a product of two layers with singular value 0.25: 2 * 0.25^(2 - 2 / 2) * 3.
 * predictedRate(0.25, 2, 3).rate; // => 1.5
 * ```
 */
export function predictedRate(
  norm: number,
  count: number,
  projection: number,
  unbalancedness = 0,
): PredictedRate {
  if (norm === 0) return { rate: 0, lower: 0, upper: 0 };
  const largest = norm ** (2 / count) + unbalancedness;
  const steep = largest ** (count - 1) * count * projection;
  const shallow = (norm ** 2 / largest) * count * projection;
  return {
    rate: norm ** (2 - 2 / count) * count * projection,
    lower: Math.min(steep, shallow),
    upper: Math.max(steep, shallow),
  };
}
