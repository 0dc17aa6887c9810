/**
 * Product of a sparse matrix, whose values are given apart from its pattern, and a dense one; several matrices of one
 * pattern at once, each for its share of the columns (attention heads).
 *
 * out[r, c] = sum over the entries k of row r of weights[k, h(c)] x[indices[k], c], h(c) = floor(c / (width / heads))
 *
 * @param offsets [rows + 1] row r holds the entries offsets[r] .. offsets[r + 1] - 1
 * @param indices [entries] column of each entry
 * @param weights [entries, heads]
 * @param x [sources, width] width a multiple of heads
 * @param out [rows, width] overwritten
 *
 * Complexity: O(entries * width).
 */
export function weightedSpmm(
  offsets: Int32Array,
  indices: Int32Array,
  weights: Float32Array,
  x: Float32Array,
  out: Float32Array,
  rows: number,
  width: number,
  heads: number,
): void {
  const share = width / heads;
  out.fill(0, 0, rows * width);
  for (let row = 0; row < rows; row++)
    for (let k = offsets[row]; k < offsets[row + 1]; k++) {
      const source = indices[k] * width;
      for (let head = 0; head < heads; head++) {
        const weight = weights[k * heads + head];
        for (let c = head * share; c < (head + 1) * share; c++)
          out[row * width + c] += weight * x[source + c];
      }
    }
}

/**
 * Adjoint of {@link weightedSpmm}, for its weights and its dense factor.
 *
 * dweights[k, h] = sum over the columns c of head h of dy[r, c] x[indices[k], c], r the row of entry k;
 * dx[j, c] = sum over the entries k with indices[k] = j of weights[k, h(c)] dy[r, c]
 *
 * @param offsets [rows + 1]
 * @param indices [entries]
 * @param weights [entries, heads]
 * @param x [sources, width]
 * @param dy [rows, width] gradient of the output
 * @param dweights [entries, heads] overwritten
 * @param dx [sources, width] overwritten
 *
 * Complexity: O(entries * width).
 */
export function weightedSpmmGradient(
  offsets: Int32Array,
  indices: Int32Array,
  weights: Float32Array,
  x: Float32Array,
  dy: Float32Array,
  dweights: Float32Array,
  dx: Float32Array,
  sources: number,
  rows: number,
  width: number,
  heads: number,
): void {
  const share = width / heads;
  dx.fill(0, 0, sources * width);
  for (let row = 0; row < rows; row++)
    for (let k = offsets[row]; k < offsets[row + 1]; k++) {
      const source = indices[k] * width;
      for (let head = 0; head < heads; head++) {
        const weight = weights[k * heads + head];
        let sum = 0;
        for (let c = head * share; c < (head + 1) * share; c++) {
          const gradient = dy[row * width + c];
          sum += gradient * x[source + c];
          dx[source + c] += weight * gradient;
        }
        dweights[k * heads + head] = sum;
      }
    }
}
