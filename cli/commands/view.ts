import { type Command, Option } from "commander";
import { COLOUR_WAYS } from "../../src/report/graph-picture/colour-ways.js";
import { readGlobals } from "../options/globals.js";
import { addGraphArgument } from "../options/graph-argument.js";
import { parseAmount, parseNumber } from "../options/option-values.js";
import { requireOptions } from "../options/required-options.js";

/** Declares `seprank view`: its arguments, options and help. */
export function addView(program: Command): void {
  const command = program
    .command("view")
    .description("draw a graph: a page with a slider over removal orders, or a picture for a paper");
  requireOptions(addGraphArgument(command), "--out")
    .option("--method <names>", "methods whose removal orders are shown, with a comma between two")
    .option(
      "--order <file>",
      "an order made elsewhere: all edges, first removed first, as sparsify --order writes them",
    )
    .addOption(
      new Option(
        "--color <what>",
        "what the colours of vertices tell; default: class where they have some, else walk-index",
      ).choices(COLOUR_WAYS),
    )
    .option(
      "--remove <amount>",
      "how much is removed at first: 0.5, 50% or a number of edges; default: 50%",
      parseAmount,
    )
    .option(
      "--timeout <seconds>",
      "leave a method out, and say so, when its order takes longer",
      parseNumber,
      60,
    )
    .option(
      "-o, --out <file>",
      "file to write: .html, a page that needs nothing else; .svg or .png, a picture",
    )
    .addHelpText(
      "after",
      `
The page draws graphs of up to 100,000 edges. It names the vertex under the pointer, finds vertices by name, saves
pictures, and asks for nothing from the network. Two orders stand side by side. A picture shows what is left of the
graph after --remove, for each order. Directions, types and weights of edges are not drawn.

Colours:
  walk-index  WI of each vertex against all others, for walks of length 2, in what is left: 2 tri + 3 d + 1
  class       the labels of vertices
  component   the largest components of what is left

Examples:
  $ seprank view edges.csv -o graph.html
  $ seprank view cora --method 2-wis,random -o cora.html
  $ seprank view cora --method 2-wis --remove 80% --color walk-index -o figure.svg
  $ seprank view edges.csv --order order.csv -o mine.html`,
    )
    .action(async (graph: string, options) => {
      const { view } = await import("../actions/view.js");
      await view(graph, options, readGlobals(command));
    });
}
