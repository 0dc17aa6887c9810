/** Mean cross-entropy over some vertices and its gradient; see the plain twin for the formula and the shapes. */
export function softmaxCrossEntropy(
  logits: usize,
  labels: usize,
  vertices: usize,
  loss: usize,
  gradient: usize,
  rows: i32,
  classes: i32,
  count: i32,
): void {
  const stride = (<usize>classes) << 2;
  memory.fill(gradient, 0, <usize>rows * stride);
  let total: f64 = 0;
  for (let k: i32 = 0; k < count; k++) {
    const vertex = <usize>load<i32>(vertices + ((<usize>k) << 2));
    const z = logits + vertex * stride;
    const g = gradient + vertex * stride;
    const own = (<usize>load<i32>(labels + (vertex << 2))) << 2;
    let top = load<f32>(z);
    for (let c: usize = 4; c < stride; c += 4) top = max(top, load<f32>(z + c));
    let sum: f64 = 0;
    for (let c: usize = 0; c < stride; c += 4) {
      const e = exponential(<f64>load<f32>(z + c) - <f64>top);
      store<f32>(g + c, <f32>e);
      sum += e;
    }
    const scale = <f32>(1 / (sum * <f64>count));
    for (let c: usize = 0; c < stride; c += 4) store<f32>(g + c, load<f32>(g + c) * scale);
    store<f32>(g + own, load<f32>(g + own) - 1 / <f32>count);
    total += logarithm(sum) - (<f64>load<f32>(z + own) - <f64>top);
  }
  store<f32>(loss, <f32>(total / <f64>count));
}

/**
 * e^x for x <= 0, to 1e-8 relative: 2^n by its bits, the rest by its Taylor polynomial. The library's own keeps a
 * table in static memory, which a guest in someone else's memory cannot have.
 */
function exponential(x: f64): f64 {
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
function logarithm(x: f64): f64 {
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
