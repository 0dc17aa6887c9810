import { powerOfTwo } from "./segment-product.js";

/**
 * Adjoint of {@link segmentProduct}, exact where factors are zero.
 *
 * dx[j, c] = sum over the entries k with indices[k] = j, in segment r, of dy[r, c] times the product of the segment's
 * other factors: without a zero in the segment, the whole product divided by x[j, c]; with one, the product of the
 * factors that are not zero for that factor and 0 for the others; with more, 0.
 *
 * @param offsets [rows + 1]
 * @param indices [entries]
 * @param x [sources, width] the input of {@link segmentProduct}
 * @param significands [rows, width] as {@link segmentProduct} left them, as are the next two
 * @param exponents [rows, width]
 * @param zeros [rows, width]
 * @param dy [rows, width] gradient of the output
 * @param dx [sources, width] overwritten
 *
 * Complexity: O(entries * width).
 */
export function segmentProductGradient(
  offsets: Int32Array,
  indices: Int32Array,
  x: Float32Array,
  significands: Float32Array,
  exponents: Float32Array,
  zeros: Float32Array,
  dy: Float32Array,
  dx: Float32Array,
  sources: number,
  rows: number,
  width: number,
): void {
  dx.fill(0, 0, sources * width);
  for (let row = 0; row < rows; row++)
    for (let k = offsets[row]; k < offsets[row + 1]; k++)
      for (let column = 0; column < width; column++) {
        const source = indices[k] * width + column;
        const target = row * width + column;
        const factor = x[source];
        // The one zero factor of its segment is left out of the product already.
        const divisor = zeros[target] === 0 ? factor : zeros[target] === 1 && factor === 0 ? 1 : 0;
        if (divisor !== 0)
          dx[source] += ((dy[target] * significands[target]) / divisor) * powerOfTwo(exponents[target]);
      }
}
