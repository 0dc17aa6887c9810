import { convolveImage, transposeFilter } from "./convolve-image";
import { padImage } from "./pad-image";

/**
 * out = convolution of x with the filter; see the plain kernel for the formula and the shapes.
 *
 * Each image is copied into zeros once, so that a filter's row reads a contiguous run of filterWidth * channels
 * numbers: the convolution is a matrix product whose left factor is read where it stands.
 */
export function convolve(
  x: usize,
  filter: usize,
  out: usize,
  scratch: usize,
  images: i32,
  height: i32,
  width: i32,
  channels: i32,
  filterHeight: i32,
  filterWidth: i32,
  filters: i32,
  stride: i32,
  padding: i32,
): void {
  const outHeight = (height + 2 * padding - filterHeight) / stride + 1;
  const outWidth = (width + 2 * padding - filterWidth) / stride + 1;
  const pixel = (<usize>channels) << 2;
  const rowBytes = <usize>(width + 2 * padding) * pixel;
  const padded = <usize>(height + 2 * padding) * rowBytes;
  const narrow = scratch + padded;
  memory.fill(scratch, 0, padded);
  const rows = filterHeight * filterWidth * channels;
  if (filters < 4) transposeFilter(filter, narrow, rows, filters);
  const imageBytes = <usize>(height * width) * pixel;
  const outBytes = (<usize>(outHeight * outWidth * filters)) << 2;
  for (let n = 0; n < images; n++) {
    padImage(x, scratch, height, width, pixel, padding, padding, 1, rowBytes);
    convolveImage(
      scratch,
      rowBytes,
      <usize>stride * pixel,
      stride,
      padding,
      height,
      1,
      filters < 4 ? narrow : filter,
      out,
      outHeight,
      outWidth,
      filterHeight,
      <usize>filterWidth * pixel,
      (<usize>filters) << 2,
    );
    x += imageBytes;
    out += outBytes;
  }
}
