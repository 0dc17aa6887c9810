/** Seconds since a moment of `performance.now()`, to tenths. */
export function secondsSince(begun: number): number {
  return Number(((performance.now() - begun) / 1000).toFixed(1));
}
