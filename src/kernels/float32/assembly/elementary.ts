/**
 * e^x for x <= 0, to 1e-8 relative: 2^n by its bits, the rest by its Taylor polynomial. The library's own keeps a
 * table in static memory, which a guest in someone else's memory cannot have.
 */
export function exponential(x: f64): f64 {
  // Written so that NaN comes out as NaN: the bits below would make a number of it.
  if (!(x >= -700)) return x < 0 ? 0 : x;
  const n = nearest(x * Math.LOG2E);
  const r = x - n * Math.LN2;
  const p =
    1 +
    r *
      (1 +
        r *
          (1 / 2.0 + r * (1 / 6.0 + r * (1 / 24.0 + r * (1 / 120.0 + r * (1 / 720.0 + r * (1 / 5040.0)))))));
  return p * reinterpret<f64>((<i64>n + 1023) << 52);
}

/** log x for finite x >= 1, to 1e-12: log(m 2^e) = e log 2 + 2 atanh((m - 1) / (m + 1)), m in [sqrt(1/2), sqrt 2). */
export function logarithm(x: f64): f64 {
  if (!(x <= 1.7976931348623157e308)) return x;
  const bits = reinterpret<i64>(x);
  let e = <f64>((bits >> 52) - 1023);
  let m = reinterpret<f64>((bits & 0xfffffffffffff) | 0x3ff0000000000000);
  if (m > Math.SQRT2) {
    m *= 0.5;
    e += 1;
  }
  const z = (m - 1) / (m + 1);
  const s = z * z;
  const series =
    1 + s * (1 / 3.0 + s * (1 / 5.0 + s * (1 / 7.0 + s * (1 / 9.0 + s * (1 / 11.0 + s * (1 / 13.0))))));
  return e * Math.LN2 + 2 * z * series;
}
