/**
 * The element-wise product of the rows that each segment names, held as sign and magnitude so that no number of
 * factors overflows or vanishes on the way.
 *
 * For segment r and column c, over the factors x[indices[k], c] that are not zero: product = significand 2^exponent,
 * |significand| in [1, 2), exponent an integer: the whole part of the binary logarithm of the magnitude. Then
 * out = 0 where there is a zero factor, else significand 2^exponent; 1 for an empty segment.
 *
 * Where rows are scaled, the largest exponent of each row is taken from all of its exponents first: a power of two,
 * constant almost everywhere, divides the row and brings its largest element to [1, 2).
 *
 * @param offsets [rows + 1] segment r holds the entries offsets[r] .. offsets[r + 1] - 1
 * @param indices [entries] row of x
 * @param x [sources, width]
 * @param out [rows, width] overwritten
 * @param significands [rows, width] overwritten; with its sign; for {@link segmentProductGradient}, as are the next two
 * @param exponents [rows, width] overwritten; after scaling
 * @param zeros [rows, width] number of zero factors, overwritten
 * @param scaled 1 where rows are scaled, 0 where not
 *
 * Complexity: O(entries * width).
 */
export function segmentProduct(
  offsets: Int32Array,
  indices: Int32Array,
  x: Float32Array,
  out: Float32Array,
  significands: Float32Array,
  exponents: Float32Array,
  zeros: Float32Array,
  rows: number,
  width: number,
  scaled: number,
): void {
  for (let row = 0; row < rows; row++) {
    const start = row * width;
    let largest = Number.NEGATIVE_INFINITY;
    for (let column = 0; column < width; column++) {
      let product = 1;
      let exponent = 0;
      let zeroCount = 0;
      for (let k = offsets[row]; k < offsets[row + 1]; k++) {
        const factor = x[indices[k] * width + column];
        if (factor === 0) zeroCount++;
        else product *= factor;
        // A float32 factor lies within 2^-149 and 2^128: one step brings the product back.
        if (Math.abs(product) > TALL) {
          product /= TALL;
          exponent += STEP;
        } else if (Math.abs(product) < 1 / TALL) {
          product *= TALL;
          exponent -= STEP;
        }
      }
      const own = binaryExponent(product);
      significands[start + column] = product / 2 ** own;
      exponents[start + column] = exponent + own;
      zeros[start + column] = zeroCount;
      if (zeroCount === 0) largest = Math.max(largest, exponent + own);
    }
    const shift = scaled === 1 && largest > Number.NEGATIVE_INFINITY ? largest : 0;
    for (let k = start; k < start + width; k++) {
      exponents[k] -= shift;
      out[k] = zeros[k] > 0 ? 0 : significands[k] * powerOfTwo(exponents[k]);
    }
  }
}

const STEP = 256;
const TALL = 2 ** STEP;

/** The whole part of the binary logarithm of |x|; 0 where x is not finite. */
function binaryExponent(x: number): number {
  if (!Number.isFinite(x)) return 0;
  const guess = Math.floor(Math.log2(Math.abs(x)));
  const rest = Math.abs(x) / 2 ** guess;
  // The logarithm is rounded: beside a power of two it may be off by one.
  return rest >= 2 ? guess + 1 : rest < 1 ? guess - 1 : guess;
}

/** 2^exponent, with the exponent brought to where its square is still a float64. */
export function powerOfTwo(exponent: number): number {
  return 2 ** Math.max(-500, Math.min(500, exponent));
}

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
