import type { Command } from "commander";
import { addBackendOption } from "../options/backend-option.js";
import { readGlobals } from "../options/globals.js";
import { addGraphArgument, addRelationOptions } from "../options/graph-argument.js";
import { requireOptions } from "../options/required-options.js";

/** Declares `seprank predict`: its arguments, options and help. */
export function addPredict(program: Command): void {
  const command = program
    .command("predict")
    .description("classify the vertices of a graph, or the graphs of a collection, by a trained model");
  const options = requireOptions(addRelationOptions(addGraphArgument(command)), "--model-file", "--out")
    .option("--model-file <file>", "the model, as seprank train --save wrote it")
    .option("--plugin <file>", "the module that the model's kind is of, as for seprank train; it is run")
    .option(
      "-o, --out <file>",
      "table of classes and scores to write, .csv or .arrow, - for standard output",
    );
  addBackendOption(options)
    .addHelpText(
      "after",
      `
Scores are probabilities, but for models trained with the mean squared error, whose outputs they are. Where
the graph has labels of the model's classes, the accuracy over all of them is printed, training vertices included.

Examples:
  $ seprank train cora --save cora-gcn.safetensors
  $ seprank predict cora --model-file cora-gcn.safetensors -o predictions.csv`,
    )
    .action(async (graph: string, options) => {
      const { predict } = await import("../actions/predict.js");
      await predict(graph, options, readGlobals(command));
    });
}
