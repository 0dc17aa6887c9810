/**
 * Copies an image into a larger one, its first pixel to (top, left), its pixels `step` apart both ways. What lies between
 * and around stays as it is.
 *
 * @param pixel bytes of a pixel
 * @param rowBytes bytes of a row of the larger image
 */
export function padImage(
  image: usize,
  padded: usize,
  height: i32,
  width: i32,
  pixel: usize,
  top: i32,
  left: i32,
  step: i32,
  rowBytes: usize,
): void {
  const bytes = <usize>width * pixel;
  for (let row = 0; row < height; row++) {
    const target = padded + <usize>(top + row * step) * rowBytes + <usize>left * pixel;
    const source = image + <usize>row * bytes;
    if (step === 1) memory.copy(target, source, bytes);
    else
      for (let column: usize = 0; column < <usize>width; column++)
        memory.copy(target + column * <usize>step * pixel, source + column * pixel, pixel);
  }
}
