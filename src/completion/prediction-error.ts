import { entryInputs, type Factorization, type Probe } from "../factorization/index.js";
import type { Tensor } from "../tensor/index.js";
import { indexOfPlace, type KnownEntries } from "./known-entries.js";

/** How far predictions are from the truth. */
export interface PredictionError {
  readonly entries: number;
  /** in the data's unit */
  readonly rootMeanSquare: number;
  /** in units of the observed entries' root mean square */
  readonly relative: number;
}

/** Entries predicted at once, where the end tensor is not built. */
const CHUNK = 2 ** 14;
/** Held-out entries that are looked at along a run. */
const MOST_WATCHED = 20_000;

/** The root mean square of some numbers. */
export function rootMeanSquare(values: Float64Array): number {
  let squares = 0;
  for (const value of values) squares += value * value;
  return Math.sqrt(squares / values.length);
}

/** A factorization that was fitted to entries. */
export interface FittedFactorization {
  readonly factorization: Factorization;
  /** of a tensor whose values were divided by `unit` */
  readonly weights: Float64Array;
  readonly unit: number;
  /** the end tensor in the data's unit, null where it is not built */
  readonly completed: Tensor | null;
}

/**
 * The error of a factorization's end tensor at known entries.
 *
 * Complexity: O(entries), without the tensor that of the factorization's evaluator.
 */
export function predictionError(
  { shape, places, values }: KnownEntries,
  { factorization, weights, unit, completed }: FittedFactorization,
): PredictionError {
  const differences = new Float64Array(values.length);
  if (completed !== null)
    for (let k = 0; k < values.length; k++) differences[k] = completed.data[places[k]] - values[k];
  else
    for (let begin = 0; begin < values.length; begin += CHUNK) {
      const part = Array.from(places.subarray(begin, begin + CHUNK), (place) => indexOfPlace(shape, place));
      const predictions = new Float64Array(part.length);
      factorization.evaluator(entryInputs(shape, part), "plain").predict(weights, predictions);
      predictions.forEach((prediction, k) => {
        differences[begin + k] = unit * prediction - values[begin + k];
      });
    }
  const error = rootMeanSquare(differences);
  return { entries: values.length, rootMeanSquare: error, relative: error / unit };
}

/** The relative error over held-out entries, at most 20,000 of them, at even intervals. */
export function heldOutProbe(factorization: Factorization, heldOut: KnownEntries, unit: number): Probe {
  const step = Math.ceil(heldOut.places.length / MOST_WATCHED);
  const watched = heldOut.places.filter((_, k) => k % step === 0);
  const targets = heldOut.values.filter((_, k) => k % step === 0).map((value) => value / unit);
  const indices = Array.from(watched, (place) => indexOfPlace(heldOut.shape, place));
  const evaluator = factorization.evaluator(entryInputs(heldOut.shape, indices));
  const predictions = new Float64Array(targets.length);
  return {
    columns: ["held-out error"],
    measure(weights) {
      evaluator.predict(weights, predictions);
      return [rootMeanSquare(predictions.map((prediction, k) => prediction - targets[k]))];
    },
  };
}
