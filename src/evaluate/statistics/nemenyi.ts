import { normalDensity, normalTail } from "./normal.js";

/** The integrand is below 1e-16 outside of -8 .. 8; steps of the trapezoid rule, which converges geometrically here. */
const END = 8.5;
const STEPS = 400;

/**
 * P(Q <= q) of the studentized range of k normal values of known deviation (infinite degrees of freedom):
 *
 *   k integral of density(z) (P(Z <= z) - P(Z <= z - q))^(k - 1) dz.
 *
 * Source: Tukey, "The problem of multiple comparisons" (1953); Hartley, "The range in random samples" (1942).
 *
 * @param q >= 0
 * @param k an integer >= 2
 *
 * Complexity: O(1). The error is about 1e-12, absolute.
 */
export function studentizedRangeProbability(q: number, k: number): number {
  const step = (2 * END) / STEPS;
  let sum = 0;
  for (let i = 0; i <= STEPS; i++) {
    const z = -END + i * step;
    // P(Z > z - q) - P(Z > z), the larger one first, so that little cancels.
    sum += normalDensity(z) * (normalTail(z - q) - normalTail(z)) ** (k - 1);
  }
  return Math.min(1, k * step * sum);
}

/** The q with P(Q <= q) = probability, see {@link studentizedRangeProbability}, by halving. */
export function studentizedRangeQuantile(probability: number, k: number): number {
  let [low, high] = [0, 100];
  for (let turn = 0; turn < 60; turn++) {
    const middle = (low + high) / 2;
    if (studentizedRangeProbability(middle, k) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Nemenyi's critical difference: two of k methods differ, at a family-wise error of alpha, where their mean ranks over N blocks are at least
 *
 *   q_alpha / sqrt(2) sqrt(k (k + 1) / (6 N))
 *
 * apart, q_alpha the quantile of the studentized range with infinite degrees of freedom.
 *
 * Source: Nemenyi, "Distribution-free multiple comparisons" (1963); Demsar, "Statistical comparisons of classifiers over multiple data sets"
 * (JMLR 2006), section 3.2.2.
 *
 * @param methods k >= 2
 * @param blocks N >= 1
 * @param alpha in (0, 1); default 0.05
 */
export function nemenyiDifference(methods: number, blocks: number, alpha = 0.05): number {
  const quantile = studentizedRangeQuantile(1 - alpha, methods) / Math.SQRT2;
  return quantile * Math.sqrt((methods * (methods + 1)) / (6 * blocks));
}
