import type * as tf from "@tensorflow/tfjs-core";
import { overGroup } from "./over-group.js";
import { GROUP, type Program, runForResults, runProgram } from "./run-program.js";
import { transposedPattern } from "./transposed-pattern.js";

/**
 * Splits `factor` into `significand`, |significand| in [1, 2), and `exponent`. By its bits, as WGSL's own arithmetic may
 * take a subnormal number for zero and knows neither infinities nor NaN, which go into `beyond` and leave 1.
 */
const SPLIT = `
      let bits = bitcast<u32>(factor);
      let raised = i32((bits >> 23u) & 255u);
      var significand = bitcast<f32>((bits & 0x807fffffu) | 0x3f800000u);
      var exponent = raised - 127;
      if (raised == 0) {
        let whole = bitcast<u32>(f32(bits & 0x7fffffu));
        significand = bitcast<f32>((bits & 0x80000000u) | (whole & 0x7fffffu) | 0x3f800000u);
        exponent = i32((whole >> 23u) & 255u) - 127 - 149;
      }
      if (raised == 255) { beyond *= factor; significand = 1.0; exponent = 0; }`;

/** Multiplies `value` by 2^`power` in three steps in one direction: none is beyond float32 unless the result is. */
const SHIFT = `
      let held = clamp(power, -378, 378);
      let third = held / 3;
      value *= bitcast<f32>(u32(third + 127) << 23u);
      value *= bitcast<f32>(u32(third + 127) << 23u);
      value *= bitcast<f32>(u32(held - 2 * third + 127) << 23u);`;

/** Significands with their signs, exponents, numbers of zero factors. */
const FACTORS: Program = {
  name: "products of segments",
  inputs: ["ends", "indices", "x"],
  results: ["significands", "exponents", "zeros"],
  integers: ["width"],
  code: `
    let row = index / uniforms.width;
    let column = index % uniforms.width;
    var product = 1.0;
    var power = 0;
    var zeroFactors = 0;
    var beyond = 1.0;
    for (var k = ends[row]; k < ends[row + 1]; k++) {
      let factor = x[indices[k] * uniforms.width + column];
      if ((bitcast<u32>(factor) << 1u) == 0u) { zeroFactors++; continue; }
      ${SPLIT}
      product *= significand;
      power += exponent;
      if (abs(product) >= 2.0) { product *= 0.5; power++; }
    }
    significands[index] = product * beyond;
    exponents[index] = f32(power);
    zeros[index] = f32(zeroFactors);`,
};

const tree = overGroup(["largest"], (a, b) => `max(${a}, ${b})`);

/** Exponents less the largest of their row, over the elements without a zero factor; as they are where there is none. A group for each row. */
const BELOW_THE_LARGEST: Program = {
  name: "exponents below the largest of their row",
  inputs: ["exponents", "zeros"],
  integers: ["width"],
  byGroup: true,
  declarations: tree.declarations,
  code: `
    // Exponents are sums of at most 2^31 numbers of at most 2^8.
    let none = -1e30;
    let start = group * uniforms.width;
    var own = none;
    for (var c = local; c < uniforms.width; c += ${GROUP}) {
      if (zeros[start + c] == 0.0) { own = max(own, exponents[start + c]); }
    }
    shared_largest[local] = own;
    ${tree.code}
    let less = select(shared_largest[0], 0.0, shared_largest[0] == none);
    for (var c = local; c < uniforms.width; c += ${GROUP}) { result[start + c] = exponents[start + c] - less; }`,
};

const VALUES: Program = {
  name: "values of products of segments",
  inputs: ["significands", "exponents", "zeros"],
  code: `
    var value = 0.0;
    if (zeros[index] == 0.0) {
      value = significands[index];
      let power = i32(exponents[index]);
      ${SHIFT}
    }
    result[index] = value;`,
};

const BACKWARD: Program = {
  name: "gradient of products of segments",
  inputs: ["ends", "rows", "x", "significands", "exponents", "zeros", "dy"],
  integers: ["width"],
  code: `
    let own = index / uniforms.width;
    let column = index % uniforms.width;
    let factor = x[index];
    let isZero = (bitcast<u32>(factor) << 1u) == 0u;
    var beyond = 1.0;
    ${SPLIT}
    var sum = 0.0;
    for (var k = ends[own]; k < ends[own + 1]; k++) {
      let at = rows[k] * uniforms.width + column;
      let zeros = i32(zeros[at]);
      // The one zero factor of its segment is left out of the product already.
      if (zeros > 1 || (zeros == 1) != isZero) { continue; }
      var value = dy[at] * significands[at];
      var power = i32(exponents[at]);
      if (!isZero) {
        value /= significand * beyond;
        power -= exponent;
      }
      ${SHIFT}
      sum += value;
    }
    result[index] = sum;`,
};

/**
 * {@link import("../../kernels/float32/segment-product.js").segmentProduct} on a GPU, a thread for each element of the result.
 *
 * Significands are multiplied in float32, with a relative error of at most 2^-24 a factor; exponents are whole numbers,
 * so that nothing overflows or vanishes on the way.
 */
export function segmentProduct([offsets, indices, x]: readonly tf.Tensor[], scaled: boolean): tf.Tensor[] {
  const [, width] = x.shape as [number, number];
  const shape = [offsets.size - 1, width];
  const integers = [width];
  const [significands, unscaled, zeros] = runForResults(FACTORS, {
    inputs: [offsets, indices, x],
    integers,
    count: shape[0] * width,
    shapes: [shape, shape, shape],
  });
  const exponents = scaled
    ? runProgram(BELOW_THE_LARGEST, { inputs: [unscaled, zeros], integers, shape, count: shape[0] })
    : unscaled;
  const values = runProgram(VALUES, { inputs: [significands, exponents, zeros], shape });
  return [values, significands, exponents, zeros];
}

/** Its adjoint, gathered over the entries of each column of the pattern. */
export function segmentProductGradient([offsets, indices, x, ...rest]: readonly tf.Tensor[]): tf.Tensor {
  const { ends, rows } = transposedPattern([offsets, indices], x.shape[0]);
  const [, width] = x.shape as [number, number];
  return runProgram(BACKWARD, { inputs: [ends, rows, x, ...rest], integers: [width], shape: x.shape });
}
