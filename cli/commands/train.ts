import type { Command } from "commander";
import { MODEL_NAMES } from "../../src/nn/model-names.js";
import { readGlobals } from "../globals.js";
import { addGraphArgument } from "../graph-argument.js";
import { addHyperparameterOptions } from "../hyperparameter-options.js";
import { parseInteger } from "../option-values.js";

export function addTrain(program: Command): void {
  const command = program.command("train").description("train a network to classify vertices, and test it");
  addHyperparameterOptions(
    addGraphArgument(command)
      .option("--model <name>", MODEL_NAMES.join(", "), "gcn")
      .option("--split-seed <integer>", "seed of the random 80/10/10 split; default: --seed", parseInteger),
  )
    .addHelpText(
      "after",
      `
Reported is the test accuracy of the epoch with the best validation accuracy.

Examples:
  $ seprank train cora
  $ seprank train cora --model gin
  $ seprank train citations --epochs 200 --hidden 32 --json
  $ seprank train pruned.npz --learning-rate 5e-4 --weight-decay 1e-3`,
    )
    .action(async (graph: string, options) => {
      const { train } = await import("../actions/train.js");
      await train(graph, options, readGlobals(command));
    });
}
