import type { Command } from "commander";
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

/** Defaults are the papers', and depend on model and data set: they are set where the training is. */
export function addHyperparameterOptions(command: Command): Command {
  return command
    .option("--epochs <count>", "most epochs (default: 10000)", parseInteger)
    .option(
      "--patience <count>",
      "stop after so many epochs without improvement (default: 1000)",
      parseInteger,
    )
    .option(
      "--min-improvement <number>",
      "smallest rise of validation accuracy that counts (default: 0.01)",
      parseNumber,
    )
    .option(
      "--learning-rate <number>",
      "Adam's step size (default: the paper's for this data, else 0.001)",
      parseNumber,
    )
    .option(
      "--weight-decay <number>",
      "Adam's weight decay (default: the paper's for this data, else 0.0001)",
      parseNumber,
    )
    .option("--layers <count>", "message passing layers (default: 3)", parseInteger)
    .option("--hidden <count>", "width of a layer (default: 64)", parseInteger)
    .option("--dropout <number>", "probability of dropping a hidden unit (default: 0)", parseNumber)
    .option("--backend <name>", "tensor backend: auto, tensorflow, wasm, webgpu or cpu", "auto");
}
