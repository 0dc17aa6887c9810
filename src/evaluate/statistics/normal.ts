/** Beyond so many standard deviations the power series loses digits to cancellation. */
const SERIES_END = 3;
const TERMS_OF_FRACTION = 80;

/** Density of the standard normal distribution. */
export function normalDensity(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
}

/**
 * P(X > x) of the standard normal distribution.
 *
 * Within three standard deviations 1/2 - density(x) (x + x^3/3 + x^5/(3 5) + ...), beyond them Laplace's continued fraction.
 *
 * Source: Marsaglia, "Evaluating the normal distribution" (2004); Abramowitz, Stegun, "Handbook of Mathematical Functions", 26.2.14.
 *
 * Complexity: O(1). The error is about 1e-15 absolute within three deviations, 1e-13 relative beyond.
 */
export function normalTail(x: number): number {
  if (x < 0) return 1 - normalTail(-x);
  if (x > SERIES_END) {
    let below = x;
    for (let k = TERMS_OF_FRACTION; k >= 1; k--) below = x + k / below;
    return normalDensity(x) / below;
  }
  let term = x;
  let sum = x;
  for (let k = 3; term > 1e-17 * sum; k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 - normalDensity(x) * sum;
}
