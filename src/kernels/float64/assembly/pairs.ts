/** out[places[k]] = <left[row], right[partners[k]]> for the pairs k of every row; see the plain kernel. */
export function pairProducts(
  left: usize,
  right: usize,
  starts: usize,
  partners: usize,
  places: usize,
  out: usize,
  rows: usize,
  width: usize,
): void {
  const bytes = width << 3;
  for (let row: usize = 0; row < rows; row++, left += bytes) {
    let k = <usize>load<u32>(starts + (row << 2));
    const end = <usize>load<u32>(starts + (row << 2), 4);
    // Four partners at once: a number of the row is loaded once for the four.
    for (; k + 4 <= end; k += 4) {
      const at = partners + (k << 2);
      let x = left;
      let y0 = right + <usize>load<u32>(at) * bytes;
      let y1 = right + <usize>load<u32>(at, 4) * bytes;
      let y2 = right + <usize>load<u32>(at, 8) * bytes;
      let y3 = right + <usize>load<u32>(at, 12) * bytes;
      let s0 = f64x2.splat(0);
      let s1 = f64x2.splat(0);
      let s2 = f64x2.splat(0);
      let s3 = f64x2.splat(0);
      const stop = left + (bytes & ~15);
      for (; x < stop; x += 16, y0 += 16, y1 += 16, y2 += 16, y3 += 16) {
        const v = v128.load(x);
        s0 = f64x2.add(s0, f64x2.mul(v, v128.load(y0)));
        s1 = f64x2.add(s1, f64x2.mul(v, v128.load(y1)));
        s2 = f64x2.add(s2, f64x2.mul(v, v128.load(y2)));
        s3 = f64x2.add(s3, f64x2.mul(v, v128.load(y3)));
      }
      let t0 = sum(s0);
      let t1 = sum(s1);
      let t2 = sum(s2);
      let t3 = sum(s3);
      if ((bytes & 8) !== 0) {
        const v = load<f64>(x);
        t0 += v * load<f64>(y0);
        t1 += v * load<f64>(y1);
        t2 += v * load<f64>(y2);
        t3 += v * load<f64>(y3);
      }
      const place = places + (k << 2);
      store<f64>(out + ((<usize>load<u32>(place)) << 3), t0);
      store<f64>(out + ((<usize>load<u32>(place, 4)) << 3), t1);
      store<f64>(out + ((<usize>load<u32>(place, 8)) << 3), t2);
      store<f64>(out + ((<usize>load<u32>(place, 12)) << 3), t3);
    }
    for (; k < end; k++) {
      const y = right + <usize>load<u32>(partners + (k << 2)) * bytes;
      let s = f64x2.splat(0);
      let c: usize = 0;
      for (; c + 16 <= bytes; c += 16) s = f64x2.add(s, f64x2.mul(v128.load(left + c), v128.load(y + c)));
      let t = sum(s);
      if (c < bytes) t += load<f64>(left + c) * load<f64>(y + c);
      store<f64>(out + ((<usize>load<u32>(places + (k << 2))) << 3), t);
    }
  }
}

/** out[row] = sum over its pairs k of weights[places[k]] * matrix[partners[k]]; see the plain kernel. */
export function pairSums(
  weights: usize,
  matrix: usize,
  starts: usize,
  partners: usize,
  places: usize,
  out: usize,
  rows: usize,
  width: usize,
): void {
  const bytes = width << 3;
  for (let row: usize = 0; row < rows; row++, out += bytes) {
    const from = <usize>load<u32>(starts + (row << 2));
    const end = <usize>load<u32>(starts + (row << 2), 4);
    let c: usize = 0;
    // Sixteen columns at once, their sums in registers.
    for (; c + 128 <= bytes; c += 128) {
      let s0 = f64x2.splat(0);
      let s1 = f64x2.splat(0);
      let s2 = f64x2.splat(0);
      let s3 = f64x2.splat(0);
      let s4 = f64x2.splat(0);
      let s5 = f64x2.splat(0);
      let s6 = f64x2.splat(0);
      let s7 = f64x2.splat(0);
      for (let k = from; k < end; k++) {
        const w = v128.load64_splat(weights + ((<usize>load<u32>(places + (k << 2))) << 3));
        const y = matrix + <usize>load<u32>(partners + (k << 2)) * bytes + c;
        s0 = f64x2.add(s0, f64x2.mul(w, v128.load(y)));
        s1 = f64x2.add(s1, f64x2.mul(w, v128.load(y, 16)));
        s2 = f64x2.add(s2, f64x2.mul(w, v128.load(y, 32)));
        s3 = f64x2.add(s3, f64x2.mul(w, v128.load(y, 48)));
        s4 = f64x2.add(s4, f64x2.mul(w, v128.load(y, 64)));
        s5 = f64x2.add(s5, f64x2.mul(w, v128.load(y, 80)));
        s6 = f64x2.add(s6, f64x2.mul(w, v128.load(y, 96)));
        s7 = f64x2.add(s7, f64x2.mul(w, v128.load(y, 112)));
      }
      const to = out + c;
      v128.store(to, s0);
      v128.store(to, s1, 16);
      v128.store(to, s2, 32);
      v128.store(to, s3, 48);
      v128.store(to, s4, 64);
      v128.store(to, s5, 80);
      v128.store(to, s6, 96);
      v128.store(to, s7, 112);
    }
    for (; c < bytes; c += 8) {
      let s: f64 = 0;
      for (let k = from; k < end; k++)
        s +=
          load<f64>(weights + ((<usize>load<u32>(places + (k << 2))) << 3)) *
          load<f64>(matrix + <usize>load<u32>(partners + (k << 2)) * bytes + c);
      store<f64>(out + c, s);
    }
  }
}

// @ts-expect-error: decorator
function sum(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}
