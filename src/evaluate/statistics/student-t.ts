/**
 * P(|T| <= t) for T of Student's t distribution with an integer number of degrees of freedom: a finite sum.
 *
 * Source: Abramowitz, Stegun, "Handbook of Mathematical Functions", 26.7.3 and 26.7.4.
 *
 * @param t >= 0
 * @param freedom nu, an integer >= 1
 *
 * Complexity: O(nu). The error is about 1e-15, absolute.
 */
export function studentCentralProbability(t: number, freedom: number): number {
  return ofAngle(Math.atan2(t, Math.sqrt(freedom)), freedom);
}

/**
 * The t with P(|T| <= t) = probability, by halving the angle arctan(t / sqrt(nu)).
 *
 * @param probability in [0, 1)
 * @param freedom nu, an integer >= 1
 */
export function studentCentralQuantile(probability: number, freedom: number): number {
  let low = 0;
  let high = Math.PI / 2;
  for (let k = 0; k < 100; k++) {
    const middle = (low + high) / 2;
    if (ofAngle(middle, freedom) < probability) low = middle;
    else high = middle;
  }
  return Math.sqrt(freedom) * Math.tan((low + high) / 2);
}

/** Both series, with theta = arctan(t / sqrt(nu)); each term is the one before times k / (k + 1) cos^2 theta. */
function ofAngle(angle: number, freedom: number): number {
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const odd = freedom % 2 === 1;
  let term = odd ? cosine : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let k = odd ? 2 : 1; k <= freedom - 3; k += 2) {
    term *= (k / (k + 1)) * cosine * cosine;
    sum += term;
  }
  const value = odd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
  return Math.min(1, Math.max(0, value));
}
