import { type Command, Option } from "commander";
import { READOUT_NAMES } from "../../src/nn/layers/readout-names.js";
import { LOSS_NAMES } from "../../src/nn/losses/loss-names.js";
import { MODEL_NAMES, PYG_MODELS } from "../../src/nn/models/model-names.js";
import { SPLIT_CHOICES } from "../../src/nn/training/split-choices.js";
import { readGlobals } from "../options/globals.js";
import { addGraphArgument, addRelationOptions } from "../options/graph-argument.js";
import { addHyperparameterOptions } from "../options/hyperparameter-options.js";
import { parseInteger } from "../options/option-values.js";

/** Declares `seprank train`: its arguments, options and help. */
export function addTrain(program: Command): void {
  const command = program
    .command("train")
    .description("train a network to classify vertices, or the graphs of a collection, and test it");
  addHyperparameterOptions(
    addRelationOptions(addGraphArgument(command))
      .option("--model <name>", `${MODEL_NAMES.join(", ")}, or one of --plugin`, "gcn")
      .addOption(
        new Option("--loss <name>", "what is minimised").choices(LOSS_NAMES).default("cross-entropy"),
      )
      .addOption(
        new Option(
          "--readout <name>",
          "of graphs: how their vertices become one row (default: mean)",
        ).choices(READOUT_NAMES),
      )
      .addOption(
        new Option("--split <way>", "train, validation and test: random, or as given with the data")
          .choices(SPLIT_CHOICES)
          .default("random"),
      )
      .option(
        "--split-seed <integer>",
        "seed of the random 80/10/10 split; of N given ones, that with index (seed mod N); default: --seed",
        parseInteger,
      )
      .option("--plugin <file>", "a module that calls registerModel of seprank/nn; it is run")
      .option("--save <file>", "write the model of the best epoch, as a safetensors file")
      .option(
        "--save-pyg <file>",
        `the same with the names of PyTorch Geometric's modules (${PYG_MODELS.join(", ")})`,
      )
      .option("--history <file>", "loss and accuracies of every epoch: csv, jsonl or arrow, by the name")
      .option("--checkpoint <file>", "keep the state of the training here, to go on from after an interrupt")
      .option(
        "--checkpoint-every <count>",
        "epochs from one checkpoint to the next (default: 100)",
        parseInteger,
      ),
  )
    .addHelpText(
      "after",
      `
Reported is the model of the epoch with the best validation accuracy. Where the loss stops being a number,
training ends with exit code 1; --save then has the best epoch before. With --checkpoint, the same command
goes on after an interrupt, to the same result; the file is deleted at the end.

Examples:
  $ seprank train cora
  $ seprank train cora-planetoid --split given
  $ seprank train cora --model gin --save cora-gin.safetensors
  $ seprank train mutag --model gin --readout sum
  $ seprank train cora --history cora.csv
  $ seprank train cora --plugin ./mine.mjs --model my-model --save mine.safetensors
  $ seprank train citations --epochs 200 --hidden 32 --json
  $ seprank train pruned.npz --learning-rate 5e-4 --weight-decay 1e-3 --checkpoint training.safetensors`,
    )
    .action(async (graph: string, options) => {
      const { train } = await import("../actions/train.js");
      await train(graph, options, readGlobals(command));
    });
}
