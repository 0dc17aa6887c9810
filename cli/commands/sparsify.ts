import { type Command, Option } from "commander";
import { SPLIT_CHOICES } from "../../src/nn/training/split-choices.js";
import { describeMethods } from "../options/describe-methods.js";
import { isEdgeIndex } from "../options/edge-index-files.js";
import { readGlobals } from "../options/globals.js";
import { addGraphArgument, addOutputOptions, addRelationOptions } from "../options/graph-argument.js";
import { parseAmount, parseInteger, parseNumber, parseSetting } from "../options/option-values.js";
import { requireOptions } from "../options/required-options.js";

/** Declares `seprank sparsify`: its arguments, options and help. */
export function addSparsify(program: Command): void {
  const command = program.command("sparsify").description("remove edges, and keep all vertices");
  requireOptions(addOutputOptions(addRelationOptions(addGraphArgument(command))), "--method|--by", "--remove")
    .option("--method <name>", "one of the methods below, or of --plugin")
    .option(
      "--by <file>",
      "instead, an order made elsewhere: all edges, first removed first, as --order writes them",
    )
    .option("--plugin <file>", "a module that calls registerSparsifier of seprank/adjacency; it is run")
    .option("--remove <amount>", "how much: 0.5, 50% or a number of edges", parseAmount)
    .option(
      "--order <file>",
      "also write all edges, source and target, first removed first: .csv or .arrow, - for standard output",
    )
    .option("--set <name=value>", "a parameter of the method, see below; may be repeated", parseSetting)
    .option("--walk-length <integer>", "wis, gwis: L - 1, the length of walks; default: 2", parseInteger)
    .option(
      "--partitions <file>",
      "gwis: subsets of the vertices, .json or rows of partition,vertex[,target]",
    )
    .option("--partitions-by <name>", "gwis: instead, label, community, component, bridge or cut")
    .option("--parts <integer>", "with --partitions-by cut: how many; default: 8", parseInteger)
    .option("--order-by <name>", "gwis: lexicographic (default), sum, min or max of the walk indices")
    .option(
      "--batch <integer>",
      "wis, proxy-delete: edges removed for each scoring; default: 1",
      parseInteger,
    )
    .option("--parity <name>", "wis: thesis, for batches and ties as in its published experiments")
    .option("--model <name>", "ugs: the network whose edges are weighted: gcn (default), gin, gin-0, resgcn")
    .addOption(
      new Option(
        "--split <way>",
        "ugs: train on a random split (default), or as given with the data",
      ).choices(SPLIT_CHOICES),
    )
    .option("--backend <name>", "ugs: tensor backend: auto, tensorflow, wasm or cpu", "auto")
    .option("--protect <graph>", "edges that are never removed, as a graph")
    .option(
      "--keep-degree <integer>",
      "remove no edge at a vertex with so few: 1 isolates none",
      parseInteger,
    )
    .option(
      "--resume <graph>",
      "go on from this graph, which GRAPH was pruned to; --remove counts from GRAPH",
    )
    .option("--timeout <seconds>", "give up, with exit code 1, when the order takes longer", parseNumber)
    .addHelpText(
      "after",
      `
${describeMethods()}

An amount without a decimal point or % is a number of edges: 1 is one edge, 1.0 and 100% are all.
With --partitions or --partitions-by, gwis keeps their walk indices; without, those of all vertices, as wis does faster.
The removal order does not depend on the amount: what is removed at 30% is removed at 50% as well;
but spanner and spectral-reweighted choose the edges of every amount separately. Equal scores: lowest edge first.
ugs needs features and labels: it trains a network 20 times over, on the split that evaluate takes for the same seed.
disparity and maximum-spanning-forest need weights; k-neighbor, algebraic-distance and the spectrum use them.
Partitions by community keep what connects densely linked groups, by bridge what only one edge connects, by cut what
connects equal parts, by label what connects classes; nothing crosses a component. walk-index --help says more.
A name may hold the walk length and the partitions: 3-wis, gwis@community, 1-gwis@cut:16.

An edge_index of shape (2, E) as .npy, or in an .npz with -o FILE.npy, is read in pieces, within --memory (default: half of the machine's):
for 1-wis, random and degree, on graphs of up to 10^9 edges. Written is a mask over its columns (--to mask, the default) or
the columns kept (--to edge-index). Directions are dropped: columns between the same vertices are one edge. An interrupted run of
1-wis goes on when it is started again. With -o FILE.npy a list of edges between whole numbers is read so, too: as text (.csv, .tsv,
.txt, gzipped or not) or as a table (.parquet, .arrow).

Examples:
  $ seprank sparsify edge_index.npy --method 1-wis --remove 50% -o kept.npy
  $ seprank sparsify cora --method 2-wis --remove 50% -o half.npz
  $ seprank sparsify edges.txt --method 1-wis --remove 2639 -o - --order order.csv
  $ seprank sparsify cora --method wis --walk-length 3 --remove 50% -o half.npz
  $ seprank sparsify cora --method gwis@community --remove 50% -o half.npz
  $ seprank sparsify edges.csv --method gwis --partitions sides.json --order-by sum --remove 10 -o less.csv
  $ seprank sparsify relations.csv --directed --edge-type relation --method 2-wis --remove 50% -o half.graphml
  $ seprank sparsify cora --method spanner --set stretch=3 --remove 10% -o spanner.npz
  $ seprank sparsify edges.csv --by order.csv --remove 30% -o less.csv
  $ seprank sparsify cora --plugin ./mine.mjs --method my-method --remove 50% -o half.npz
  $ seprank sparsify cora --method random --seed 7 --remove 0.3 -o pruned.graphml`,
    )
    .action(async (graph: string, options) => {
      if (isEdgeIndex(graph, options)) {
        const { sparsifyEdgeIndexFile } = await import("../actions/sparsify-edge-index.js");
        return sparsifyEdgeIndexFile(graph, options, readGlobals(command));
      }
      const { sparsify } = await import("../actions/sparsify.js");
      await sparsify(graph, options, readGlobals(command));
    });
}
