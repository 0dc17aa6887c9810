import { Unzlib } from "fflate";
import { FormatError } from "../../../errors.js";
import { takeBytes } from "../../read-budget.js";

/** Bytes handed to the inflater at a time; as deflate inflates at most 1032-fold, this bounds what a step allocates. */
const CHUNK = 2 ** 15;

/**
 * Inflates one zlib stream (RFC 1950), checking its Adler-32 checksum.
 *
 * Complexity: O(bytes in + bytes out).
 *
 * @param limit most bytes that may come out
 * @throws FormatError where the bytes are truncated, damaged, or inflate beyond the limit
 */
export function inflateZlib(bytes: Uint8Array, limit: number): Uint8Array {
  if (bytes.length < 8)
    throw new FormatError(`zlib: expected at least 8 bytes, got ${bytes.length} (truncated?)`);
  const parts: Uint8Array[] = [];
  let total = 0;
  const inflater = new Unzlib((part) => {
    total += part.length;
    // The parts, and all of them once more in one piece.
    takeBytes(2 * part.length, "inflated bytes");
    if (total > limit) throw new FormatError(`zlib: inflates beyond ${limit} bytes`);
    if (part.length > 0) parts.push(part);
  });
  try {
    for (let start = 0; start < bytes.length; start += CHUNK)
      inflater.push(bytes.subarray(start, start + CHUNK), start + CHUNK >= bytes.length);
  } catch (error) {
    if (error instanceof FormatError) throw error;
    throw new FormatError(`zlib: damaged or truncated (${(error as Error).message})`, {}, { cause: error });
  }
  const inflated = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    inflated.set(part, at);
    at += part.length;
  }
  const trailer = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 4, 4);
  if (trailer.getUint32(0) !== adler32(inflated))
    throw new FormatError("zlib: damaged or truncated (the checksum differs)");
  return inflated;
}

/** Adler-32 (RFC 1950, section 8.2). O(bytes). */
export function adler32(bytes: Uint8Array): number {
  let low = 1;
  let high = 0;
  // 3,800 bytes are the most whose sums stay below 2^32.
  for (let start = 0; start < bytes.length; start += 3800) {
    const end = Math.min(start + 3800, bytes.length);
    for (let k = start; k < end; k++) {
      low += bytes[k];
      high += low;
    }
    low %= 65521;
    high %= 65521;
  }
  return high * 65536 + low;
}
