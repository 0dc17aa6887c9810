import { InputError } from "../../errors.js";

/** Two regions of an image; pixels are named row * width + column. */
export interface PixelRegions {
  /** I: where the gradients are compared */
  readonly i: Uint32Array;
  /** J: where pixels are exchanged */
  readonly j: Uint32Array;
}

/**
 * Checks that two regions can be compared.
 *
 * @param pixels height * width of the images
 * @throws InputError where a region is empty, leaves the image or names a pixel twice, or both share one
 */
export function checkRegions({ i, j }: PixelRegions, pixels: number): void {
  const owner = new Uint8Array(pixels);
  for (const [name, region] of [
    ["I", i],
    ["J", j],
  ] as const) {
    if (region.length === 0) throw new InputError(`region ${name}: expected at least one pixel, got none`);
    for (const pixel of region) {
      if (pixel >= pixels)
        throw new InputError(`region ${name}: expected pixels below ${pixels}, got ${pixel}`);
      if (owner[pixel] !== 0)
        throw new InputError(
          owner[pixel] === 1 && name === "J"
            ? `regions I and J: expected no pixel in common, both have ${pixel}`
            : `region ${name}: expected every pixel once, got ${pixel} twice`,
        );
      owner[pixel] = name === "I" ? 1 : 2;
    }
  }
}
