/** out[k] = left[leftRows[k]] * right[rightRows[k]], entry by entry; see the plain kernel. */
export function multiplyRows(
  left: usize,
  leftRows: usize,
  right: usize,
  rightRows: usize,
  out: usize,
  count: usize,
  width: usize,
): void {
  const bytes = width << 3;
  for (let k: usize = 0; k < count; k++, out += bytes) {
    const x = left + <usize>load<u32>(leftRows + (k << 2)) * bytes;
    const y = right + <usize>load<u32>(rightRows + (k << 2)) * bytes;
    let c: usize = 0;
    for (; c + 16 <= bytes; c += 16) v128.store(out + c, f64x2.mul(v128.load(x + c), v128.load(y + c)));
    if (c < bytes) store<f64>(out + c, load<f64>(x + c) * load<f64>(y + c));
  }
}

/** The adjoint of `multiplyRows`: adds received * right to left's rows, and received * left to right's. */
export function multiplyRowsGradient(
  received: usize,
  left: usize,
  leftRows: usize,
  right: usize,
  rightRows: usize,
  leftGradient: usize,
  rightGradient: usize,
  count: usize,
  width: usize,
): void {
  const bytes = width << 3;
  for (let k: usize = 0; k < count; k++, received += bytes) {
    const l = <usize>load<u32>(leftRows + (k << 2)) * bytes;
    const r = <usize>load<u32>(rightRows + (k << 2)) * bytes;
    let c: usize = 0;
    for (; c + 16 <= bytes; c += 16) {
      const g = v128.load(received + c);
      const dLeft = leftGradient + l + c;
      v128.store(dLeft, f64x2.add(v128.load(dLeft), f64x2.mul(g, v128.load(right + r + c))));
      const dRight = rightGradient + r + c;
      v128.store(dRight, f64x2.add(v128.load(dRight), f64x2.mul(g, v128.load(left + l + c))));
    }
    if (c < bytes) {
      const g = load<f64>(received + c);
      const dLeft = leftGradient + l + c;
      store<f64>(dLeft, load<f64>(dLeft) + g * load<f64>(right + r + c));
      const dRight = rightGradient + r + c;
      store<f64>(dRight, load<f64>(dRight) + g * load<f64>(left + l + c));
    }
  }
}
