import { InputError } from "../../errors.js";
import type { GraphDataset } from "../../graph/dataset.js";
import type { GraphTask } from "../../nn/training/task.js";

/** What training needs of a collection of graphs, but for the split. */
export type GraphCollectionTask = Omit<GraphTask, "split">;

/** Fewer labelled graphs than this leave a part of a split at 80/10/10 empty. */
const FEWEST_LABELLED = 10;

/**
 * The part of a data set that graphs are classified with.
 *
 * @throws InputError where it is a single graph, its vertices have no features, fewer than ten graphs have a label, or
 *   the labels name fewer than two classes
 */
export function graphCollection({ name, adjacency, features, graphs }: GraphDataset): GraphCollectionTask {
  if (graphs === undefined)
    throw new InputError(`${name}: expected a collection of graphs, got a single graph`);
  if (features === null)
    throw new InputError(`${name}: has no vertex features to train on; take a collection that has`);
  const { offsets, labels, classNames } = graphs;
  const labelled = labels.filter((label) => label !== -1);
  if (labelled.length < FEWEST_LABELLED)
    throw new InputError(
      `${name}: expected at least ${FEWEST_LABELLED} labelled graphs to train, validate and test on, got ${labelled.length}`,
    );
  const distinct = new Set(labelled).size;
  if (distinct < 2)
    throw new InputError(`${name}: expected graphs of at least two classes to train on, got ${distinct}`);
  const largest = labelled.reduce((a, b) => Math.max(a, b));
  const classCount = Math.max(largest + 1, classNames?.length ?? 0);
  return { adjacency, offsets, features, labels, classCount };
}
