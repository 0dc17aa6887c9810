import { InputError } from "../../errors.js";
import { subtractScaled } from "../../kernels/float64/subtract-scaled.js";
import { checkDecay, checkLearningRate, type Optimizer } from "./optimizer.js";

/**
 * Gradient descent with a fixed step: w <- w - learningRate * gradient. On a stochastic objective, it is stochastic
 * gradient descent.
 *
 * @param learningRate > 0
 * @throws InputError where it is not
 *
 * @example
 * ```ts
 * import { gradientDescent } from "seprank/factorization";
 *
 * const optimizer = gradientDescent(0.1);
 * const weights = Float64Array.of(1);
 * optimizer.step(weights, Float64Array.of(2), new Float64Array(optimizer.stateLength(1)));
 * weights[0]; // ≈ 0.8
 * ```
 */
export function gradientDescent(learningRate: number): Optimizer {
  checkLearningRate(learningRate);
  return {
    name: `gradient descent (${learningRate})`,
    stateLength: () => 0,
    step(weights, gradient, _, subtract = subtractScaled) {
      subtract(weights, gradient, learningRate, weights.length);
    },
  };
}

/**
 * Gradient descent whose step is divided by the size of recent gradients; the direction is the gradient's.
 *
 * eta_t = eta / (sqrt(g_t / (1 - beta^t)) + 1e-6), g_t = beta g_{t-1} + (1 - beta) |gradient|^2, g_0 = 0. Source: thesis
 * appendix A.2.2.2.
 *
 * @param learningRate eta > 0; default 1e-2, the paper's
 * @param beta in [0, 1); default 0.99, the paper's
 * @param offset added to the root, > 0; default 1e-6, the paper's, which stops runs whose gradients are far smaller
 * @throws InputError where an argument is out of range
 *
 * @example
 * ```ts
 * import {
  adaptiveGradientDescent,
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
 * const run = train(objective, identityInitialization(model, 0.5), adaptiveGradientDescent(), { maxIterations: 1000, stopBelow: 1e-6 });
 * run.outcome; // => "converged"
 * ```
 */
export function adaptiveGradientDescent(learningRate = 1e-2, beta = 0.99, offset = 1e-6): Optimizer {
  checkLearningRate(learningRate);
  checkDecay(beta, "beta");
  if (!(offset > 0 && Number.isFinite(offset)))
    throw new InputError(`offset: expected a number > 0, got ${offset}`);
  return {
    name: `adaptive gradient descent (${learningRate}, ${beta})`,
    stateLength: () => 2, // g_t and beta^t
    step(weights, gradient, state, subtract = subtractScaled) {
      let square = 0;
      for (let k = 0; k < gradient.length; k++) square += gradient[k] * gradient[k];
      const power = state[1] === 0 ? beta : state[1] * beta;
      state[0] = beta * state[0] + (1 - beta) * square;
      state[1] = power;
      const rate = learningRate / (Math.sqrt(state[0] / (1 - power)) + offset);
      subtract(weights, gradient, rate, weights.length);
    },
  };
}
