/**
 * Mean height of a curve: the area below it by the trapezoid rule, over its width.
 *
 * @param points at least two, by ascending x
 */
export function meanHeight(points: readonly { readonly x: number; readonly y: number }[]): number {
  const last = points.length - 1;
  const area = points
    .slice(1)
    .reduce((sum, { x, y }, k) => sum + ((x - points[k].x) * (y + points[k].y)) / 2, 0);
  return area / (points[last].x - points[0].x);
}
