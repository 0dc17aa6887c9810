import { InputError } from "./errors.js";

/** Pixels of an image: `height` rows from `row` on, `width` columns from `column` on. */
export interface Rectangle {
  readonly row: number;
  readonly column: number;
  readonly height: number;
  readonly width: number;
}

/**
 * The pixels of a rectangle, ascending: `row * imageWidth + column`.
 *
 * Complexity: O(height * width).
 * @throws InputError where the rectangle is empty or leaves the image
 *
 * @example
 * ```ts
 * import { rectanglePixels } from "seprank/locality";
 *
 * rectanglePixels({ row: 1, column: 0, height: 1, width: 2 }, 2, 3); // => Uint32Array.of(3, 4)
 * ```
 */
export function rectanglePixels(
  { row, column, height, width }: Rectangle,
  imageHeight: number,
  imageWidth: number,
): Uint32Array {
  const sound = [row, column, height, width].every((size) => Number.isInteger(size) && size >= 0);
  if (!sound || height < 1 || width < 1 || row + height > imageHeight || column + width > imageWidth)
    throw new InputError(
      `region: expected a rectangle inside of ${imageHeight} x ${imageWidth} pixels, got ${height} x ${width} at row ${row}, column ${column}`,
    );
  return Uint32Array.from(
    { length: height * width },
    (_, k) => (row + Math.floor(k / width)) * imageWidth + column + (k % width),
  );
}
