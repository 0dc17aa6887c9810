import { encodePng } from "./encode-png.js";
import type { ImageBytes } from "./image-bytes.js";

const GAP = 4;
const PAPER = 160;

/**
 * The first images of either label side by side as a PNG: those of label 1 in the upper rows, those of label 0 in the lower ones.
 *
 * Complexity: O(pixels).
 *
 * @param columns images in a row, default 4
 * @param rows rows of either label, default 1
 * @throws InputError where the images have other than 1 or 3 channels
 */
export function contactSheet(images: ImageBytes, columns = 4, rows = 1): Uint8Array {
  const { pixels, labels, height, width, channels } = images;
  const sheetWidth = columns * (width + GAP) + GAP;
  const sheetHeight = 2 * rows * (height + GAP) + 2 * GAP;
  const sheet = new Uint8Array(sheetHeight * sheetWidth * channels).fill(PAPER);
  for (const label of [1, 0]) {
    const chosen = Array.from(labels.keys()).filter((k) => labels[k] === label);
    chosen.slice(0, columns * rows).forEach((k, place) => {
      const row = (label === 1 ? 0 : rows) + Math.floor(place / columns);
      // A wider gap between the labels.
      const top = GAP + row * (height + GAP) + (label === 1 ? 0 : GAP);
      const left = GAP + (place % columns) * (width + GAP);
      for (let r = 0; r < height; r++) {
        const from = (k * height + r) * width * channels;
        sheet.set(pixels.subarray(from, from + width * channels), ((top + r) * sheetWidth + left) * channels);
      }
    });
  }
  return encodePng(sheet, sheetHeight, sheetWidth, channels);
}
