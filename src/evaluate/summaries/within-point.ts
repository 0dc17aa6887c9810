/** One point of accuracy. */
const POINT = 0.01;

/** Whether a difference to the full graph's accuracy is a loss of at most a point, as far as rounding lets one tell. */
export function isWithinPoint(difference: number): boolean {
  return difference >= -POINT - 1e-12;
}

/** The mean accuracy at a level; null where nothing was measured. */
export interface LevelAccuracy {
  readonly sparsity: number;
  readonly accuracy: number | null;
}

/**
 * The largest level at which, as at all levels below it, the mean accuracy is at most one point below the full graph's; null
 * where the full graph was not trained on.
 *
 * @param levels at least one, by ascending sparsity
 */
export function withinPoint(levels: readonly LevelAccuracy[]): number | null {
  const [{ sparsity: least, accuracy: full }] = levels;
  if (least !== 0 || full === null) return null;
  let largest = 0;
  for (const { sparsity, accuracy } of levels) {
    if (accuracy === null || !isWithinPoint(accuracy - full)) break;
    largest = sparsity;
  }
  return largest;
}
