import { type Command, Option } from "commander";
import { PILOT_METHODS, PILOT_TRAINING } from "../../src/evaluate/recommend/pilot-settings.js";
import { MODEL_NAMES } from "../../src/nn/models/model-names.js";
import { SPLIT_CHOICES } from "../../src/nn/training/split-choices.js";
import { readGlobals } from "../options/globals.js";
import { addGraphArgument } from "../options/graph-argument.js";
import { addHyperparameterOptions } from "../options/hyperparameter-options.js";
import { parseInteger, parseNames, parseNumber } from "../options/option-values.js";

const DEFAULT_METHODS = PILOT_METHODS.join(",");

/** Declares `seprank recommend`: its arguments, options and help. */
export function addRecommend(program: Command): void {
  const command = program
    .command("recommend")
    .description("find, within a time, what to prune a graph with and how far");
  const { layers, hidden, learningRate, weightDecay, dropout, epochs, patience } = PILOT_TRAINING;
  addHyperparameterOptions(
    addGraphArgument(command)
      .option("--minutes <number>", "the time it may take", parseNumber, 10)
      .addOption(
        new Option("--model <name>", `the network to prune for: ${MODEL_NAMES.join(", ")}`).default("gcn"),
      )
      .addOption(
        new Option("--methods <names>", "methods that race, separated by commas; random runs along")
          .argParser(parseNames)
          .default([...PILOT_METHODS], DEFAULT_METHODS),
      )
      .option("-o, --out <folder>", "folder for the trials and the answer; default: recommend-NAME")
      .addOption(
        new Option("--split <way>", "train, validation and test: random, or as given with the data")
          .choices(SPLIT_CHOICES)
          .default("random"),
      )
      .option(
        "--plugin <file>",
        "a module that calls registerModel of seprank/nn or registerSparsifier of seprank/adjacency; it is run",
      )
      .option(
        "--jobs <count>",
        "trials at a time, each in a process; default: one a core, 8 at most",
        parseInteger,
      ),
    PILOT_TRAINING,
  )
    .addHelpText(
      "after",
      `
A pilot, not a proof. In half of the time methods race: all on one seed or a few, with 50 and 80 % of the edges removed, then, with more and
more seeds, the better half of those that are left. Then the last level within a point of the full graph's accuracy is looked for by halving, in
steps of 5 %. The rest of the time checks it with seeds that took no part in the choice: the intervals are theirs, paired seed by seed.
What was not tried, and the command that makes sure, are part of the answer.

Training is short, unless options say otherwise: ${layers} layers of width ${hidden}, learning rate ${learningRate}, weight decay ${weightDecay}, dropout ${dropout},
at most ${epochs} epochs, an end after ${patience} without improvement. That compares methods; accuracies of longer training are higher.

A graph without features or labels is compared by structure alone: what each method keeps of it. That says nothing of a network's accuracy.

Trials are kept in FOLDER/results.jsonl as those of evaluate are, and seprank report FOLDER draws them; the answer is in
FOLDER/recommendation.json. The same command again takes what is there, and has its minutes for more. At the end of the time, trials
under way are given up.

Examples:
  $ seprank recommend cora
  $ seprank recommend citations --minutes 2 --json
  $ seprank recommend graph.npz --model gin --minutes 30 --methods 1-wis,2-wis,spectral -o pilot
  $ seprank recommend edges.csv --minutes 1     # no features: structure alone`,
    )
    .action(async (graph: string, options) => {
      const { recommend } = await import("../actions/recommend.js");
      await recommend(graph, options, readGlobals(command));
    });
}
