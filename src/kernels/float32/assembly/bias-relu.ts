/** out = max(0, x + bias) in every row; see the plain kernel for the shapes. */
export function biasRelu(x: usize, bias: usize, out: usize, rows: i32, width: i32): void {
  const stride = (<usize>width) << 2;
  const wide = stride & ~15;
  const shift = out - x;
  const zero = f32x4.splat(0);
  for (let row: i32 = 0; row < rows; row++) {
    for (let c: usize = 0; c < wide; c += 16)
      v128.store(x + c + shift, f32x4.max(zero, f32x4.add(v128.load(x + c), v128.load(bias + c))));
    for (let c = wide; c < stride; c += 4)
      store<f32>(x + c + shift, max<f32>(0, load<f32>(x + c) + load<f32>(bias + c)));
    x += stride;
  }
}

/** dx = dy where y > 0, dbias = sums of the columns of dx; see the plain kernel for the shapes. */
export function biasReluGradient(y: usize, dy: usize, dx: usize, dbias: usize, rows: i32, width: i32): void {
  const stride = (<usize>width) << 2;
  const wide = stride & ~15;
  const zero = f32x4.splat(0);
  memory.fill(dbias, 0, stride);
  for (let row: i32 = 0; row < rows; row++) {
    for (let c: usize = 0; c < wide; c += 16) {
      const value = v128.and(v128.load(dy + c), f32x4.gt(v128.load(y + c), zero));
      v128.store(dx + c, value);
      v128.store(dbias + c, f32x4.add(v128.load(dbias + c), value));
    }
    for (let c = wide; c < stride; c += 4) {
      const value: f32 = load<f32>(y + c) > 0 ? load<f32>(dy + c) : 0;
      store<f32>(dx + c, value);
      store<f32>(dbias + c, load<f32>(dbias + c) + value);
    }
    y += stride;
    dy += stride;
    dx += stride;
  }
}
