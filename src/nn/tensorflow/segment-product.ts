import * as tf from "@tensorflow/tfjs-core";
import { bitcast, bitwise, gatherRows, reduceSegments } from "./native-ops.js";
import { rowsOfEntries } from "./rows-of-entries.js";

const [MANTISSA, ONE, EXPONENT_BITS, BIAS] = [0x7fffff, 0x3f800000, 23, 127];
/** Steps of the high parts of logarithms in a unit. */
const GRID = 2 ** 12;

interface Parts {
  /** |x| 2^-exponent, in [sqrt(1/2), sqrt(2)]; 1 for zero */
  readonly significand: tf.Tensor;
  /** a whole number, as float32; 0 for zero */
  readonly exponent: tf.Tensor;
}

/** Numbers by their bits, in which the exponent is exact. Subnormal ones are zero to the native library. */
function split(x: tf.Tensor): Parts {
  const bits = bitcast(tf.where(tf.equal(x, 0), tf.onesLike(x), tf.abs(x)));
  const field = tf.cast(bitwise("RightShift", bits, EXPONENT_BITS), "float32");
  const whole = bitcast(bitwise("BitwiseOr", bitwise("BitwiseAnd", bits, MANTISSA), ONE));
  const high = tf.greater(whole, Math.SQRT2);
  return {
    significand: tf.where(high, tf.mul(whole, 0.5), whole),
    exponent: tf.add(tf.sub(field, BIAS), tf.cast(high, "float32")),
  };
}

/** x 2^power, in three steps in one direction: none leaves float32 unless the result does. */
function shift(x: tf.Tensor, power: tf.Tensor): tf.Tensor {
  const held = tf.clipByValue(power, -378, 378);
  const third = tf.mul(tf.sign(held), tf.floor(tf.div(tf.abs(held), 3)));
  const powerOfTwo = (exponent: tf.Tensor) =>
    bitcast(bitwise("LeftShift", tf.cast(tf.add(exponent, BIAS), "int32"), EXPONENT_BITS));
  const step = powerOfTwo(third);
  return tf.mul(tf.mul(tf.mul(x, step), step), powerOfTwo(tf.sub(held, tf.mul(third, 2))));
}

/** Moves a row's exponents down together; what {@link segmentProduct} is given where rows are scaled. */
type Rescale = (exponents: tf.Tensor, zeros: tf.Tensor) => tf.Tensor;

/**
 * {@link import("../../kernels/float32/segment-product.js").segmentProduct} by the native library's ops.
 *
 * Exponents are added as whole numbers, logarithms of significands, at most 1/2 each, in float32; signs and zeros are
 * counted. The relative error is at most about 2^-24 a factor, in segments of up to 8,000.
 */
export function segmentProduct(
  [offsets, indices, x]: readonly tf.Tensor[],
  rescale: Rescale | undefined,
): tf.Tensor[] {
  const [rowOf, rows] = [rowsOfEntries(offsets), offsets.size - 1];
  const { significand, exponent } = split(x);
  const isZero = tf.equal(x, 0);
  const sum = (ofRows: tf.Tensor) => reduceSegments("Sum", gatherRows(ofRows, indices), rowOf, rows);
  // In two parts, of which the sums of the high one are exact over thousands of factors.
  const logarithms = tf.div(tf.log(significand), Math.LN2);
  const high = tf.div(tf.round(tf.mul(logarithms, GRID)), GRID);
  const [highs, lows] = [sum(high), sum(tf.sub(logarithms, high))];
  const carried = tf.floor(tf.add(highs, lows));
  const exponents = tf.add(sum(exponent), carried);
  const zeros = sum(tf.cast(isZero, "float32"));
  const odd = tf.mod(sum(tf.cast(tf.less(x, 0), "float32")), 2);
  // What is no number stays none.
  const missing = sum(tf.where(tf.isNaN(x), x, tf.zerosLike(x)));
  const magnitudes = tf.exp(tf.mul(tf.add(tf.sub(highs, carried), lows), Math.LN2));
  const significands = tf.add(tf.mul(magnitudes, tf.sub(1, tf.mul(odd, 2))), missing);
  const own = rescale === undefined ? exponents : rescale(exponents, zeros);
  const values = tf.where(tf.greater(zeros, 0), tf.zerosLike(zeros), shift(significands, own));
  return [values, significands, own, zeros];
}

/** Its adjoint. */
export function segmentProductGradient([
  offsets,
  indices,
  x,
  significands,
  exponents,
  zeros,
  dy,
]: readonly tf.Tensor[]): tf.Tensor {
  const rowOf = rowsOfEntries(offsets);
  const { significand, exponent } = split(x);
  const isZero = tf.equal(x, 0);
  const divisors = tf.where(tf.less(x, 0), tf.neg(significand), significand);
  const zeroCounts = gatherRows(zeros, rowOf);
  // The one zero factor of its segment is left out of the product already.
  const alone = tf.equal(zeroCounts, gatherRows(tf.cast(isZero, "float32"), indices));
  const quotients = tf.div(gatherRows(tf.mul(dy, significands), rowOf), gatherRows(divisors, indices));
  const powers = tf.sub(gatherRows(exponents, rowOf), gatherRows(exponent, indices));
  const ofEntries = tf.where(alone, shift(quotients, powers), tf.zerosLike(quotients));
  return reduceSegments("Sum", ofEntries, indices, x.shape[0]);
}
