import { type Command, Option } from "commander";
import { readGlobals } from "../options/globals.js";
import { parseInteger, parseNumber } from "../options/option-values.js";
import { requireOptions } from "../options/required-options.js";

/** `datasets make`: images of the locality experiments. */
export function addMakeDataset(datasets: Command): void {
  const make = datasets
    .command("make")
    .description("make images of the locality experiments as a NumPy archive: Pathfinder, or pairs of images")
    .addHelpText(
      "after",
      `
Examples:
  $ seprank datasets make pathfinder --length 9 -o pathfinder.npz
  $ seprank datasets make is-same-class --images cifar-10 --distance 80 -o pairs.npz`,
    );
  addPathfinder(make);
  addIsSameClass(make);
}

function addPathfinder(make: Command): void {
  const command = supplyOptions(
    make.command("pathfinder").description("are the two circles joined by a dashed path?"),
  )
    .option("--length <paddles>", "dashes of either target path", parseInteger, 9)
    .option("--size <pixels>", "side of the square images", parseInteger, 224)
    .option(
      "--canvas <units>",
      "side of what is drawn, in units of the lengths below (default: as many as pixels; 300 in the published generator)",
      parseNumber,
    )
    .option("--circle-radius <units>", "default: 3", parseNumber)
    .option("--paddle-length <units>", "default: 5", parseNumber)
    .option("--paddle-thickness <units>", "default: 2", parseNumber)
    .option("--margin <units>", "free room around a dash (default: 3)", parseNumber)
    .option(
      "--continuity <number>",
      "dashes turn by 90 degrees over this at most (default: 1.8)",
      parseNumber,
    )
    .option("--padding <units>", "width of the empty frame (default: 22 of 300)", parseNumber)
    .option(
      "--distractors <paddles>",
      "dashes of the distractors, about (default: 30 on a canvas of 300)",
      parseInteger,
    )
    .addHelpText(
      "after",
      `
The protocol of Linsley et al. (2018) with the hyperparameters of the thesis (appendix C.4.2.2). Half of the
images have label 1. The archive holds images (uint8, [N, size, size, 1]) and labels (uint8).

Examples:
  $ seprank datasets make pathfinder --length 9 --count 10000 --part train -o train.npz
  $ seprank datasets make pathfinder --length 3 --size 64 --count 400 --contact-sheet sheet.png -o small.npz`,
    )
    .action(async (options) => {
      const { makePathfinder } = await import("../actions/make-dataset.js");
      await makePathfinder(options, readGlobals(command));
    });
}

function addIsSameClass(make: Command): void {
  const command = supplyOptions(
    make.command("is-same-class").description("are two images, some distance apart, of the same class?"),
  )
    .addOption(
      new Option("--images <set>", "labelled images in a data folder")
        .choices(["cifar-10", "fashion-mnist", "mnist"])
        .default("cifar-10"),
    )
    .option("--distance <pixels>", "columns between the two images", parseInteger, 0)
    .option("--height <pixels>", "of the canvas", parseInteger, 224)
    .option("--width <pixels>", "of the canvas", parseInteger, 224)
    .addHelpText(
      "after",
      `
Thesis section 3.6 and appendix C.4.2.2. Half of the pairs have label 1; both parts are made of different
images. The archive holds images (uint8, [N, height, width, channels]), labels (uint8) and where the images
of a pair stand (left, right: row, column, height, width). CIFAR-10 is looked for in cifar-10-batches-bin, the
unpacked cifar-10-binary.tar.gz of https://www.cs.toronto.edu/~kriz/cifar.html.

Examples:
  $ seprank datasets make is-same-class --images cifar-10 --distance 160 --count 5000 --part train -o train.npz
  $ seprank datasets make is-same-class --images fashion-mnist --distance 20 --height 32 --width 96 -o pairs.npz`,
    )
    .action(async (options) => {
      const { makeIsSameClass } = await import("../actions/make-dataset.js");
      await makeIsSameClass(options, readGlobals(command));
    });
}

function supplyOptions(command: Command): Command {
  return requireOptions(command, "--out")
    .option("-o, --out <file>", "the archive, FILE.npz")
    .option("--count <images>", "an even number", parseInteger, 1000)
    .addOption(
      new Option("--part <name>", "images of the one are drawn independently of the other's")
        .choices(["train", "test"])
        .default("train"),
    )
    .option("--contact-sheet <file>", "also a PNG of the first images: label 1 above, label 0 below");
}
