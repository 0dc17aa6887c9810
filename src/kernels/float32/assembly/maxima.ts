/** Values where another image is largest in each window; see the plain kernel for the formula and the shapes. */
export function gatherMaxima(
  values: usize,
  x: usize,
  out: usize,
  images: i32,
  height: i32,
  width: i32,
  channels: i32,
  window: i32,
  stride: i32,
  padding: i32,
): void {
  const outHeight = (height + 2 * padding - window) / stride + 1;
  const outWidth = (width + 2 * padding - window) / stride + 1;
  const imageBytes = (<usize>(height * width * channels)) << 2;
  for (let n = 0; n < images; n++) {
    for (let p = 0; p < outHeight; p++)
      for (let q = 0; q < outWidth; q++)
        for (let c = 0; c < channels; c++) {
          const at = maximumAt(
            x,
            c,
            height,
            width,
            channels,
            window,
            p * stride - padding,
            q * stride - padding,
          );
          store<f32>(out, load<f32>(values + at));
          out += 4;
        }
    values += imageBytes;
    x += imageBytes;
  }
}

/** The adjoint of gatherMaxima; see the plain kernel for the formula and the shapes. */
export function scatterMaxima(
  dy: usize,
  x: usize,
  dx: usize,
  images: i32,
  height: i32,
  width: i32,
  channels: i32,
  window: i32,
  stride: i32,
  padding: i32,
): void {
  const outHeight = (height + 2 * padding - window) / stride + 1;
  const outWidth = (width + 2 * padding - window) / stride + 1;
  const imageBytes = (<usize>(height * width * channels)) << 2;
  memory.fill(dx, 0, <usize>images * imageBytes);
  for (let n = 0; n < images; n++) {
    for (let p = 0; p < outHeight; p++)
      for (let q = 0; q < outWidth; q++)
        for (let c = 0; c < channels; c++) {
          const at = maximumAt(
            x,
            c,
            height,
            width,
            channels,
            window,
            p * stride - padding,
            q * stride - padding,
          );
          store<f32>(dx + at, load<f32>(dx + at) + load<f32>(dy));
          dy += 4;
        }
    x += imageBytes;
    dx += imageBytes;
  }
}

/** The byte offset in an image of a window's largest number in channel c. */
function maximumAt(
  x: usize,
  c: i32,
  height: i32,
  width: i32,
  channels: i32,
  window: i32,
  top: i32,
  left: i32,
): usize {
  let best: usize = 0;
  let largest: f32 = 0;
  let found = false;
  const bottom = min(height, top + window);
  const right = min(width, left + window);
  for (let row = max(0, top); row < bottom; row++)
    for (let column = max(0, left); column < right; column++) {
      const at = (<usize>((row * width + column) * channels + c)) << 2;
      const value = load<f32>(x + at);
      if (found && !(value > largest)) continue;
      found = true;
      largest = value;
      best = at;
    }
  return best;
}
