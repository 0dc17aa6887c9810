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
