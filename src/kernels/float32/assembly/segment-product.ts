/**
 * The product of each segment's rows as sign and magnitude; see the plain kernel for the formulas and the shapes.
 *
 * The product is a float64, which a factor of float32 cannot take out of range in one step; the step that brings it
 * back goes to the exponent.
 */
export function segmentProduct(
  offsets: usize,
  indices: usize,
  x: usize,
  out: usize,
  significands: usize,
  exponents: usize,
  zeros: usize,
  rows: i32,
  width: i32,
  scaled: i32,
): void {
  const stride = (<usize>width) << 2;
  const tall = powerOfTwo(256);
  const small = powerOfTwo(-256);
  for (let row: i32 = 0; row < rows; row++) {
    const begin = (<usize>load<u32>(offsets)) << 2;
    const end = (<usize>load<u32>(offsets, 4)) << 2;
    let largest: f32 = -f32.MAX_VALUE;
    for (let c: usize = 0; c < stride; c += 4) {
      let product: f64 = 1;
      let exponent: i32 = 0;
      let zeroCount: i32 = 0;
      for (let k = begin; k < end; k += 4) {
        const factor = load<f32>(x + <usize>load<u32>(indices + k) * stride + c);
        if (factor === 0) zeroCount++;
        else product *= <f64>factor;
        const magnitude = abs<f64>(product);
        if (magnitude > tall) {
          product *= small;
          exponent += 256;
        } else if (magnitude < small) {
          product *= tall;
          exponent -= 256;
        }
      }
      // Not finite: the bits of the exponent mean something else, and the significand carries it on.
      if (abs<f64>(product) <= 1.7976931348623157e308) {
        const own = <i32>((reinterpret<i64>(product) >> 52) & 0x7ff) - 1023;
        product *= powerOfTwo(<f32>-own);
        exponent += own;
      } else exponent = 0;
      store<f32>(significands + c, <f32>product);
      store<f32>(exponents + c, <f32>exponent);
      store<f32>(zeros + c, <f32>zeroCount);
      if (zeroCount === 0) largest = max<f32>(largest, <f32>exponent);
    }
    const shift: f32 = scaled === 1 && largest > -f32.MAX_VALUE ? largest : 0;
    for (let c: usize = 0; c < stride; c += 4) {
      const exponent = load<f32>(exponents + c) - shift;
      store<f32>(exponents + c, exponent);
      const whole = <f32>(<f64>load<f32>(significands + c) * powerOfTwo(exponent));
      store<f32>(out + c, load<f32>(zeros + c) > 0 ? <f32>0 : whole);
    }
    offsets += 4;
    out += stride;
    significands += stride;
    exponents += stride;
    zeros += stride;
  }
}

/** Each factor's gradient, exact where factors are zero; see the plain kernel for the formulas and the shapes. */
export function segmentProductGradient(
  offsets: usize,
  indices: usize,
  x: usize,
  significands: usize,
  exponents: usize,
  zeros: usize,
  dy: usize,
  dx: usize,
  sources: i32,
  rows: i32,
  width: i32,
): void {
  const stride = (<usize>width) << 2;
  memory.fill(dx, 0, <usize>sources * stride);
  for (let row: i32 = 0; row < rows; row++) {
    const begin = (<usize>load<u32>(offsets)) << 2;
    const end = (<usize>load<u32>(offsets, 4)) << 2;
    for (let c: usize = 0; c < stride; c += 4) {
      const zeroCount = load<f32>(zeros + c);
      if (zeroCount > 1) continue;
      const product =
        <f64>load<f32>(dy + c) * <f64>load<f32>(significands + c) * powerOfTwo(load<f32>(exponents + c));
      for (let k = begin; k < end; k += 4) {
        const source = <usize>load<u32>(indices + k) * stride + c;
        const factor = load<f32>(x + source);
        if (zeroCount === 0) store<f32>(dx + source, load<f32>(dx + source) + <f32>(product / <f64>factor));
        else if (factor === 0) store<f32>(dx + source, load<f32>(dx + source) + <f32>product);
      }
    }
    offsets += 4;
    significands += stride;
    exponents += stride;
    zeros += stride;
    dy += stride;
  }
}

/** 2^exponent by its bits, with the exponent brought to where its square is still a float64. */
function powerOfTwo(exponent: f32): f64 {
  const bounded = max<f32>(-500, min<f32>(500, exponent));
  return reinterpret<f64>((<i64>bounded + 1023) << 52);
}
