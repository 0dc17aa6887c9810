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
  return completionTask(truth.shape, indices, entriesOf(truth, indices), loss);
}
