import { type Command, Option } from "commander";
import { IMAGE_MODEL_NAMES } from "../../src/nn/images/image-model-names.js";
import { readGlobals } from "../options/globals.js";
import { parseInteger, parseNames, parseNumber, parseNumbers, parseShape } from "../options/option-values.js";
import { requireOptions } from "../options/required-options.js";

/** Declares `seprank locality`: its arguments, options and help. */
export function addLocality(program: Command): void {
  const command = requireOptions(program.command("locality"), "--data", "--out")
    .description("accuracy of convolutional networks by distance, with the regulariser against locality")
    .addOption(new Option("--data <name>", "the task").choices(["is-same-class", "pathfinder"]))
    .option("-o, --out <folder>", "folder for the results; a new one, or one to go on in")
    .option(
      "--distance <numbers>",
      "columns between the two images (default: 0), or paddles of a path (default: 6)",
      parseNumbers,
    )
    .option("--model <names>", `any of ${IMAGE_MODEL_NAMES.join(", ")}`, parseNames, ["resnet-small"])
    .option("--regularizer <numbers>", "coefficients", parseNumbers, [0, 1])
    .option("--seeds <count>", "runs of every setting, from --seed on", parseInteger, 3)
    .addOption(
      new Option("--images <name>", "is-same-class: where images come from")
        .choices(["cifar-10", "fashion-mnist", "mnist"])
        .default("fashion-mnist"),
    )
    .option("--shrink <factor>", "is-same-class: makes images so many times smaller", parseInteger, 1)
    .option(
      "--canvas <size>",
      "height and width in pixels, as 28x112 (default: as high as an image and eight times as wide; pathfinder: 224x224)",
      parseShape,
    )
    .option("--train <count>", "images to train with", parseInteger, 1000)
    .option("--test <count>", "images to test with", parseInteger, 1000)
    .option("--epochs <count>", "at most", parseInteger, 150)
    .option(
      "--perfect-epochs <count>",
      "in a row with all training images classified correctly end the training",
      parseInteger,
      20,
    )
    .option("--batch <count>", "images of a step", parseInteger, 64)
    .option("--accumulate <count>", "parts that a batch is cut into, for want of memory", parseInteger, 1)
    .option("--learning-rate <number>", "", parseNumber, 0.01)
    .option("--weight-decay <number>", "", parseNumber, 0)
    .option("--dropout <number>", "probability, before blocks that have more channels", parseNumber, 0)
    .option("--backend <name>", "tensor backend: auto, tensorflow, wasm or cpu", "auto")
    .addHelpText(
      "after",
      `
is-same-class: two images on black, so far apart; are they of one class? pathfinder: are two circles joined by a
dashed path? Every seed draws its own images. The regulariser is the mean absolute cosine between the
gradient of the output in one region of an image and that after the pixels of another, distant region were
exchanged with other images'; small values mean that the two regions interact.

Every run is a line of runs.jsonl in the folder, which also gets accuracy.txt, .svg and .png. Interrupted, the same
command goes on from its last checkpoint, to the same result bit for bit; more seeds, distances or
coefficients can be added later. Differences are between runs of the same seed.

Examples:
  $ seprank locality --data is-same-class --shrink 2 --distance 0,42,84 -o same-class
  $ seprank locality --data pathfinder --distance 3,5 --canvas 64x64 --regularizer 0,0.5,1 -o paths
  $ seprank locality --data is-same-class --images cifar-10 --canvas 224x224 --distance 0,160 --model resnet18 \\
      --train 5000 --test 10000 --backend tensorflow -o paper`,
    )
    .action(async (options) => {
      const { locality } = await import("../actions/locality.js");
      await locality(options, readGlobals(command));
    });
}
