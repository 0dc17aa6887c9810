import { FormatError } from "../../errors.js";
import { writeNpy } from "../../graph/formats/numpy/npy.js";
import { openNpz, writeNpz } from "../../graph/formats/numpy/npz.js";
import { numbersOf } from "../../graph/formats/numpy/npz-arrays.js";
import type { Checkpoint } from "./train.js";

/**
 * A checkpoint as the bytes of a NumPy archive (`numpy.load`): `iteration`, `iterations_below`, `weights` and `optimizer_state`, all
 * 64-bit, so that a run goes on from them exactly.
 *
 * Complexity: O(weights).
 *
 * @example
 * ```ts
 * import { decodeCheckpoint, encodeCheckpoint } from "seprank/factorization";
 *
 * const checkpoint = { iteration: 7, iterationsBelow: 0, weights: Float64Array.of(1, 2), optimizerState: new Float64Array(0) };
 * decodeCheckpoint(encodeCheckpoint(checkpoint)).weights; // => Float64Array.of(1, 2)
 * ```
 */
export function encodeCheckpoint(checkpoint: Checkpoint): Uint8Array {
  return writeNpz(checkpointArrays(checkpoint));
}

/**
 * The arrays of {@link encodeCheckpoint}, to be kept beside others in one archive.
 *
 * @example
 * ```ts
 * import { checkpointArrays } from "seprank/factorization";
 *
 * const checkpoint = { iteration: 7, iterationsBelow: 0, weights: Float64Array.of(1, 2), optimizerState: new Float64Array(0) };
 * [...checkpointArrays(checkpoint).keys()].length; // => 4
 * ```
 */
export function checkpointArrays({
  iteration,
  iterationsBelow,
  weights,
  optimizerState,
}: Checkpoint): ReadonlyMap<string, Uint8Array> {
  return new Map([
    ["iteration", writeNpy("<i8", [1], [iteration])],
    ["iterations_below", writeNpy("<i8", [1], [iterationsBelow])],
    ["weights", writeNpy("<f8", [weights.length], weights)],
    ["optimizer_state", writeNpy("<f8", [optimizerState.length], optimizerState)],
  ]);
}

/**
 * The checkpoint that {@link encodeCheckpoint} wrote.
 *
 * @throws FormatError where the bytes are no such archive, an array is missing, or a number cannot be one of a run
 *
 * @example
 * ```ts
 * import { decodeCheckpoint, encodeCheckpoint } from "seprank/factorization";
 *
 * const checkpoint = { iteration: 7, iterationsBelow: 0, weights: Float64Array.of(1, 2), optimizerState: new Float64Array(0) };
 * decodeCheckpoint(encodeCheckpoint(checkpoint)).iteration; // => 7
 * ```
 */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const npz = openNpz(bytes);
  const array = (key: string) => Float64Array.from(numbersOf(npz, key, 1).values);
  const count = (key: string) => {
    const values = array(key);
    if (values.length !== 1 || !Number.isSafeInteger(values[0]) || values[0] < 0)
      throw new FormatError(`checkpoint: expected one integer >= 0 as ${key}, got [${values.slice(0, 3)}]`);
    return values[0];
  };
  const numbers = (key: string) => {
    const values = array(key);
    const wrong = values.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0)
      throw new FormatError(`checkpoint: expected finite ${key}, got ${values[wrong]} at entry ${wrong}`);
    return values;
  };
  return {
    iteration: count("iteration"),
    iterationsBelow: count("iterations_below"),
    weights: numbers("weights"),
    optimizerState: numbers("optimizer_state"),
  };
}
