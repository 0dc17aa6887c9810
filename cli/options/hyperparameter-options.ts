import type { Command } from "commander";
import { addBackendOption } from "./backend-option.js";
import { parseInteger, parseNumber } from "./option-values.js";

/** Options of every command that trains, as commander hands them over. */
export interface HyperparameterOptions {
  readonly layers?: number;
  readonly hidden?: number;
  readonly learningRate?: number;
  readonly weightDecay?: number;
  readonly dropout?: number;
  readonly epochs?: number;
  readonly patience?: number;
  readonly minImprovement?: number;
  readonly backend: string;
}

/** What help texts call the papers' defaults. */
const PAPERS_DEFAULTS = Object.freeze({
  epochs: 10_000,
  patience: 1000,
  minImprovement: 0.01,
  learningRate: "the paper's for this data, else 0.001",
  weightDecay: "the paper's for this data, else 0.0001",
  layers: 3,
  hidden: 64,
  dropout: 0,
});

/**
 * Declares them without values: the papers' defaults depend on model and data set, and are set where the training is.
 *
 * @param defaults for the help text, of a command that has its own
 */
export function addHyperparameterOptions(
  command: Command,
  defaults: Readonly<Record<keyof typeof PAPERS_DEFAULTS, string | number>> = PAPERS_DEFAULTS,
): Command {
  const count = (name: string, what: string, value: string | number) =>
    command.option(`--${name} <count>`, `${what} (default: ${value})`, parseInteger);
  const number = (name: string, what: string, value: string | number) =>
    command.option(`--${name} <number>`, `${what} (default: ${value})`, parseNumber);
  count("epochs", "most epochs", defaults.epochs);
  count("patience", "stop after so many epochs without improvement", defaults.patience);
  number("min-improvement", "smallest rise of validation accuracy that counts", defaults.minImprovement);
  number("learning-rate", "Adam's step size", defaults.learningRate);
  number("weight-decay", "Adam's weight decay", defaults.weightDecay);
  count("layers", "message passing layers", defaults.layers);
  count("hidden", "width of a layer", defaults.hidden);
  number("dropout", "probability of dropping a hidden unit", defaults.dropout);
  return addBackendOption(command);
}
