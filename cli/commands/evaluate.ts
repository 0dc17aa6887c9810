import { type Command, Option } from "commander";
import { MODEL_NAMES } from "../../src/nn/models/model-names.js";
import { SPLIT_CHOICES } from "../../src/nn/training/split-choices.js";
import { readGlobals } from "../options/globals.js";
import { addReaderOptions } from "../options/graph-argument.js";
import { addHyperparameterOptions } from "../options/hyperparameter-options.js";
import { parseInteger, parseLevels, parseNames, parseShard } from "../options/option-values.js";
import { addQueueOptions } from "../options/queue-options.js";

const DEFAULT_METHODS = "1-wis,2-wis,random";
const DEFAULT_LEVELS = "0:1:0.1";

/** Declares `seprank evaluate`: its arguments, options and help. */
export function addEvaluate(program: Command): void {
  const command = program.command("evaluate").description("measure test accuracy against sparsity");
  addReaderOptions(command);
  addHyperparameterOptions(
    command
      .argument(
        "[GRAPH...]",
        "names of data sets, files, or - for standard input; several have a folder each",
      )
      .option("-o, --out <folder>", "folder for results.jsonl, report.html, tables and pictures; needed")
      .option(
        "--config <file>",
        "YAML or JSON: flags by their long names, and datasets; flags given go before",
      )
      .addOption(
        new Option(
          "--set <key=value>",
          "overrides a key of --config: --set methods=[1-wis,random]; may be repeated",
        ).argParser((text: string, previous: readonly string[] = []) => [...previous, text]),
      )
      .addOption(
        new Option("--models <names>", `models, separated by commas: ${MODEL_NAMES.join(", ")}`)
          .argParser(parseNames)
          .default(["gcn"], "gcn"),
      )
      .addOption(
        new Option(
          "--methods <names>",
          "methods of sparsify, separated by commas; also K-wis, gwis@label and other ways; NAME=FILE for an order made elsewhere",
        )
          .argParser(parseNames)
          .default(parseNames(DEFAULT_METHODS), DEFAULT_METHODS),
      )
      .addOption(
        new Option("--sparsity <levels>", "fractions of the edges removed: 0,0.5,80% or first:last:step")
          .argParser(parseLevels)
          .default(parseLevels(DEFAULT_LEVELS), DEFAULT_LEVELS),
      )
      .addOption(
        new Option("--split <way>", "train, validation and test: random, or as given with the data")
          .choices(SPLIT_CHOICES)
          .default("random"),
      )
      .option("--baseline <method>", "the method that the others are compared with", "random")
      .option("--no-structure", "do not measure what is left of the graph's structure")
      .option(
        "--shard <I/N>",
        "run a fixed part of the trials, one of N that are run apart; see seprank merge",
        parseShard,
      )
      .option(
        "--plugin <file>",
        "a module that calls registerModel of seprank/nn or registerSparsifier of seprank/adjacency; it is run",
      )
      .option(
        "--history <path>",
        "keep loss and accuracies of every epoch of each trial, and write them to a csv, jsonl or arrow file, or a folder",
      )
      .option("--dry-run", "say what would be run, and run nothing")
      .option("--seeds <count>", "runs of every trial, with the seeds from --seed on", parseInteger, 3)
      .option(
        "--jobs <count>",
        "trials at a time, each in a process; default: one a core, 8 at most",
        parseInteger,
      ),
  );
  addQueueOptions(
    command,
    "put the trials into a queue on this server, redis://HOST or rediss://HOST, for seprank worker; see there",
    "with --queue: a folder that all machines share, for removal orders; default: the server keeps them",
  )
    .option(
      "--watch <port>",
      "show the report while it fills, and the workers, at a port of this machine",
      parseInteger,
    )
    .addHelpText(
      "after",
      `
Methods of a walk length: 3-wis. Of partitions: gwis@community, gwis@cut:16, 1-gwis@label, gwis@bridge (see sparsify);
gwis@label knows only the labels that the trial trains on.
An order made elsewhere: --methods random,mine=order.csv. The file (csv, tsv, arrow) lists every edge of the graph once, by the
names of its ends, first removed first, as sparsify --order writes it.

Methods and models of your own: --plugin. Records name the file's SHA-256, and results of another one are refused.

A model is trained and tested on the graph that is left. Every seed draws a new random 80/10/10 split,
the same for all methods; with --split given the data set's own split is taken, by seed S the one with
index S mod N where it brings N, and seeds differ in weights and random methods. Finished trials are
kept in FOLDER/results.jsonl, one JSON line each: the same command again runs only what is missing or
failed, and more methods, levels and seeds can be added.
Removal orders are kept in FOLDER/orders. With --history, FOLDER/history holds a csv file for each trial,
one row for each epoch, and report.html shows the training curves; the file that --history names holds all
trials (a folder: one file each), every row with its input, model, method, sparsity and seed. Differences to
the baseline are taken seed by seed; a star marks those where a paired t-test, Holm-corrected over the
methods of a level, gives p < 0.05.

A file for --config, of which every line may be left out:
  datasets: [cora, dblp]          # several: FOLDER/cora, FOLDER/dblp
  models: [gcn, gin]
  methods: [1-wis, 2-wis, random]
  sparsity: 0:1:0.1               # or [0, 0.5, 1]
  split: random                   # or given
  seeds: 5
  patience: 200
  out: results

Examples:
  $ seprank evaluate citations --sparsity 0,0.5,1 --seeds 2 --jobs 2 -o results
  $ seprank evaluate cora --methods 1-wis,2-wis,random --sparsity 0:1:0.1 --seeds 10 -o cora-gcn
  $ seprank evaluate ogbn-arxiv --split given --methods 1-wis,random -o arxiv
  $ seprank evaluate cora --methods 1-wis,random --history cora/history.arrow -o cora
  $ seprank evaluate cora --plugin ./mine.mjs --models gcn,my-model --methods random,my-method -o own
  $ seprank evaluate cora --shard 3/16 -o cora-shards/3      # on one of sixteen machines
  $ seprank evaluate cora --seeds 10 --queue redis://head-node -o cora   # seprank worker elsewhere runs the trials
  $ seprank evaluate --config sweep.yaml --set seeds=10 --jobs 2
  $ seprank evaluate graph.npz --methods 2-wis --epochs 500 --patience 100 --json -o results`,
    )
    .action(async (graphs: readonly string[], options) => {
      const { evaluate } = await import("../actions/evaluate.js");
      const isGiven = (name: string) => command.getOptionValueSourceWithGlobals(name) === "cli";
      await evaluate(graphs, options, readGlobals(command), isGiven);
    });
}
