/** out = x + bias in every row; see the plain kernel for the shapes. */
export function addBias(x: usize, bias: usize, out: usize, rows: i32, width: i32): void {
  const stride = (<usize>width) << 2;
  const wide = stride & ~15;
  const shift = out - x;
  for (let row: i32 = 0; row < rows; row++) {
    for (let c: usize = 0; c < wide; c += 16)
      v128.store(x + c + shift, f32x4.add(v128.load(x + c), v128.load(bias + c)));
    for (let c = wide; c < stride; c += 4) store<f32>(x + c + shift, load<f32>(x + c) + load<f32>(bias + c));
    x += stride;
  }
}

/** out = sums of the columns of x; see the plain kernel for the shapes. */
export function columnSums(x: usize, out: usize, rows: i32, width: i32): void {
  const stride = (<usize>width) << 2;
  const wide = stride & ~15;
  memory.fill(out, 0, stride);
  for (let row: i32 = 0; row < rows; row++) {
    for (let c: usize = 0; c < wide; c += 16)
      v128.store(out + c, f32x4.add(v128.load(out + c), v128.load(x + c)));
    for (let c = wide; c < stride; c += 4) store<f32>(out + c, load<f32>(out + c) + load<f32>(x + c));
    x += stride;
  }
}
