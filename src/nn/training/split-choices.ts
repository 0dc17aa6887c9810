import { InputError } from "../../errors.js";
import type { GraphDataset, Split } from "../../graph/dataset.js";

const PARTS = ["train", "validation", "test"] as const satisfies readonly (keyof Split)[];

/**
 * The splits that came with a data set, at least one, fit to train and test on.
 *
 * Complexity: O(S V) for S splits.
 *
 * @throws InputError where there is none, or where in one of them a part is empty, two parts share a vertex, or a vertex has no label
 */
export function givenSplits({ name, splits, labels, adjacency }: GraphDataset): readonly Split[] {
  if (splits.length === 0)
    throw new InputError(
      `${name}: brings no split of its own; take random ones (--split random), or a data set that brings some (seprank inspect counts them)`,
    );
  splits.forEach((split, k) => {
    const fault = faultOf(split, labels, adjacency.vertexCount);
    if (fault !== undefined)
      throw new InputError(
        `${name}: its split ${k + 1} of ${splits.length}: ${fault}; correct it, or take random splits (--split random)`,
      );
  });
  return splits;
}

/** What is wrong with a split, undefined where nothing is. */
function faultOf(split: Split, labels: Int32Array | null, vertexCount: number): string | undefined {
  const partOf = new Map<number, keyof Split>();
  for (const part of PARTS) {
    if (split[part].length === 0) return `expected at least one ${part} vertex, got none`;
    for (const vertex of split[part]) {
      const other = partOf.get(vertex);
      if (vertex >= vertexCount) return `expected ${part} vertices below ${vertexCount}, got ${vertex}`;
      if (other === part) return `expected each vertex once, got vertex ${vertex} twice in ${part}`;
      if (other !== undefined)
        return `expected parts without common vertices, got vertex ${vertex} in ${other} and ${part}`;
      if ((labels?.[vertex] ?? -1) < 0)
        return `expected labelled ${part} vertices, got vertex ${vertex} without a label`;
      partOf.set(vertex, part);
    }
  }
  return undefined;
}

/**
 * How vertices are split into those for training, validation and test: `random` draws 80/10/10 of the labelled ones anew for every
 * seed, `given` takes a split that came with the data set.
 */
export const SPLIT_CHOICES = ["random", "given"] as const;

export type SplitChoice = (typeof SPLIT_CHOICES)[number];
