/**
 * Holm's adjusted p-values: with p_(1) <= ... <= p_(m), max over j <= k of (m - j + 1) p_(j), at most 1.
 *
 * Source: Holm, "A simple sequentially rejective multiple test procedure" (1979).
 *
 * @param values p-values of the tests made together; null where a test could not be made, which does not count
 * @returns in the same places
 */
export function holm(values: readonly (number | null)[]): (number | null)[] {
  const tested = values.flatMap((p, place) => (p === null ? [] : [{ p, place }]));
  tested.sort((a, b) => a.p - b.p);
  const adjusted: (number | null)[] = values.map(() => null);
  let most = 0;
  tested.forEach(({ p, place }, k) => {
    most = Math.max(most, Math.min(1, (tested.length - k) * p));
    adjusted[place] = most;
  });
  return adjusted;
}
