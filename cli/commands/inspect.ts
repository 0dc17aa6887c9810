import type { Command } from "commander";
import { readGlobals } from "../options/globals.js";
import { addGraphArgument, addRelationOptions } from "../options/graph-argument.js";

/** Declares `seprank inspect`: its arguments, options and help. */
export function addInspect(program: Command): void {
  const command = program
    .command("inspect")
    .description("counts, degrees, components, features, classes and walk indices of a graph");
  addRelationOptions(addGraphArgument(command))
    .addHelpText(
      "after",
      `
Walk indices are those of single vertices, for networks of L layers: closed walks of length L,
0 at a vertex without neighbours. Homophily is the fraction of edges within a class.

Examples:
  $ seprank inspect cora
  $ seprank inspect edges.csv.gz --json
  $ cat edges.txt | seprank inspect - --format edge-list`,
    )
    .action(async (graph: string, options) => {
      const { inspect } = await import("../actions/inspect.js");
      await inspect(graph, options, readGlobals(command));
    });
}
