import { InputError } from "../../errors.js";

/** Places up to here are exact as float32, in which the place of each maximum is kept for its gradient. */
const MOST_PLACES = 2 ** 24;

/** @throws InputError where there are more places than float32 tells apart: gradients would go to the wrong ones without a word */
export function checkPlaces(op: string, count: number, what: string): void {
  if (count > MOST_PLACES)
    throw new InputError(
      `${op}: expected at most ${MOST_PLACES.toLocaleString("en")} ${what}, the places that float32 tells apart, got ${count.toLocaleString("en")}; take a sum or mean, or a smaller graph`,
    );
}
