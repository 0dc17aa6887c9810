/** A vector within a flat array: a row, a column, or a whole matrix, of weights. */
export interface Slice {
  readonly offset: number;
  readonly stride: number;
  readonly length: number;
}

/** Inner product of one slice of two flat arrays. O(length). */
export function sliceProduct(
  left: Float64Array,
  right: Float64Array,
  { offset, stride, length }: Slice,
): number {
  let sum = 0;
  const end = offset + stride * length;
  for (let k = offset; k < end; k += stride) sum += left[k] * right[k];
  return sum;
}

/** Scales a slice to a norm. O(length). */
export function scaleSlice(values: Float64Array, slice: Slice, norm: number): void {
  const factor = norm / Math.sqrt(sliceProduct(values, values, slice));
  for (let k = 0; k < slice.length; k++) values[slice.offset + k * slice.stride] *= factor;
}

/** Largest difference between the squared norms of two slices of one set, over all sets. O(length of all slices). */
export function largestImbalance(values: Float64Array, sets: readonly (readonly Slice[])[]): number {
  let imbalance = 0;
  for (const slices of sets) {
    let least = Number.POSITIVE_INFINITY;
    let most = 0;
    for (const slice of slices) {
      const square = sliceProduct(values, values, slice);
      least = Math.min(least, square);
      most = Math.max(most, square);
    }
    imbalance = Math.max(imbalance, most - least);
  }
  return imbalance;
}
