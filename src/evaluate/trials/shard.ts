import { createHash } from "node:crypto";
import { InputError } from "../../errors.js";
import { type Trial, trialKey } from "./trial.js";

/** One of several parts of a sweep that are run apart, on machines that share nothing. */
export interface Shard {
  /** which one, 1 .. count */
  readonly index: number;
  /** how many there are */
  readonly count: number;
}

/** @throws InputError where the index is not one of 1 .. count */
export function checkShard({ index, count }: Shard): void {
  if (
    !(
      Number.isSafeInteger(count) &&
      count >= 1 &&
      Number.isSafeInteger(index) &&
      index >= 1 &&
      index <= count
    )
  )
    throw new InputError(`shard: expected I/N with 1 <= I <= N, such as 3/16, got ${index}/${count}`);
}

/**
 * Whether a trial is of a shard. It is of exactly one, which depends on the trial alone: model, method, number of edges removed and seed.
 * Seeds, methods and levels that are added later leave the others where they are.
 *
 *   first 48 bits of SHA-256 of the trial's key, modulo the number of shards
 */
export function isInShard(trial: Omit<Trial, "sparsity">, { index, count }: Shard): boolean {
  const digest = createHash("sha256").update(trialKey(trial)).digest();
  return digest.readUIntBE(0, 6) % count === index - 1;
}
