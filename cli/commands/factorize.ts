import { Argument, type Command, Option } from "commander";
import { readGlobals } from "../options/globals.js";
import { parseAmount, parseInteger, parseNumber, parseShape } from "../options/option-values.js";
import { requireOptions } from "../options/required-options.js";

/** Declares `seprank factorize`: its arguments, options and help. */
export function addFactorize(program: Command): void {
  const command = requireOptions(program.command("factorize"), "--input", "--out")
    .description("complete a matrix or tensor by gradient descent on a factorization, and measure its ranks")
    .addArgument(
      new Argument("<model>", "what the tensor is written as").choices([
        "matrix",
        "tensor",
        "deep-tensor",
        "hierarchical",
      ]),
    )
    .option(
      "--input <file>",
      "known entries: .csv, .tsv or .txt (rows of indices and a value; - for standard input), .npy, .npz",
    )
    .option("-o, --out <folder>", "folder for the results; a new one, or one to go on in")
    .option("--order <count>", "number of modes, checked against the file", parseInteger)
    .option(
      "--shape <sizes>",
      "dimensions, as 50,15,25 (default: as large as the file's indices ask for)",
      parseShape,
    )
    .option("--one-based", "indices of the file begin at 1, not 0")
    .option("--key <name>", "the array of an .npz archive that holds several")
    .option("--missing-nan", "NaN in an array stands for an entry that is not known")
    .option(
      "--observe <part>",
      "known entries to see, the others are held out: 0.2, 20% or 2000",
      parseAmount,
    )
    .option("--held-out <fraction>", "the complement of --observed: 0.1 observes 90%", parseNumber)
    .option(
      "--rank <count>",
      "components (matrix: hidden size; hierarchical: local components at every node), at most; default: what restricts nothing, but no more than 100 (matrix, tensor) or 30",
      parseInteger,
    )
    .option("--width <count>", "the same as --rank", parseInteger)
    .option(
      "--depth <count>",
      "matrix: factors (default: 3); deep-tensor: matrices before every vector (default: 1)",
      parseInteger,
    )
    .option(
      "--mode-tree <tree>",
      "hierarchical: binary (halves, the default), shallow, or nested lists: [[0,1],[2,3]]",
    )
    .option(
      "--init-scale <number>",
      "standard deviation of the initial weights (default: 0.01; hierarchical: 0.1)",
      parseNumber,
    )
    .option(
      "--matrix-init-scale <number>",
      "deep-tensor: the same of its matrices (default: 1 over the root of their size)",
      parseNumber,
    )
    .addOption(
      new Option(
        "--optimizer <name>",
        "adaptive: gradient descent with steps by the size of recent gradients",
      )
        .choices(["adaptive", "gradient-descent", "adam"])
        .default("adaptive"),
    )
    .option("--learning-rate <number>", "default: 0.01; gradient-descent: 1", parseNumber)
    .option("--iterations <count>", "steps at most", parseInteger, 20000)
    .option(
      "--stop-below <number>",
      "squared relative error over the observed entries to stop at",
      parseNumber,
      1e-6,
    )
    .option(
      "--record-every <count>",
      "iterations from one row of the trajectory to the next (default: 500 rows)",
      parseInteger,
    )
    .option("--start <file>", "begin with the weights of a checkpoint.npz of another folder")
    .option("--no-completed", "do not write the completed tensor, nor build it")
    .addHelpText(
      "after",
      `
Values are divided by the root mean square of those observed, and multiplied back in what is written: the
completed tensor (completed.npy), errors and ranks (summary.json). The folder also gets the trajectory
(trajectory.arrow, .svg, .png), the weights (factors.npz, to be multiplied by its unit) and a checkpoint.
Interrupted, the same command goes on from the checkpoint, to the same result bit for bit. A small initial
scale is what makes gradient descent prefer low ranks; steps that are too large show as jumps in the picture.

Examples:
  $ seprank factorize matrix --input ratings.csv --held-out 0.1 -o ratings
  $ seprank factorize tensor --input weather.npy --observe 0.3 --rank 50 -o weather
  $ seprank factorize deep-tensor --input weather.npy --observe 30% --depth 2 --init-scale 0.001 -o deeper
  $ seprank factorize hierarchical --input scores.npz --mode-tree "[[0,1],[2,3]]" --width 20 -o tree`,
    )
    .action(async (model: string, options) => {
      const { factorize } = await import("../actions/factorize.js");
      await factorize(model, options, readGlobals(command));
    });
}
