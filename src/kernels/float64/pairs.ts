/**
 * Inner products of pairs of rows: out[places[k]] = <left[row], right[partners[k]]> for k from starts[row] to starts[row + 1].
 *
 * @param left [rows, width]
 * @param right [any, width]
 * @param starts [rows + 1]
 * @param partners [pairs] rows of `right`
 * @param places [pairs] where the products go, each once
 * @param out [pairs], overwritten
 *
 * Complexity: O(pairs * width).
 */
export function pairProducts(
  left: Float64Array,
  right: Float64Array,
  starts: Uint32Array,
  partners: Uint32Array,
  places: Uint32Array,
  out: Float64Array,
  rows: number,
  width: number,
): void {
  for (let row = 0; row < rows; row++)
    for (let k = starts[row]; k < starts[row + 1]; k++) {
      const from = partners[k] * width;
      let sum = 0;
      for (let c = 0; c < width; c++) sum += left[row * width + c] * right[from + c];
      out[places[k]] = sum;
    }
}

/**
 * Weighted sums of rows: out[row] = sum over k from starts[row] to starts[row + 1] of weights[places[k]] *
 * matrix[partners[k]]. The adjoint of `pairProducts` with respect to its left matrix.
 *
 * @param weights [pairs]
 * @param matrix [any, width]
 * @param starts [rows + 1]
 * @param partners [pairs] rows of `matrix`
 * @param places [pairs] places in `weights`
 * @param out [rows, width], overwritten
 *
 * Complexity: O((pairs + rows) * width).
 */
export function pairSums(
  weights: Float64Array,
  matrix: Float64Array,
  starts: Uint32Array,
  partners: Uint32Array,
  places: Uint32Array,
  out: Float64Array,
  rows: number,
  width: number,
): void {
  out.fill(0, 0, rows * width);
  for (let row = 0; row < rows; row++)
    for (let k = starts[row]; k < starts[row + 1]; k++) {
      const weight = weights[places[k]];
      const from = partners[k] * width;
      for (let c = 0; c < width; c++) out[row * width + c] += weight * matrix[from + c];
    }
}
