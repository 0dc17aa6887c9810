import { subtractScaled } from "../../kernels/float64/subtract-scaled.js";
import { checkLearningRate, type Optimizer } from "./optimizer.js";

/**
 * Gradient descent with a fixed step: w <- w - learningRate * gradient. On a stochastic objective, it is stochastic
 * gradient descent.
 *
 * @param learningRate > 0
 * @throws InputError where it is not
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
