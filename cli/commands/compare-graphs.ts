import type { Command } from "commander";
import { readGlobals } from "../options/globals.js";
import { addReaderOptions } from "../options/graph-argument.js";
import { parseInteger } from "../options/option-values.js";

/** Declares `seprank compare-graphs`: its arguments, options and help. */
export function addCompareGraphs(program: Command): void {
  const command = program
    .command("compare-graphs")
    .description("what pruning did: degrees, components, walk indices and growth of walks of two graphs")
    .argument("<A>", "name of a data set or file: the graph before")
    .argument("<B>", "a graph of the same vertices, found by their names; those it lacks are isolated")
    .option("--walk-length <integer>", "L - 1 of the walk indices", parseInteger, 2)
    .option(
      "--partition <file>",
      "also the walk indices of these subsets: .json, or rows of partition,vertex[,target]",
    )
    .option("--partitions-by <name>", "instead, made of A: label, community, component, bridge or cut")
    .option("--parts <integer>", "with --partitions-by cut: how many; default: 8", parseInteger);
  addReaderOptions(command);
  command
    .addHelpText(
      "after",
      `
Walk indices are those of single vertices (see walk-index). The growth of walks is the largest
eigenvalue of the adjacency matrix with its self-loops: by which factor one more step multiplies them.
The algebraic connectivity is the second smallest eigenvalue of the largest component's Laplacian:
the smaller, the fewer edges hold two large parts of it together.
Of a partition, the share of its walk index that B has kept is told, too.

Examples:
  $ seprank compare-graphs cora half.npz
  $ seprank compare-graphs cora half.npz --partitions-by community
  $ seprank compare-graphs before.csv after.csv --walk-length 3 --partition sides.json --json`,
    )
    .action(async (a: string, b: string, options) => {
      const { compareGraphs } = await import("../actions/compare-graphs.js");
      await compareGraphs([a, b], options, readGlobals(command));
    });
}
