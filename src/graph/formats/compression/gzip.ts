import { Gunzip, gzipSync } from "fflate";
import { FormatError } from "../../../errors.js";
import { takeBytes } from "../../read-budget.js";
import { crc32 } from "./crc32.js";

/** Nothing inflates beyond this many bytes: no text longer than it fits a JavaScript string. */
const MAX_INFLATED = 2 ** 29;

/** Bytes handed to the inflater at a time; as deflate inflates at most 1032-fold, this bounds what a step allocates. */
const CHUNK = 2 ** 15;

/** Whether bytes begin as gzip does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Compresses bytes as one gzip member without a time stamp: same bytes in, same bytes out. */
export function gzip(bytes: Uint8Array): Uint8Array {
  return gzipSync(bytes, { mtime: 0 });
}

/**
 * Inflates gzip (RFC 1952, one or several members), checking length and checksum of every member.
 *
 * Complexity: O(bytes in + bytes out), at most 2^29 bytes out.
 *
 * @throws FormatError where the bytes are truncated, damaged, or inflate beyond 2^29 bytes
 */
export function gunzip(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let total = 0;
  let memberSize = 0;
  let crc = 0;
  const inflater = new Gunzip((part) => {
    total += part.length;
    memberSize += part.length;
    // The parts, and all of them once more in one piece.
    takeBytes(2 * part.length, "inflated bytes");
    if (total > MAX_INFLATED) throw new FormatError(`gzip: inflates beyond ${MAX_INFLATED} bytes`);
    crc = crc32(part, crc);
    if (part.length > 0) parts.push(part);
  });
  const endMember = (end: number) => {
    const trailer = new DataView(bytes.buffer, bytes.byteOffset + end - 8, 8);
    if (trailer.getUint32(0, true) !== crc || trailer.getUint32(4, true) !== memberSize % 2 ** 32)
      throw new FormatError("gzip: damaged or truncated (the checksum or the length differs)", {
        byte: end - 8,
      });
    memberSize = 0;
    crc = 0;
  };
  inflater.onmember = endMember;
  if (bytes.length < 18)
    throw new FormatError(`gzip: expected at least 18 bytes, got ${bytes.length} (truncated?)`);
  try {
    for (let start = 0; start < bytes.length; start += CHUNK)
      inflater.push(bytes.subarray(start, start + CHUNK), start + CHUNK >= bytes.length);
  } catch (error) {
    if (error instanceof FormatError) throw error;
    throw new FormatError(`gzip: damaged or truncated (${(error as Error).message})`, {}, { cause: error });
  }
  endMember(bytes.length);
  const inflated = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    inflated.set(part, at);
    at += part.length;
  }
  return inflated;
}
