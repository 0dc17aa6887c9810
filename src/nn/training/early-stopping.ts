/** What early stopping remembers between epochs. */
export interface StoppingState {
  /** first epoch (from 1) with the highest validation accuracy so far; 0 before the first */
  readonly bestEpoch: number;
  readonly bestAccuracy: number;
  /** validation accuracy that the next improvement is measured from */
  readonly reference: number;
  /** consecutive epochs since the last improvement */
  readonly waited: number;
}

/** Options of {@link observeEpoch}. */
export interface StoppingRule {
  /** epochs without an improvement after which training stops */
  readonly patience: number;
  /** smallest gain in validation accuracy over the reference that counts as an improvement */
  readonly minImprovement: number;
}

/** Before the first epoch. */
export const STOPPING_START: StoppingState = Object.freeze({
  bestEpoch: 0,
  bestAccuracy: Number.NEGATIVE_INFINITY,
  reference: Number.NEGATIVE_INFINITY,
  waited: 0,
});

/** Accuracies are fractions, and their differences carry rounding: 0.58 - 0.57 falls short of 0.01 by 1e-17. */
const ROUNDING = 1e-9;

/**
 * Takes one epoch's validation accuracy into account.
 *
 * Two things are kept apart. The best epoch is the first one with the highest accuracy, by plain comparison: its
 * test accuracy is what a run reports. The wait starts anew only at an improvement, an accuracy at least
 * `minImprovement` above the reference, which then becomes the reference: gains too small to count may add up to one
 * that does. The first epoch is an improvement.
 *
 * Source: Razin, Verbin and Cohen (2023), appendix on vertex prediction experiments.
 *
 * @returns the new state; training stops where `waited` has reached `patience`
 *
 * @example
 * ```ts
 * import { observeEpoch } from "seprank/nn";
 *
 * const start = { bestEpoch: 0, bestAccuracy: -Infinity, reference: -Infinity, waited: 0 };
 * const rule = { patience: 10, minImprovement: 0 };
 * const first = observeEpoch(start, 1, 0.5, rule);
 * observeEpoch(first, 2, 0.4, rule).waited; // => 1
 * ```
 */
export function observeEpoch(
  state: StoppingState,
  epoch: number,
  accuracy: number,
  { minImprovement }: StoppingRule,
): StoppingState {
  const best = accuracy > state.bestAccuracy;
  const improved = accuracy >= state.reference + minImprovement - ROUNDING;
  return {
    bestEpoch: best ? epoch : state.bestEpoch,
    bestAccuracy: best ? accuracy : state.bestAccuracy,
    reference: improved ? accuracy : state.reference,
    waited: improved ? 0 : state.waited + 1,
  };
}
