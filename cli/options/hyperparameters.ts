import type { HyperparameterOverrides } from "../../src/evaluate/trials/hyperparameters.js";
import type { HyperparameterOptions } from "./hyperparameter-options.js";

/** The hyperparameters among the options of a command. */
export function hyperparameterOverrides(options: HyperparameterOptions): HyperparameterOverrides {
  const { layers, hidden, learningRate, weightDecay, dropout, epochs, patience, minImprovement } = options;
  return { layers, hidden, learningRate, weightDecay, dropout, epochs, patience, minImprovement };
}
