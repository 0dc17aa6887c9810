import { checkDecay, checkLearningRate, type Optimizer } from "./optimizer.js";

/**
 * Adam, with bias-corrected moments.
 *
 * Source: Kingma and Ba (2015), Algorithm 1.
 *
 * @param learningRate > 0
 * @param beta1 decay of the gradient's mean, in [0, 1); default 0.9
 * @param beta2 decay of the gradient's mean square, in [0, 1); default 0.999
 * @param epsilon added to the root of the mean square; default 1e-8
 * @throws InputError where an argument is out of range
 *
 * @example
 * ```ts
 * import {
  adam,
  completionTask,
  createObjective,
  identityInitialization,
  matrixFactorization,
  squareLoss,
  train,
} from "seprank/factorization";
 *
 * const model = matrixFactorization([2, 2], 2);
 * const objective = createObjective(model, completionTask([2, 2], { indices: [[0, 0], [1, 1]], values: [1, 2] }, squareLoss));
 * train(objective, identityInitialization(model, 0.5), adam(0.01), { maxIterations: 500 }).loss < 1e-3; // => true
 * ```
 */
export function adam(learningRate: number, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8): Optimizer {
  checkLearningRate(learningRate);
  checkDecay(beta1, "beta1");
  checkDecay(beta2, "beta2");
  return {
    name: `Adam (${learningRate}, ${beta1}, ${beta2})`,
    stateLength: (weightCount) => 2 * weightCount + 1, // means, mean squares, steps made
    step(weights, gradient, state) {
      const count = weights.length;
      const steps = ++state[2 * count];
      const correction1 = 1 - beta1 ** steps;
      const correction2 = 1 - beta2 ** steps;
      for (let k = 0; k < count; k++) {
        const mean = beta1 * state[k] + (1 - beta1) * gradient[k];
        const square = beta2 * state[count + k] + (1 - beta2) * gradient[k] * gradient[k];
        state[k] = mean;
        state[count + k] = square;
        weights[k] -= (learningRate * (mean / correction1)) / (Math.sqrt(square / correction2) + epsilon);
      }
    },
  };
}
