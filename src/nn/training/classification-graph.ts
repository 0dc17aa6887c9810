import { InputError } from "../../errors.js";
import type { Adjacency } from "../../graph/adjacency.js";
import { randomSplit, SPLIT_SHARES } from "../../graph/attributes/split.js";
import type { Features, GraphDataset, Split } from "../../graph/dataset.js";
import { createRandom } from "../../random.js";
import { givenSplits, type SplitChoice } from "./split-choices.js";
import { checkVertexTask } from "./task.js";

/** What training needs of a data set, and nothing else: small enough to be sent to a worker. */
export interface ClassificationGraph {
  readonly adjacency: Adjacency;
  readonly features: Features;
  /** [V] class of each vertex, -1 where it has none */
  readonly labels: Int32Array;
  /** C */
  readonly classCount: number;
  /** that came with the data, where they are what trials are split by; empty where each seed draws a random one */
  readonly splits: readonly Split[];
}

/** Fewer labelled vertices than this leave a part of a split at 80/10/10 empty. */
const FEWEST_LABELLED = 10;

/**
 * The part of a data set that vertices are classified with.
 *
 * @param directed whether the model knows what to do with directions; default false
 * @param split default random
 * @throws InputError where features or labels are missing or cannot be trained on (see checkVertexTask), where
 *   the labels name fewer than two classes, or are fewer than ten for a random split, and as {@link givenSplits}
 *
 * @example
 * ```ts
 * import { generateCitations } from "seprank";
 * import { classificationGraph } from "seprank/nn";
 *
 * const graph = classificationGraph(generateCitations());
 * graph.labels.length === graph.adjacency.vertexCount; // => true
 * ```
 */
export function classificationGraph(
  dataset: GraphDataset,
  {
    directed = false,
    split = "random",
  }: { readonly directed?: boolean | undefined; readonly split?: SplitChoice | undefined } = {},
): ClassificationGraph {
  const { name, adjacency, features, labels, classNames } = dataset;
  if (features === null || labels === null) {
    const missing = [features === null ? "features" : [], labels === null ? "labels" : []]
      .flat()
      .join(" and ");
    throw new InputError(
      `${name}: has no vertex ${missing} to train on; take a data set that has (seprank datasets lists some)`,
    );
  }
  const labelled = labels.reduce((count, label) => count + (label === -1 ? 0 : 1), 0);
  if (split === "random" && labelled < FEWEST_LABELLED)
    throw new InputError(
      `${name}: expected at least ${FEWEST_LABELLED} labelled vertices to train, validate and test on, got ${labelled}`,
    );
  const distinct = new Set(labels);
  distinct.delete(-1);
  if (distinct.size < 2)
    throw new InputError(
      `${name}: expected labels of at least two classes to train on, got ${distinct.size}`,
    );
  const largest = labels.reduce((a, b) => Math.max(a, b), 0);
  const splits = split === "given" ? givenSplits(dataset) : [];
  const classCount = Math.max(largest + 1, classNames?.length ?? 0);
  const graph = { adjacency, features, labels, classCount, splits };
  try {
    const [any = randomSplit(labels, SPLIT_SHARES, createRandom(0))] = splits;
    checkVertexTask({ ...graph, split: any }, directed);
  } catch (error) {
    throw error instanceof InputError ? new InputError(`${name}: ${error.message}`, { cause: error }) : error;
  }
  return graph;
}
