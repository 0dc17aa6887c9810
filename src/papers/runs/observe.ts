import { completionTask, type Loss, sampleEntries, type Task } from "../../factorization/index.js";
import type { Random } from "../../random.js";
import type { Tensor } from "../../tensor/index.js";

/** The entries of a tensor at index tuples. O(count * order). */
export function entriesOf({ shape, data }: Tensor, indices: readonly (readonly number[])[]): number[] {
  return indices.map((index) => data[index.reduce((place, i, n) => place * shape[n] + i, 0)]);
}

/** The completion of a tensor from entries drawn uniformly at random without repetition. */
export function observe(truth: Tensor, count: number, loss: Loss, random: Random): Task {
  const indices = sampleEntries(truth.shape, count, random);
  return completionTask(truth.shape, { indices, values: entriesOf(truth, indices) }, loss);
}

/** Mean squared error of a tensor over the entries that are not at the index tuples. O(entries). */
export function errorOfOthers(
  truth: Pick<Tensor, "shape" | "data">,
  found: Pick<Tensor, "data">,
  indices: readonly (readonly number[])[],
): number {
  const seen = new Set(indices.map((index) => index.reduce((place, i, n) => place * truth.shape[n] + i, 0)));
  let squares = 0;
  for (let k = 0; k < truth.data.length; k++)
    if (!seen.has(k)) squares += (found.data[k] - truth.data[k]) ** 2;
  return squares / (truth.data.length - seen.size);
}
