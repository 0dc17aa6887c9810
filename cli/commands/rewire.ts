import type { Command } from "commander";
import { readGlobals } from "../options/globals.js";
import { addGraphArgument, addOutputOptions } from "../options/graph-argument.js";
import { parseInteger } from "../options/option-values.js";
import { requireOptions } from "../options/required-options.js";

/** Declares `seprank rewire`: its arguments, options and help. */
export function addRewire(program: Command): void {
  const command = program
    .command("rewire")
    .description("add missing edges by walk indices, and keep all that is there");
  requireOptions(addOutputOptions(addGraphArgument(command)), "--add", "--candidates")
    .option("--add <count>", "how many edges", parseInteger)
    .option(
      "--candidates <file>",
      "edges that may be added, as a graph of the same vertices, or two-hop: all pairs with a common neighbour",
    )
    .option("--walk-length <integer>", "L - 1, the length of walks: 1 or 2", parseInteger, 2)
    .addHelpText(
      "after",
      `
The mirror of WIS: one edge after the other, that candidate is added after which the vertices' walk indices, sorted ascending, are greatest,
the smallest compared first; of equal ones the first candidate. The vertices that interact least with the rest of the graph get
edges first. Exact. Whether added edges help a network is for evaluate to say.

A file of candidates has a format of seprank's (its ending says which); names of vertices are those of GRAPH. A candidate that is an edge already,
or has a vertex that GRAPH has not, is an error; loops and repeated ones are left out, and told.
The graph must be undirected, without weights and edge types, as new edges would have none.

Examples:
  $ seprank rewire cora --add 100 --candidates two-hop -o more.npz
  $ seprank rewire edges.csv --add 10 --candidates missing.csv --walk-length 1 -o more.csv`,
    )
    .action(async (graph: string, options) => {
      const { rewire } = await import("../actions/rewire.js");
      await rewire(graph, options, readGlobals(command));
    });
}
