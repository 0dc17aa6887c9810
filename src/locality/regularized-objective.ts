import { InputError } from "../errors.js";
import type { HierarchicalFactorization } from "../factorization/models/hierarchical-factorization.js";
import type { Objective } from "../factorization/objectives/objective.js";
import type { Random } from "../random.js";
import { createGradientAlignment } from "./gradient-alignment.js";
import type { RegionSampler } from "./region-pair.js";

/** An objective with the locality regulariser. */
export interface RegularizedObjective extends Objective {
  /** [loss, regulariser] as of the last evaluation; the regulariser is NaN where its coefficient is 0 */
  readonly parts: readonly [loss: number, regularizer: number];
}

/**
 * A loss plus coefficient times the locality regulariser ({@link createGradientAlignment}); regions, a batch of samples and the exchange
 * between them are drawn anew at every evaluation.
 *
 * With coefficient 0 it is the loss, and nothing is drawn. Source: thesis section 3.6.1 and appendix C.4.2.2.
 *
 * @param inputs [count, sum of the D_n], x^(n) of every mode after one another, of at least two samples
 * @throws InputError where the coefficient is no finite number >= 0
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { completionTask, createObjective, hierarchicalFactorization, squareLoss } from "seprank/factorization";
 * import { createRegularizedObjective } from "seprank/locality";
 * import { perfectModeTree } from "seprank/tensor";
 *
 * const model = hierarchicalFactorization([2, 2, 2, 2], perfectModeTree(4, 2), 2);
 * const inputs = Float64Array.from({ length: 4 * 8 }, (_, k) => Math.sin(k + 1));
 * const loss = createObjective(model, completionTask([2, 2, 2, 2], { indices: [[0, 0, 0, 0]], values: [1] }, squareLoss));
 * const objective = createRegularizedObjective(loss, model, {
 *   inputs,
 *   count: 4,
 *   coefficient: 0.5,
 *   sampler: () => ({ i: Uint32Array.of(0), j: Uint32Array.of(3) }),
 *   random: createRandom(0),
 * });
 * const value = objective.valueAndGradient(new Float64Array(model.weightCount).fill(1), new Float64Array(model.weightCount));
 * Math.abs(value - objective.parts[0] - 0.5 * objective.parts[1]) < 1e-12; // => true
 * ```
 */
export function createRegularizedObjective(
  loss: Objective,
  factorization: HierarchicalFactorization,
  {
    inputs,
    count,
    batch = count,
    coefficient,
    sampler,
    random,
  }: {
    readonly inputs: Float64Array;
    readonly count: number;
    /** samples that the regulariser is averaged over, >= 2; default all */
    readonly batch?: number;
    readonly coefficient: number;
    readonly sampler: RegionSampler;
    readonly random: Random;
  },
): RegularizedObjective {
  if (!(coefficient >= 0 && Number.isFinite(coefficient)))
    throw new InputError(`regularisation coefficient: expected a number >= 0, got ${coefficient}`);
  if (!Number.isInteger(batch) || batch < 2 || batch > count)
    throw new InputError(
      `regularisation batch: expected an integer from 2 to ${count}, the samples, got ${batch}`,
    );
  const length = inputs.length / count;
  const drawn = new Float64Array(batch * length);
  const alignment = createGradientAlignment(factorization);
  const parts: [number, number] = [Number.NaN, Number.NaN];
  return {
    weightCount: loss.weightCount,
    parts,
    ...(loss.workspace === undefined ? {} : { workspace: loss.workspace }),
    valueAndGradient(weights, gradient) {
      parts[0] = loss.valueAndGradient(weights, gradient);
      if (coefficient === 0) return parts[0];
      const regions = sampler(random);
      drawSamples(count, batch, random).forEach((sample, s) => {
        drawn.set(inputs.subarray(sample * length, (sample + 1) * length), s * length);
      });
      // The samples are in random order: that each gets the next one's region J is an exchange without fixed points.
      const exchange = Uint32Array.from({ length: batch }, (_, s) => (s + 1) % batch);
      const samples = { inputs: drawn, count: batch, regions, exchange };
      parts[1] = alignment.addValueAndGradient(weights, samples, coefficient, gradient);
      return parts[0] + coefficient * parts[1];
    },
  };
}

/** Distinct samples, uniform, in random order. O(count). */
function drawSamples(count: number, batch: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, k) => k);
  for (let k = 0; k < batch; k++) {
    const other = k + random.integer(count - k);
    const sample = order[k];
    order[k] = order[other];
    order[other] = sample;
  }
  return order.subarray(0, batch);
}
