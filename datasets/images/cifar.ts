import { FormatError } from "../../src/errors.js";
import type { ImageBytes } from "./image-bytes.js";

const SIDE = 32;
const CHANNELS = 3;
const AREA = SIDE * SIDE;
/** A label and the three planes red, green, blue. */
const RECORD = 1 + CHANNELS * AREA;
const CLASSES = 10;

/** Images of one batch of CIFAR-10. */
export const CIFAR_BATCH = 10_000;

/**
 * Reads a batch of CIFAR-10's binary version: records of a label and 32 x 32 bytes each of red, green and blue, row-major.
 *
 * Source: Krizhevsky, Learning multiple layers of features from tiny images (2009); "Binary version" on its page. Complexity: O(bytes).
 *
 * @param expected records of the batch, default 10,000
 * @returns [N, 32, 32, 3], labels 0 to 9
 * @throws FormatError where there are more or fewer bytes than that many records have, or a label is not 0 to 9
 */
export function readCifar10(bytes: Uint8Array, expected: number = CIFAR_BATCH): ImageBytes {
  const whole = Math.floor(bytes.length / RECORD);
  if (bytes.length !== expected * RECORD)
    throw new FormatError(
      `cifar-10: expected ${expected} records of ${RECORD} bytes, got ${bytes.length} bytes: ${whole} whole records and ${bytes.length % RECORD} bytes (truncated?)`,
      { byte: Math.min(whole, expected) * RECORD },
    );
  const pixels = new Uint8Array(expected * CHANNELS * AREA);
  const labels = new Uint8Array(expected);
  for (let k = 0; k < expected; k++) {
    const start = k * RECORD;
    const label = bytes[start];
    if (label >= CLASSES)
      throw new FormatError(
        `cifar-10: record ${k}: expected a label from 0 to ${CLASSES - 1}, got ${label}`,
        {
          byte: start,
        },
      );
    labels[k] = label;
    for (let channel = 0; channel < CHANNELS; channel++) {
      const plane = start + 1 + channel * AREA;
      for (let place = 0; place < AREA; place++)
        pixels[(k * AREA + place) * CHANNELS + channel] = bytes[plane + place];
    }
  }
  return { name: "cifar-10", pixels, labels, count: expected, height: SIDE, width: SIDE, channels: CHANNELS };
}
