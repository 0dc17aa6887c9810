/**
 * Entrywise products of rows: out[k] = left[leftRows[k]] * right[rightRows[k]].
 *
 * @param left [any, width]
 * @param leftRows [count]
 * @param right [any, width]
 * @param rightRows [count]
 * @param out [count, width], overwritten
 *
 * Complexity: O(count * width).
 */
export function multiplyRows(
  left: Float64Array,
  leftRows: Uint32Array,
  right: Float64Array,
  rightRows: Uint32Array,
  out: Float64Array,
  count: number,
  width: number,
): void {
  for (let k = 0, at = 0; k < count; k++) {
    const l = leftRows[k] * width;
    const r = rightRows[k] * width;
    for (let c = 0; c < width; c++) out[at++] = left[l + c] * right[r + c];
  }
}

/**
 * The adjoint of `multiplyRows`: leftGradient[leftRows[k]] += received[k] * right[rightRows[k]], and the same for the
 * right.
 *
 * @param received [count, width]
 * @param left [any, width], with `leftRows` [count]; the right alike
 * @param leftGradient like `left`, added to
 * @param rightGradient like `right`, added to
 *
 * Complexity: O(count * width).
 */
export function multiplyRowsGradient(
  received: Float64Array,
  left: Float64Array,
  leftRows: Uint32Array,
  right: Float64Array,
  rightRows: Uint32Array,
  leftGradient: Float64Array,
  rightGradient: Float64Array,
  count: number,
  width: number,
): void {
  for (let k = 0, at = 0; k < count; k++) {
    const l = leftRows[k] * width;
    const r = rightRows[k] * width;
    for (let c = 0; c < width; c++) {
      const value = received[at++];
      leftGradient[l + c] += value * right[r + c];
      rightGradient[r + c] += value * left[l + c];
    }
  }
}
