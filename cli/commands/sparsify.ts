import type { Command } from "commander";
import { readGlobals } from "../globals.js";
import { addGraphArgument, addOutputOptions } from "../graph-argument.js";
import { parseAmount } from "../option-values.js";

export function addSparsify(program: Command): void {
  const command = program.command("sparsify").description("remove edges, and keep all vertices");
  addOutputOptions(addGraphArgument(command))
    .requiredOption("--method <name>", "1-wis, 2-wis or random")
    .requiredOption("--remove <amount>", "how much: 0.5, 50% or a number of edges", parseAmount)
    .option("--order <file>", "also write all edges, source and target, first removed first: .csv or .arrow")
    .addHelpText(
      "after",
      `
An amount without a decimal point or % is a number of edges: 1 is one edge, 1.0 and 100% are all.
The removal order does not depend on the amount: what is removed at 30% is removed at 50% as well.

Examples:
  $ seprank sparsify cora --method 2-wis --remove 50% -o half.npz
  $ seprank sparsify edges.txt --method 1-wis --remove 2639 -o - --order order.csv
  $ seprank sparsify cora --method random --seed 7 --remove 0.3 -o pruned.graphml`,
    )
    .action(async (graph: string, options) => {
      const { sparsify } = await import("../actions/sparsify.js");
      await sparsify(graph, options, readGlobals(command));
    });
}
