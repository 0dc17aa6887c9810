import type { Command } from "commander";
import { readGlobals } from "../options/globals.js";
import { addGraphArgument, addRelationOptions } from "../options/graph-argument.js";
import { parseInteger } from "../options/option-values.js";

/** Declares `seprank walk-index`: its arguments, options and help. */
export function addWalkIndex(program: Command): void {
  const command = program
    .command("walk-index")
    .description("walk indices of partitions, or of all vertices, and bounds on the separation rank");
  addRelationOptions(addGraphArgument(command))
    .option("--walk-length <integer>", "L - 1; default: depth - 1, or 2", parseInteger)
    .option("--partition <file>", "subsets of the vertices: .json, or rows of partition,vertex[,target]")
    .option("--partitions-by <name>", "instead: label, community, component, bridge or cut, see below")
    .option("--parts <integer>", "with --partitions-by cut: how many; default: 8", parseInteger)
    .option(
      "--target <vertex>",
      "for vertex prediction: the target of partitions that have none of their own",
    )
    .option("--depth <integer>", "the network's depth L; default: walk length + 1", parseInteger)
    .option("--width <integer>", "the network's width Dh: gives bounds on the separation rank", parseInteger)
    .option("--features <integer>", "the features' dimension Dx; default: the graph's", parseInteger)
    .option("-o, --out <file>", "also write all values: .csv or .arrow, - for standard output")
    .addHelpText(
      "after",
      `
Without partitions: every vertex against all others, with itself as the target. Counts are exact:
integers of 2^53 and more are written in full. Bounds are natural logarithms; a lower bound is marked
"exact" where the best admissible subset was found, "greedy" where it may be larger.

Ways to make partitions, every part against all other vertices:
  label      the classes of labelled vertices
  community  communities by the Louvain method (--seed); whole components left out
  component  connected components; nothing crosses them, so that their walk indices are 0
  bridge     parts that are joined to the rest by bridges only (2-edge-connected components)
  cut        --parts parts of equal size with few edges between them (--seed)

Examples:
  $ seprank walk-index cora --walk-length 3 -o indices.csv
  $ seprank walk-index edges.csv --partition sides.json --depth 3 --width 64 --features 1433
  $ seprank walk-index cora --partitions-by label --width 64
  $ seprank walk-index cora --partitions-by cut --parts 16
  $ seprank walk-index cora --partition parts.csv --target 17 --json
  $ seprank walk-index relations.csv --directed --edge-type relation`,
    )
    .action(async (graph: string, options) => {
      const { walkIndex } = await import("../actions/walk-index.js");
      await walkIndex(graph, options, readGlobals(command));
    });
}
