import { Command, Help, type Option } from "commander";
import { packageVersion } from "../src/evaluate/records/version.js";
import { addCompareGraphs } from "./commands/compare-graphs.js";
import { addCompletion } from "./commands/completion.js";
import { addConvert } from "./commands/convert.js";
import { addDatasets } from "./commands/datasets.js";
import { addDoctor } from "./commands/doctor.js";
import { addEvaluate } from "./commands/evaluate.js";
import { addFactorize } from "./commands/factorize.js";
import { addHelp } from "./commands/help.js";
import { addInspect } from "./commands/inspect.js";
import { addLocality } from "./commands/locality.js";
import { addMerge } from "./commands/merge.js";
import { addPredict } from "./commands/predict.js";
import { addRecommend } from "./commands/recommend.js";
import { addReport } from "./commands/report.js";
import { addReproduce } from "./commands/reproduce.js";
import { addRewire } from "./commands/rewire.js";
import { addSeparationRank } from "./commands/separation-rank.js";
import { addSparsify } from "./commands/sparsify.js";
import { addTrain } from "./commands/train.js";
import { addView } from "./commands/view.js";
import { addWalkIndex } from "./commands/walk-index.js";
import { addWorker } from "./commands/worker.js";
import { addGlobalOptions } from "./options/globals.js";
import { READING } from "./options/graph-argument.js";
import { missingInput } from "./options/required-options.js";
import { UsageError } from "./terminal/exit.js";
import { EXIT } from "./terminal/exit-codes.js";

/**
 * The commands with their options. What a command does is loaded when it runs, so that help and errors come at once.
 */
export function createProgram(): Command {
  const program = new Command("seprank")
    .description("Sparsify graphs by walk indices, and measure what that does to graph neural networks.")
    .version(packageVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false, groupItems: readingLast })
    // Errors are written where all others are, see main.ts.
    .configureOutput({ outputError: () => undefined })
    .exitOverride()
    .hook("preAction", (_, command) => checkInput(command));
  addGlobalOptions(program);
  for (const add of [
    addDatasets,
    addInspect,
    addConvert,
    addWalkIndex,
    addSeparationRank,
    addSparsify,
    addRewire,
    addCompareGraphs,
    addView,
    addTrain,
    addPredict,
    addRecommend,
    addEvaluate,
    addReport,
    addMerge,
    addWorker,
    addFactorize,
    addLocality,
    addReproduce,
    addDoctor,
    addCompletion,
    addHelp,
  ])
    add(program);
  tellMissingArguments(program);
  return program.addHelpText(
    "after",
    `
GRAPH is the name of a data set (seprank datasets), a file, or - for standard input.

Examples:
  $ seprank inspect cora
  $ seprank sparsify cora --method 2-wis --remove 50% -o half.npz
  $ seprank evaluate citations --sparsity 0,0.5,1 --seeds 2 -o results

Exit codes:
  ${EXIT.ok}    done
  ${EXIT.failed}    failed: a trial, a backend, a download, a training whose loss is no number
  ${EXIT.usage}    the command line cannot be understood
  ${EXIT.input}    bad input: a file, a data set or a value that cannot be used
  ${EXIT.interrupted}  interrupted; what was finished is kept`,
  );
}

/** Where an argument is missing, required options may be missing, too: one error names all. */
function tellMissingArguments(command: Command): void {
  command.exitOverride((error) => {
    if (error.code === "commander.missingArgument") checkInput(command);
    throw error;
  });
  for (const subcommand of command.commands) tellMissingArguments(subcommand);
}

/** @throws UsageError that names all that a parsed command lacks */
function checkInput(command: Command): void {
  const missing = missingInput(command);
  if (missing === null) return;
  const path: string[] = [];
  for (let at: Command | null = command; at?.parent != null; at = at.parent) path.unshift(at.name());
  throw new UsageError(`${path.join(" ")} needs ${missing}; seprank help ${path.join(" ")} has examples`);
}

/** A command's own options come before those that many have. */
function readingLast<Item extends Command | Option>(
  all: Item[],
  visible: Item[],
  groupOf: (item: Item) => string,
): Map<string, Item[]> {
  const groups = new Help().groupItems(all, visible, groupOf);
  const reading = groups.get(READING);
  if (reading !== undefined && groups.delete(READING)) groups.set(READING, reading);
  return groups;
}
