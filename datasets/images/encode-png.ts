import { zlibSync } from "fflate";
import { InputError } from "../../src/errors.js";
import { crc32 } from "../../src/graph/formats/compression/crc32.js";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const GREY = 0;
const TRUE_COLOUR = 2;

/**
 * Pixels as a PNG image of 8 bits a channel. Same pixels, same bytes.
 *
 * Source: PNG specification, third edition, sections 5 and 11. Complexity: O(bytes).
 *
 * @param pixels [height, width, channels], row-major; 1 channel of grey, or 3 of red, green and blue
 * @throws InputError where there are other channels, or the pixels are more or fewer
 */
export function encodePng(pixels: Uint8Array, height: number, width: number, channels: number): Uint8Array {
  if (channels !== 1 && channels !== 3)
    throw new InputError(`png: expected 1 or 3 channels, got ${channels}`);
  if (height < 1 || width < 1 || pixels.length !== height * width * channels)
    throw new InputError(
      `png: expected ${height} x ${width} x ${channels} bytes of pixels, got ${pixels.length}`,
    );
  const stride = width * channels;
  // Every row begins with its filter: 0, none.
  const rows = new Uint8Array(height * (1 + stride));
  for (let row = 0; row < height; row++)
    rows.set(pixels.subarray(row * stride, (row + 1) * stride), row * (1 + stride) + 1);
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header[8] = 8;
  header[9] = channels === 1 ? GREY : TRUE_COLOUR;
  const chunks = [
    Uint8Array.from(SIGNATURE),
    chunk("IHDR", header),
    chunk("IDAT", zlibSync(rows, { level: 9 })),
    chunk("IEND", new Uint8Array(0)),
  ];
  const png = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of chunks) {
    png.set(part, at);
    at += part.length;
  }
  return png;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}
