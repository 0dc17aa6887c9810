import { InputError } from "../../errors.js";

/** A scalar loss of the difference z between a prediction and its target. */
export interface Loss {
  readonly name: string;
  value(z: number): number;
  derivative(z: number): number;
}

/** z^2 / 2 (thesis equation 1.1, Hariz et al. section 2). */
export const halfSquareLoss: Loss = Object.freeze({
  name: "half-square",
  value: (z: number) => 0.5 * z * z,
  derivative: (z: number) => z,
});

/** z^2, whose mean is the mean squared error (thesis appendix C.4.2). */
export const squareLoss: Loss = Object.freeze({
  name: "square",
  value: (z: number) => z * z,
  derivative: (z: number) => 2 * z,
});

/**
 * Huber's loss: z^2 / 2 for |z| < delta, else delta (|z| - delta / 2) (thesis equation 2.8).
 *
 * @param delta the transition point, > 0; the theory takes it below every observed value's size
 * @throws InputError where it is not positive
 */
export function huberLoss(delta: number): Loss {
  if (!(delta > 0)) throw new InputError(`Huber loss: expected a transition point > 0, got ${delta}`);
  return Object.freeze({
    name: `huber(${delta})`,
    value: (z: number) => (Math.abs(z) < delta ? 0.5 * z * z : delta * (Math.abs(z) - 0.5 * delta)),
    derivative: (z: number) => Math.max(-delta, Math.min(delta, z)),
  });
}
