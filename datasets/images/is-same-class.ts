import { InputError } from "../../src/errors.js";
import { createRandom, type Random } from "../../src/random.js";
import type { Rectangle } from "../../src/rectangle.js";
import { checkPairCount, pairedLabel } from "./balanced-labels.js";
import type { ImageBytes } from "./image-bytes.js";
import type { ImageSupply } from "./pathfinder.js";
import { placePair } from "./place-pair.js";

export interface IsSameClassOptions {
  /** columns between the two images */
  readonly distance: number;
  /** of the canvas; default 224 */
  readonly height?: number;
  readonly width?: number;
}

/** Images of pairs, and where on the canvas the two of each stand. */
export interface IsSameClass extends ImageBytes {
  readonly left: Rectangle;
  readonly right: Rectangle;
}

/**
 * Pairs of images side by side on a black canvas: are they of the same class?
 *
 * For each, one image is drawn uniformly from all, then another: uniformly from the first's class (label 1) or from all other classes
 * (label 0). Every canvas has a random stream of its own: with a larger count the first ones stay the same, and with another distance or
 * canvas all pairs do. Of every two canvases one has label 1. Source: thesis section 3.6 and appendix C.4.2.2, where the paper's labels
 * are independent.
 *
 * @param source labelled images; for a test set, others than for the training set
 * @returns [N, height, width, the source's channels]
 *
 * Complexity: O(N height width).
 * @throws InputError where the distance does not fit, the count is odd, there is one class only, or one has a single image
 *
 * @example
 * ```ts
 * import { isSameClass } from "seprank/generators";
 *
 * // Sixteen images of 2 x 2 pixels, of two classes.
 * const labels = Uint8Array.from({ length: 16 }, (_, k) => k % 2);
 * const pixels = Uint8Array.from({ length: 16 * 4 }, (_, k) => 255 * labels[Math.floor(k / 4)]);
 * const source = { name: "dots", pixels, labels, count: 16, height: 2, width: 2, channels: 1 };
 * const pairs = isSameClass(source, { distance: 4, height: 8, width: 16 }, { count: 6, seed: 0, part: "train" });
 * [pairs.count, pairs.height, pairs.width]; // => [6, 8, 16]
 * ```
 */
export function isSameClass(
  source: ImageBytes,
  { distance, height = 224, width = 224 }: IsSameClassOptions,
  { count, seed, part }: ImageSupply,
): IsSameClass {
  checkPairCount(count);
  const [left, right] = placePair({ height, width }, source, distance);
  const members = membersByClass(source);
  const size = height * width * source.channels;
  const pixels = new Uint8Array(count * size);
  const labels = new Uint8Array(count);
  for (let k = 0; k < count; k++) {
    labels[k] = pairedLabel(createRandom(seed, `is-same-class label ${part} ${k >> 1}`), k);
    const random = createRandom(seed, `is-same-class ${part} ${k}`);
    const first = random.integer(source.count);
    const second = drawPartner({ ...source, members }, first, labels[k] === 1, random);
    const canvas = { pixels: pixels.subarray(k * size, (k + 1) * size), width };
    copy(source, first, canvas, left);
    copy(source, second, canvas, right);
  }
  return {
    name: `is-same-class of ${source.name} at distance ${distance}`,
    pixels,
    labels,
    count,
    height,
    width,
    channels: source.channels,
    left,
    right,
  };
}

function membersByClass({ name, labels }: ImageBytes): ReadonlyMap<number, readonly number[]> {
  const members = new Map<number, number[]>();
  labels.forEach((label, k) => {
    const own = members.get(label);
    if (own === undefined) members.set(label, [k]);
    else own.push(k);
  });
  if (members.size < 2)
    throw new InputError(`images of ${name}: expected at least two classes, got ${members.size}`);
  for (const [label, own] of members)
    if (own.length < 2)
      throw new InputError(
        `images of ${name}: expected at least two of every class, got one of class ${label}`,
      );
  return members;
}

function drawPartner(
  { labels, count, members }: ImageBytes & { readonly members: ReadonlyMap<number, readonly number[]> },
  first: number,
  same: boolean,
  random: Random,
): number {
  const own = members.get(labels[first]) ?? [];
  for (;;) {
    const drawn = same ? own[random.integer(own.length)] : random.integer(count);
    if (same ? drawn !== first : labels[drawn] !== labels[first]) return drawn;
  }
}

function copy(
  { pixels, height, width, channels }: ImageBytes,
  image: number,
  canvas: { readonly pixels: Uint8Array; readonly width: number },
  place: Rectangle,
): void {
  for (let row = 0; row < height; row++) {
    const from = (image * height + row) * width * channels;
    const to = ((place.row + row) * canvas.width + place.column) * channels;
    canvas.pixels.set(pixels.subarray(from, from + width * channels), to);
  }
}
