import { InputError } from "../../errors.js";
import { frobeniusNorm } from "../../tensor/frobenius-norm.js";
import type { Tensor } from "../../tensor/tensor.js";
import type { Factorization } from "../factorization.js";
import type { Probe } from "./trajectory.js";

/**
 * Distance of the end tensor from a ground truth, as a part of its norm: |W - W*| / |W*| (thesis appendix C.4.2).
 *
 * Complexity: the end tensor for every record.
 * @throws InputError where the ground truth has another shape or is zero
 */
export function reconstructionErrorProbe(factorization: Factorization, truth: Tensor): Probe {
  const norm = frobeniusNorm(truth.data);
  if (truth.shape.join() !== factorization.shape.join() || norm === 0)
    throw new InputError(
      `ground truth: expected a tensor other than zero of shape [${factorization.shape.join(", ")}], got [${truth.shape.join(", ")}] of norm ${norm}`,
    );
  return {
    columns: ["reconstruction error"],
    measure(weights) {
      const { data } = factorization.endTensor(weights);
      return [frobeniusNorm(data.map((value, k) => value - truth.data[k])) / norm];
    },
  };
}
