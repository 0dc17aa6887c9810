import type { Command } from "commander";
import { readGlobals } from "../options/globals.js";
import { addGraphArgument, addOutputOptions, addRelationOptions } from "../options/graph-argument.js";

/** Declares `seprank convert`: its arguments, options and help. */
export function addConvert(program: Command): void {
  const command = program.command("convert").description("write a graph in another file format");
  addOutputOptions(addRelationOptions(addGraphArgument(command)))
    .addHelpText(
      "after",
      `
Examples:
  $ seprank convert cora -o cora.npz
  $ seprank convert graph.gexf -o graph.graphml
  $ seprank convert triples.tsv --directed --edge-type 2 -o triples.npz
  $ seprank convert karate -o - | head`,
    )
    .action(async (graph: string, options) => {
      const { convert } = await import("../actions/convert.js");
      await convert(graph, options, readGlobals(command));
    });
}
