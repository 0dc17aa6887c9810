import { InputError } from "../../src/errors.js";
import type { ImageBytes } from "./image-bytes.js";

/**
 * Images made smaller: every pixel is the mean of a square of pixels, rounded.
 *
 * @param factor side of the square; it divides height and width
 *
 * Complexity: O(N H W C).
 * @throws InputError where it does not
 */
export function shrinkImages(images: ImageBytes, factor: number): ImageBytes {
  const { pixels, count, channels } = images;
  if (!Number.isInteger(factor) || factor < 1 || images.height % factor !== 0 || images.width % factor !== 0)
    throw new InputError(
      `shrink: expected an integer that divides ${images.height} and ${images.width}, got ${factor}`,
    );
  if (factor === 1) return images;
  const [height, width] = [images.height / factor, images.width / factor];
  const shrunk = new Uint8Array(count * height * width * channels);
  let target = 0;
  for (let n = 0; n < count; n++)
    for (let row = 0; row < height; row++)
      for (let column = 0; column < width; column++)
        for (let c = 0; c < channels; c++) {
          let sum = 0;
          for (let i = 0; i < factor; i++)
            for (let j = 0; j < factor; j++) {
              const place = (n * images.height + row * factor + i) * images.width + column * factor + j;
              sum += pixels[place * channels + c];
            }
          shrunk[target++] = Math.round(sum / factor ** 2);
        }
  return { ...images, pixels: shrunk, height, width };
}
