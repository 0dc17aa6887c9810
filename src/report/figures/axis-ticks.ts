/**
 * Round numbers for an axis: multiples of 1, 2 or 5 times a power of ten, from the last at or below `low` to the first at or
 * above `high`.
 *
 * @param most about how many, >= 2
 */
export function axisTicks(low: number, high: number, most: number): number[] {
  const span = high > low ? high - low : Math.abs(low) || 1;
  const power = 10 ** Math.floor(Math.log10(span / most));
  const step = power * ([1, 2, 5].find((factor) => factor * power * most >= span) ?? 10);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, k) => Number(((first + k) * step).toPrecision(12)));
}
