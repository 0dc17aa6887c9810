import type { ImageTask } from "./image-task.js";

/** Images in bytes with a label each: a quarter of the memory that an {@link ImageTask} takes. */
export interface ImageBytes {
  readonly name: string;
  /** [N, H, W, C], row-major, 0 to 255 */
  readonly pixels: Uint8Array;
  /** [N]: classes, or 0 and 1 for a task of two labels */
  readonly labels: Uint8Array;
  /** N */
  readonly count: number;
  /** H */
  readonly height: number;
  /** W */
  readonly width: number;
  /** C */
  readonly channels: number;
}

/**
 * The same images in numbers from 0 to 1: byte / 255, in single precision.
 *
 * Complexity: O(N H W C), 4 bytes each.
 *
 * @example
 * ```ts
 * import { imageTask } from "seprank/generators";
 *
 * const bytes = { name: "dots", pixels: Uint8Array.of(0, 255), labels: Uint8Array.of(0, 1), count: 2, height: 1, width: 1, channels: 1 };
 * imageTask(bytes).images; // => Float32Array.of(0, 1)
 * ```
 */
export function imageTask({ pixels, ...images }: ImageBytes): ImageTask {
  const values = new Float32Array(pixels.length);
  for (let k = 0; k < values.length; k++) values[k] = pixels[k] / 255;
  return { ...images, images: values };
}
