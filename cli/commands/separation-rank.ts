import type { Command } from "commander";
import { readGlobals } from "../options/globals.js";
import { addGraphArgument, addRelationOptions } from "../options/graph-argument.js";
import { parseInteger, parseNumber } from "../options/option-values.js";

/** Declares `seprank separation-rank`: its arguments, options and help. */
export function addSeparationRank(program: Command): void {
  const command = program
    .command("separation-rank")
    .description(
      "separation ranks of networks with random weights, measured, beside the bounds of the theory",
    );
  addRelationOptions(addGraphArgument(command))
    .option("--partition <file>", "subsets of the vertices: .json, or rows of partition,vertex[,target]")
    .option("--partitions-by <name>", "instead: label, community, component, bridge or cut; see walk-index")
    .option("--parts <integer>", "with --partitions-by cut: how many; default: 8", parseInteger)
    .option(
      "--target <vertex>",
      "for vertex prediction: the target of partitions that have none of their own; default: graph prediction",
    )
    .option("--depth <integer>", "the network's depth L", parseInteger, 2)
    .option("--width <integer>", "the network's width Dh", parseInteger, 2)
    .option("--features <integer>", "the features' dimension Dx", parseInteger, 2)
    .option("--trials <integer>", "networks, each with random weights of its own (--seed)", parseInteger, 20)
    .option("--points <integer>", "most points a side: the largest rank that can be found", parseInteger, 128)
    .option("--timeout <seconds>", "give up, with exit code 1, when it takes longer", parseNumber)
    .option("-o, --out <file>", "also write the table: .csv or .arrow, - for standard output")
    .addHelpText(
      "after",
      `
The networks aggregate by products, as in the theory. Ranks are found in exact arithmetic modulo a prime:
"lowest" and "highest" over the trials are lower bounds on the separation rank always, and are it, but for
an event of small probability (in --json), where they are below the number of points. A ">=" marks ranks
that need more points. Bounds, natural logarithms in --json, are ranks here:
  theorem 8   for almost all weights (11 on directed graphs)
  cut         for all weights: the minimal cut of the network's tensor network, where it is not too large
  theorem 7   for all weights (10 on directed graphs)

It is for small graphs: both the measured rank and the cut take long where walks are many. For large ones
the walk index gives bounds: seprank walk-index. Ten seconds in, it says how long it will take where that is
more than a minute: the time grows with --trials, the square of --points and the square of --width.

Examples:
  $ seprank separation-rank edges.csv --partition sides.json
  $ seprank separation-rank edges.csv --partition sides.json --depth 3 --target 17 --trials 5
  $ seprank separation-rank karate --partitions-by label --depth 1 --json`,
    )
    .action(async (graph: string, options) => {
      const { separationRanks } = await import("../actions/separation-rank.js");
      await separationRanks(graph, options, readGlobals(command));
    });
}
