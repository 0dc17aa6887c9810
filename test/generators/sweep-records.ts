import type { FinishedRecord } from "../../src/evaluate/trials/record.js";
import { ANY_METHOD } from "../../src/evaluate/trials/trial.js";
import { finishedRecord } from "./trial-records.js";

export const METHODS = ["1-wis", "2-wis", "random"];
const LEVELS = [0.3, 0.6, 0.9];

/** A whole sweep's records, with accuracies that differ by method, level and seed. */
export function sweepRecords(
  fields: Partial<FinishedRecord> = {},
  { methods = METHODS, seeds = [0, 1, 2] }: { methods?: readonly string[]; seeds?: readonly number[] } = {},
): FinishedRecord[] {
  const { edges } = fields.input ?? finishedRecord().input;
  return seeds.flatMap((seed) => [
    ...[0, 1].map((sparsity) =>
      finishedRecord({
        method: ANY_METHOD,
        seed,
        sparsity,
        removed: edges * sparsity,
        testAccuracy: 0.9 - 0.2 * sparsity - 0.001 * seed,
        orderSeconds: 0,
        ...fields,
      }),
    ),
    ...methods.flatMap((method, k) =>
      LEVELS.map((sparsity) =>
        finishedRecord({
          method,
          seed,
          sparsity,
          removed: Math.round(edges * sparsity),
          testAccuracy: 0.88 - 0.2 * sparsity - 0.02 * k + 0.01 * Math.sin(7 * seed + 3 * k + sparsity),
          orderSeconds: 0.1 * (k + 1) + 0.01 * seed,
          seconds: 1 + sparsity,
          inferenceSeconds: 0.01 * (2 - sparsity),
          tensorBytes: Math.round((20 - 10 * sparsity) * 2 ** 20),
          peakMemory: (100 + k) * 2 ** 20,
          ...fields,
        }),
      ),
    ),
  ]);
}
