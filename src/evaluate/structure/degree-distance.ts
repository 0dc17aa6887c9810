/**
 * How far apart two graphs' degree distributions are: the Kolmogorov-Smirnov distance, the largest difference between the shares of
 * vertices of degree at most d, over all d.
 *
 * @param first [V] degrees, V >= 1
 * @param second [V']
 * @returns in [0, 1]
 *
 * Complexity: O(V + largest degree).
 */
export function degreeDistance(first: Uint32Array, second: Uint32Array): number {
  const most = [first, second].reduce((m, degrees) => degrees.reduce((a, b) => Math.max(a, b), m), 0);
  const count = (degrees: Uint32Array) => {
    const counts = new Uint32Array(most + 1);
    for (const d of degrees) counts[d]++;
    return counts;
  };
  const [a, b] = [count(first), count(second)];
  let [belowA, belowB, largest] = [0, 0, 0];
  for (let d = 0; d <= most; d++) {
    belowA += a[d];
    belowB += b[d];
    largest = Math.max(largest, Math.abs(belowA / first.length - belowB / second.length));
  }
  return largest;
}
