import { convolveImage, transposeFilter } from "./convolve-image";
import { padImage } from "./pad-image";

/**
 * The image's gradient; see the plain kernel for the formula and the shapes. It is a convolution itself: of dy, its pixels
 * a stride apart among zeros, with the filter turned round.
 */
export function convolveInputGradient(
  dy: usize,
  filter: usize,
  dx: usize,
  scratch: usize,
  images: i32,
  outHeight: i32,
  outWidth: i32,
  filters: i32,
  filterHeight: i32,
  filterWidth: i32,
  channels: i32,
  stride: i32,
  padding: i32,
  height: i32,
  width: i32,
): void {
  const pixel = (<usize>filters) << 2;
  const rowBytes = <usize>(width + filterWidth - 1) * pixel;
  const padded = <usize>(height + filterHeight - 1) * rowBytes;
  memory.fill(scratch, 0, padded);
  const turned = scratch + padded;
  turnFilter(filter, turned, filterHeight * filterWidth, channels, filters);
  const top = filterHeight - 1 - padding;
  const left = filterWidth - 1 - padding;
  const dyBytes = <usize>(outHeight * outWidth) * pixel;
  const dxBytes = (<usize>(height * width * channels)) << 2;
  for (let n = 0; n < images; n++) {
    padImage(dy, scratch, outHeight, outWidth, pixel, top, left, stride, rowBytes);
    convolveImage(
      scratch,
      rowBytes,
      pixel,
      1,
      top,
      outHeight,
      stride,
      turned,
      dx,
      height,
      width,
      filterHeight,
      <usize>filterWidth * pixel,
      (<usize>channels) << 2,
    );
    dy += dyBytes;
    dx += dxBytes;
  }
}

/** [places, channels, filters] as [places backwards, filters, channels], for fewer than 4 channels with those first. */
function turnFilter(filter: usize, out: usize, places: i32, channels: i32, filters: i32): void {
  const bytes = (<usize>(channels * filters)) << 2;
  const size = <usize>places * bytes;
  for (let place: usize = 0; place < <usize>places; place++) {
    const source = filter + size - (place + 1) * bytes;
    if (channels >= 4) {
      transposeFilter(source, out + place * bytes, channels, filters);
      continue;
    }
    for (let c: usize = 0; c < <usize>channels; c++)
      memory.copy(
        out + ((c * <usize>places + place) << 2) * <usize>filters,
        source + (c << 2) * <usize>filters,
        (<usize>filters) << 2,
      );
  }
}
