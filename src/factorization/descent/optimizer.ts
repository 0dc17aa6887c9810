import { InputError } from "../../errors.js";
import type { Float64Kernels } from "../../kernels/float64/plain-kernels.js";

/** A kernel: target -= factor * vector; see `subtractScaled`. */
export type SubtractScaled = Float64Kernels["subtractScaled"];

/**
 * A rule that moves weights along a gradient. Its memory is an array of the caller's, so that a run can be stored and
 * resumed.
 */
export interface Optimizer {
  readonly name: string;
  /** Numbers of memory that it needs, all zero at the start. */
  stateLength(weightCount: number): number;
  /**
   * One step.
   *
   * @param weights changed in place
   * @param gradient of the loss at `weights`
   * @param state [stateLength], changed in place
   * @param subtractScaled the kernel of the arrays' arena, where they lie in one; default: plain TypeScript
   */
  step(
    weights: Float64Array,
    gradient: Float64Array,
    state: Float64Array,
    subtractScaled?: SubtractScaled,
  ): void;
}

/** @throws InputError where the learning rate is not positive */
export function checkLearningRate(learningRate: number): void {
  if (!(learningRate > 0 && Number.isFinite(learningRate)))
    throw new InputError(`learning rate: expected a number > 0, got ${learningRate}`);
}

/** @throws InputError where a decay is not in [0, 1); `name` says which */
export function checkDecay(decay: number, name: string): void {
  if (!(decay >= 0 && decay < 1))
    throw new InputError(`${name}: expected a number from 0 up to 1, got ${decay}`);
}
