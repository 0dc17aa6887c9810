import { InputError } from "../../errors.js";
import { randomSplit, SPLIT_SHARES } from "../../graph/attributes/split.js";
import type { Split } from "../../graph/dataset.js";
import type { ClassificationGraph } from "../../nn/training/classification-graph.js";
import { createRandom } from "../../random.js";
import type { TrialOptions } from "./record.js";

/**
 * How a graph's trials are split: see {@link TrialOptions}.
 *
 * @example
 * ```ts
 * import { splitOptionOf } from "seprank/results";
 *
 * splitOptionOf({ splits: [] }); // => { train: 0.8, validation: 0.1, test: 0.1 }
 * ```
 */
export function splitOptionOf({ splits }: Pick<ClassificationGraph, "splits">): TrialOptions["split"] {
  return splits.length === 0 ? SPLIT_SHARES : { given: splits.length };
}

/**
 * What a seed's trials train on, choose by, and are tested on: random shares of the labelled vertices, drawn by the seed, or of S given
 * splits the one with index (seed mod S), the same for all methods, levels and models.
 *
 * @param option default: the graph's own, see {@link splitOptionOf}
 * @throws InputError where the graph has not as many given splits as the option says
 *
 * @example
 * ```ts
 * import { trialSplit } from "seprank/results";
 *
 * const labels = new Int32Array(10);
 * const { train, validation, test } = trialSplit({ labels, splits: [] }, 0);
 * [train.length, validation.length, test.length]; // => [8, 1, 1]
 * ```
 */
export function trialSplit(
  { labels, splits }: Pick<ClassificationGraph, "labels" | "splits">,
  seed: number,
  option: TrialOptions["split"] = splitOptionOf({ splits }),
): Split {
  if (!("given" in option)) return randomSplit(labels, option, createRandom(seed, "split"));
  if (splits.length !== option.given)
    throw new InputError(
      `split: expected a graph with ${option.given} given splits, got ${splits.length}; take it with classificationGraph(dataset, { split: "given" })`,
    );
  return splits[seed % splits.length];
}
