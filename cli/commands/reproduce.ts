import { type Command, Option } from "commander";
import { addBackendOption } from "../options/backend-option.js";
import { readGlobals } from "../options/globals.js";
import { parseInteger, parseNames } from "../options/option-values.js";

/** Declares `seprank reproduce`: its arguments, options and help. */
export function addReproduce(program: Command): void {
  const command = program
    .command("reproduce")
    .description("run one of the papers' experiments, and put its numbers beside the paper's")
    .argument("[experiment]", "its name: seprank reproduce --list")
    .option("--list", "list the experiments")
    .option(
      "-o, --out <folder>",
      "folder for compare.json, pictures and trajectories; default: the experiment's name",
    )
    .addOption(
      new Option("--scale <scale>", "small: for two cores; full: the paper's protocol")
        .choices(["small", "full"])
        .default("small"),
    )
    .option(
      "--jobs <count>",
      "worker processes, where the experiment can use them; default: one a core, 8 at most",
      parseInteger,
    )
    .addOption(
      new Option(
        "--records <folders>",
        "folders of evaluate, separated by commas, whose trials are taken over where they are the experiment's (figure-5.3, figure-d.5)",
      ).argParser(parseNames),
    )
    .addOption(
      new Option(
        "--sigma <reading>",
        "how a start's sigma_w and sigma_A are read (figures 2 to 5 and table 1 of Hariz et al.); default: variance",
      ).choices(["variance", "deviation"]),
    );
  addBackendOption(command, "tensor backend, for neural networks")
    .addHelpText(
      "after",
      `
Interrupted, it keeps what is finished in the folder, and the same command goes on from there. A criterion
that does not hold is printed as such; it is a result, not an error. --list has the times of the runs that made the
records, beside other work: orders of magnitude.

Examples:
  $ seprank reproduce --list
  $ seprank reproduce figure-1.1
  $ seprank reproduce figure-5.3 --records cora-gcn,dblp-gcn -o results/figure-5.3
  $ seprank reproduce figure-3-hariz --sigma deviation -o results/figure-3-deviation
  $ seprank reproduce figure-2.2 --scale full -o results/figure-2.2`,
    )
    .action(async (experiment: string | undefined, options) => {
      const { reproduce } = await import("../actions/reproduce.js");
      await reproduce(experiment, options, readGlobals(command));
    });
}
