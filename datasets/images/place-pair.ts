import { InputError } from "../../src/errors.js";
import type { Rectangle } from "../../src/rectangle.js";

export interface Size {
  readonly height: number;
  readonly width: number;
}

/**
 * Where two images of one size stand on a canvas: side by side, so many columns apart, around its centre (rounded up and to the left).
 *
 * Source: thesis appendix C.4.2.2.
 *
 * @throws InputError where the distance is no integer >= 0, or the images do not fit on the canvas
 */
export function placePair(
  canvas: Size,
  { height, width }: Size,
  distance: number,
): readonly [left: Rectangle, right: Rectangle] {
  if (!Number.isInteger(distance) || distance < 0)
    throw new InputError(`distance between images: expected an integer >= 0, got ${distance}`);
  for (const [name, side] of Object.entries(canvas))
    if (!Number.isInteger(side) || side < 1)
      throw new InputError(`canvas ${name}: expected an integer >= 1, got ${side}`);
  if (height > canvas.height)
    throw new InputError(`canvas: expected at least ${height} rows for the images, got ${canvas.height}`);
  const most = canvas.width - 2 * width;
  if (distance > most)
    throw new InputError(
      most < 0
        ? `canvas: expected at least ${2 * width} columns for two images, got ${canvas.width}`
        : `distance between images: expected at most ${most} for two images of ${width} columns on a canvas of ${canvas.width}, got ${distance}`,
    );
  const row = Math.floor((canvas.height - height) / 2);
  const column = Math.floor((most - distance) / 2);
  return [
    { row, column, height, width },
    { row, column: column + width + distance, height, width },
  ];
}
