import { InputError } from "../../errors.js";
import type { KernelChoice } from "../../kernels/float64/arena.js";
import type { Factorization } from "../factorization.js";
import type { Inputs } from "../inputs.js";
import type { TaskObjective } from "./objective.js";

/**
 * Binary cross-entropy of a factorization's network on labelled inputs, with its gradient: mean over samples of ln(1 + e^f) - y f.
 *
 * The network's output f is the logit of label 1. Source: thesis appendix C.4.2.2, where it is the loss of the locality experiments.
 *
 * Complexity of an evaluation: that of the factorization's evaluator.
 * @param labels [count], 0 or 1
 * @param kernels default "auto": WebAssembly where it is there and there is enough work
 * @throws InputError where there is not one label, 0 or 1, for each input
 *
 * @example
 * ```ts
 * import { createLogisticObjective, hierarchicalFactorization, vectorInputs } from "seprank/factorization";
 * import { createTensor, perfectModeTree } from "seprank/tensor";
 *
 * const model = hierarchicalFactorization([2, 2], perfectModeTree(2, 2), 1);
 * const inputs = vectorInputs([2, 2], [createTensor([1, 2], Float64Array.of(1, 0)), createTensor([1, 2], Float64Array.of(0, 1))]);
 * // All weights 0: the network's output is 0, and the loss ln 2.
 * createLogisticObjective(model, inputs, [1]).value(new Float64Array(model.weightCount)); // ≈ 0.693
 * ```
 */
export function createLogisticObjective(
  factorization: Factorization,
  inputs: Inputs,
  labels: ArrayLike<number>,
  kernels?: KernelChoice,
): TaskObjective {
  if (labels.length !== inputs.count)
    throw new InputError(`labels: expected ${inputs.count}, one for each input, got ${labels.length}`);
  for (let k = 0; k < labels.length; k++)
    if (labels[k] !== 0 && labels[k] !== 1)
      throw new InputError(`label ${k}: expected 0 or 1, got ${labels[k]}`);
  const evaluator = factorization.evaluator(inputs, kernels);
  const { samples, residuals } = evaluator.workspace;
  const value = (weights: Float64Array) => {
    evaluator.predict(weights, samples);
    let sum = 0;
    for (let k = 0; k < labels.length; k++) {
      const logit = samples[k];
      // ln(1 + e^f) without overflow
      sum += Math.max(0, logit) + Math.log1p(Math.exp(-Math.abs(logit))) - labels[k] * logit;
      residuals[k] = (1 / (1 + Math.exp(-logit)) - labels[k]) / labels.length;
    }
    return sum / labels.length;
  };
  return {
    weightCount: factorization.weightCount,
    value,
    valueAndGradient(weights, gradient) {
      const found = value(weights);
      evaluator.pullBack(weights, residuals, gradient);
      return found;
    },
    residuals,
    workspace: evaluator.workspace,
  };
}
