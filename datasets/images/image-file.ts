import { FormatError } from "../../src/errors.js";
import { writeNpy } from "../../src/graph/formats/numpy/npy.js";
import { type Npz, openNpz, writeNpz } from "../../src/graph/formats/numpy/npz.js";
import { numbersOf, textsOf } from "../../src/graph/formats/numpy/npz-arrays.js";
import type { Rectangle } from "../../src/rectangle.js";
import type { ImageBytes } from "./image-bytes.js";

/** Images with labels 0 and 1; of pairs, also where the two images of each stand. */
export interface BinaryImageBytes extends ImageBytes {
  readonly left?: Rectangle;
  readonly right?: Rectangle;
}

/** How far the share of label 1 may be from one half. */
const BALANCE = 0.1;

/**
 * Writes images and labels as a NumPy archive that `numpy.load` reads without pickle: `images` uint8 [N, H, W, C], `labels` uint8 [N],
 * `name`, and, where there are places, `left` and `right` int64 [4]: row, column, height, width.
 *
 * Same content, same bytes. Complexity: O(bytes).
 *
 * @example
 * ```ts
 * import { writeImageFile } from "seprank/generators";
 *
 * const images = { name: "dots", pixels: Uint8Array.of(0, 255), labels: Uint8Array.of(0, 1), count: 2, height: 1, width: 1, channels: 1 };
 * // A zip archive, which begins with "PK".
 * String.fromCharCode(...writeImageFile(images).slice(0, 2)); // => "PK"
 * ```
 */
export function writeImageFile(images: BinaryImageBytes): Uint8Array {
  const { name, pixels, labels, count, height, width, channels } = images;
  const arrays = new Map([
    ["images", writeNpy("|u1", [count, height, width, channels], pixels)],
    ["labels", writeNpy("|u1", [count], labels)],
    ["name", writeNpy("<U", [1], [name])],
  ]);
  for (const side of ["left", "right"] as const) {
    const place = images[side];
    if (place !== undefined)
      arrays.set(side, writeNpy("<i8", [4], [place.row, place.column, place.height, place.width]));
  }
  return writeNpz(arrays);
}

/**
 * Reads what {@link writeImageFile} writes, or any archive with those arrays.
 *
 * @param balance how far the share of label 1 may be from one half
 * @throws FormatError where the arrays are not there or do not fit together, a label is not 0 or 1, or the labels are out of balance
 *
 * @example
 * ```ts
 * import { readImageFile, writeImageFile } from "seprank/generators";
 *
 * const images = { name: "dots", pixels: Uint8Array.of(0, 255), labels: Uint8Array.of(0, 1), count: 2, height: 1, width: 1, channels: 1 };
 * readImageFile(writeImageFile(images)).labels; // => Uint8Array.of(0, 1)
 * ```
 */
export function readImageFile(bytes: Uint8Array, balance: number = BALANCE): BinaryImageBytes {
  const npz = openNpz(bytes);
  const images = numbersOf(npz, "images", 4);
  if (!(images.values instanceof Uint8Array))
    throw new FormatError("npz array images: expected unsigned bytes (uint8), got another type");
  const [count, height, width, channels] = images.shape;
  if (images.values.length === 0)
    throw new FormatError(`npz array images: expected images, got shape (${images.shape.join(", ")})`);
  const labels = labelsOf(npz, count, balance);
  const pixels = images.values;
  const name = textsOf(npz, "name", 1)?.[0] ?? "images";
  const places = npz.keys.has("left") ? { left: placeOf(npz, "left"), right: placeOf(npz, "right") } : {};
  return { name, pixels, labels, count, height, width, channels, ...places };
}

function labelsOf(npz: Npz, count: number, balance: number): Uint8Array {
  const { shape, values } = numbersOf(npz, "labels", 1);
  if (shape[0] !== count)
    throw new FormatError(`npz array labels: expected ${count} labels, one for each image, got ${shape[0]}`);
  let ones = 0;
  for (let k = 0; k < count; k++) {
    if (values[k] !== 0 && values[k] !== 1)
      throw new FormatError(`npz array labels: expected 0 or 1, got ${values[k]} at image ${k}`);
    ones += values[k];
  }
  if (Math.abs(ones / count - 0.5) > balance)
    throw new FormatError(
      `npz array labels: expected about as many of label 1 as of label 0, got ${ones} and ${count - ones}`,
    );
  return Uint8Array.from(values);
}

function placeOf(npz: Npz, side: "left" | "right"): Rectangle {
  const { values } = numbersOf(npz, side, 1);
  if (values.length !== 4)
    throw new FormatError(
      `npz array ${side}: expected row, column, height and width, got ${values.length} numbers`,
    );
  const [row, column, height, width] = values;
  return { row, column, height, width };
}
