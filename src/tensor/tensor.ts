import { InputError } from "../errors.js";

/** A dense tensor of 64-bit floats; a vector has one mode, a matrix two. */
export interface Tensor {
  /** Dimension of every mode; the length is the tensor's order. */
  readonly shape: readonly number[];
  /** Entries in row-major order: the last index runs fastest. Length: the product of `shape`. */
  readonly data: Float64Array;
}

/** Most entries a dense tensor may have: 2 GiB of 64-bit floats. */
const MAX_ENTRIES = 2 ** 28;

/**
 * A dense tensor over `data`, which is kept and not copied; zeros where there is none.
 *
 * @throws InputError where a dimension is no positive integer, the tensor would not fit in memory, or `data` has another
 *   number of entries than `shape` asks for
 *
 * @example
 * ```ts
 * import { createTensor } from "seprank/tensor";
 *
 * createTensor([2, 3]).data.length; // => 6
 * createTensor([2], Float64Array.of(1, 2)).data[1]; // => 2
 * ```
 */
export function createTensor(shape: readonly number[], data?: Float64Array): Tensor {
  const count = entryCount(shape);
  if (data !== undefined && data.length !== count)
    throw new InputError(
      `tensor: expected ${count} entries for shape ${describe(shape)}, got ${data.length}`,
    );
  return { shape: [...shape], data: data ?? new Float64Array(count) };
}

/**
 * Number of entries of a dense tensor, the product of its dimensions.
 *
 * @throws InputError where a dimension is no positive integer or the product is more than 2^28
 */
export function entryCount(shape: readonly number[]): number {
  const wrong = shape.find((dimension) => !Number.isInteger(dimension) || dimension < 1);
  if (wrong !== undefined)
    throw new InputError(`tensor shape ${describe(shape)}: expected positive integers, got ${wrong}`);
  const count = shape.reduce((product, dimension) => product * dimension, 1);
  if (count > MAX_ENTRIES)
    throw new InputError(
      `tensor of shape ${describe(shape)}: ${Number(((count * 8) / 2 ** 30).toPrecision(3))} GiB would not fit in memory (limit 2 GiB); keep it factored`,
    );
  return count;
}

/** Steps in `data` from an index to the next, for every mode of a row-major tensor. */
export function strides(shape: readonly number[]): number[] {
  const steps = new Array<number>(shape.length);
  let step = 1;
  for (let mode = shape.length - 1; mode >= 0; mode--) {
    steps[mode] = step;
    step *= shape[mode];
  }
  return steps;
}

/** @throws InputError where `tensor` is not a matrix; `name` says which argument it was */
export function checkMatrix(tensor: Tensor, name: string): void {
  if (tensor.shape.length !== 2)
    throw new InputError(`${name}: expected a matrix (order 2), got order ${tensor.shape.length}`);
}

/** @throws InputError where an entry is NaN or infinite; `name` says which argument it was */
export function checkFinite(data: ArrayLike<number>, name: string): void {
  for (let k = 0; k < data.length; k++)
    if (!Number.isFinite(data[k]))
      throw new InputError(`${name}: expected finite numbers, got ${data[k]} at entry ${k}`);
}

function describe(shape: readonly number[]): string {
  return `[${shape.join(", ")}]`;
}
