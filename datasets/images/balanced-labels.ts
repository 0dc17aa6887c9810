import { InputError } from "../../src/errors.js";
import type { Random } from "../../src/random.js";

/** The label of image k where of the images 2j and 2j + 1 one, drawn at random, has label 1. @param random the stream of the pair */
export function pairedLabel(random: Random, k: number): number {
  return random.integer(2) ^ (k & 1);
}

/** @throws InputError where `count` is no even integer >= 2: the labels could not be balanced */
export function checkPairCount(count: number): void {
  if (!Number.isInteger(count) || count < 2 || count % 2 === 1)
    throw new InputError(
      `images: expected an even number >= 2, half with label 1 and half with label 0, got ${count}`,
    );
}
