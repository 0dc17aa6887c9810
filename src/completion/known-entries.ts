import { FormatError } from "../errors.js";
import { strides } from "../tensor/tensor.js";

/** Entries of a tensor that a file tells. */
export interface KnownEntries {
  readonly shape: readonly number[];
  /** [count] places in row-major order, rising, each once */
  readonly places: Float64Array;
  /** [count] finite */
  readonly values: Float64Array;
}

/** Observations as they stand in a file. */
export interface ListedEntries {
  /** default: as large as the indices ask for */
  readonly shape?: readonly number[] | undefined;
  readonly order: number;
  /** [count * order] index tuples */
  readonly indices: ArrayLike<number>;
  /** [count] */
  readonly values: ArrayLike<number>;
  /** the index that begins a mode, 0 or 1 */
  readonly first: number;
  /** where in the file an observation stands */
  readonly where: (observation: number) => { readonly line: number } | Record<string, never>;
}

/**
 * Brings observations into row-major order and checks them; one that is repeated with the same value counts once.
 *
 * Complexity: O(count (order + log count)).
 * @throws FormatError where there are none, an index is out of range, a value is no number, or two values disagree
 */
export function knownEntries({
  order,
  indices,
  values,
  first,
  where,
  ...given
}: ListedEntries): KnownEntries {
  const count = values.length;
  if (count === 0) throw new FormatError("expected at least one observation, got none");
  if (order < 2) throw new FormatError(`expected a tensor of order 2 or more, got order ${order}`);
  const largest = new Array<number>(order).fill(0);
  for (let k = 0; k < count; k++) {
    if (!Number.isFinite(values[k]))
      throw new FormatError(`expected a finite value, got ${values[k]} at observation ${k + 1}`, where(k));
    for (let n = 0; n < order; n++) {
      const index = indices[k * order + n] - first;
      const size = given.shape?.[n] ?? Number.MAX_SAFE_INTEGER;
      if (!Number.isInteger(index) || index < 0 || index >= size)
        throw new FormatError(
          `index ${n + 1} of observation ${k + 1}: expected an integer ${range(first, given.shape?.[n])}, got ${index + first}${index === -1 && first === 1 ? "; leave --one-based out" : ""}`,
          where(k),
        );
      largest[n] = Math.max(largest[n], index);
    }
  }
  const shape = given.shape ?? largest.map((index) => index + 1);
  checkShape(shape);
  const steps = strides(shape);
  const places = new Float64Array(count);
  for (let k = 0; k < count; k++)
    for (let n = 0; n < order; n++) places[k] += (indices[k * order + n] - first) * steps[n];
  const sorted = Uint32Array.from(places, (_, k) => k).sort((a, b) => places[a] - places[b] || a - b);
  const kept = sorted.filter((k, at) => {
    const before = at === 0 ? undefined : sorted[at - 1];
    if (before === undefined || places[before] !== places[k]) return true;
    if (values[before] === values[k]) return false;
    const tuple = Array.from({ length: order }, (_, n) => indices[k * order + n]);
    throw new FormatError(
      `entry (${tuple.join(", ")}): expected one value, got ${values[before]} (observation ${before + 1}) and ${values[k]} (observation ${k + 1}); average them or drop one`,
      where(k),
    );
  });
  return {
    shape,
    places: Float64Array.from(kept, (k) => places[k]),
    values: Float64Array.from(kept, (k) => values[k]),
  };
}

/** @throws FormatError where a dimension is no positive integer, or places could not be counted exactly */
export function checkShape(shape: readonly number[]): void {
  if (shape.length < 2)
    throw new FormatError(`expected a tensor of order 2 or more, got shape (${shape.join(", ")})`);
  const wrong = shape.find((size) => !Number.isInteger(size) || size < 1 || size >= 2 ** 32);
  const total = shape.reduce((product, size) => product * size, 1);
  if (wrong !== undefined || total > Number.MAX_SAFE_INTEGER)
    throw new FormatError(
      `shape (${shape.join(", ")}): expected positive dimensions with a product up to 2^53, got ${wrong ?? total}`,
    );
}

/** The index tuple of a place in row-major order. O(order). */
export function indexOfPlace(shape: readonly number[], place: number): number[] {
  const index = new Array<number>(shape.length);
  let rest = place;
  for (let n = shape.length - 1; n >= 0; n--) {
    index[n] = rest % shape[n];
    rest = Math.floor(rest / shape[n]);
  }
  return index;
}

function range(first: number, size: number | undefined): string {
  return size === undefined ? `>= ${first}` : `from ${first} to ${size - 1 + first}`;
}
