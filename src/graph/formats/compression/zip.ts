import { inflateSync, type Zippable, zipSync } from "fflate";
import { FormatError } from "../../../errors.js";
import { takeBytes } from "../../read-budget.js";
import { crc32 } from "./crc32.js";

/** One entry of a ZIP archive, as the central directory tells it. */
export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated */
  readonly method: number;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  /** where its local header begins */
  readonly offset: number;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;

/** Deflate codes at most 258 bytes in two bits, so that nothing inflates further than this. */
const MAX_RATIO = 1032;
const MAX_SIZE = 2 ** 31 - 1;

/** Whether bytes begin as a ZIP archive does: with a local header, or, empty, with the end of its directory. */
export function isZip(bytes: Uint8Array): boolean {
  return (
    bytes[0] === 0x50 &&
    bytes[1] === 0x4b &&
    ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6))
  );
}

/**
 * The entries of a ZIP archive by name, in the directory's order; nothing is inflated yet.
 *
 * Source: PKWARE APPNOTE 6.3, sections 4.3.12 and 4.3.16. O(entries).
 *
 * @throws FormatError where the directory is missing or damaged (a truncated file), or asks for ZIP64, encryption or a
 *   method other than stored and deflated
 */
export function zipEntries(bytes: Uint8Array): ReadonlyMap<string, ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  const entries = new Map<string, ZipEntry>();
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff)
    throw new FormatError("zip: ZIP64 archives are not supported", { byte: end });
  for (let k = 0; k < count; k++) {
    if (at + 46 > end || view.getUint32(at, true) !== DIRECTORY_ENTRY)
      throw new FormatError(`zip: expected entry ${k + 1} of ${count} of the directory`, {
        byte: Math.min(at, end),
      });
    const nameLength = view.getUint16(at + 28, true);
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end) throw new FormatError("zip: an entry of the directory is cut off", { byte: at });
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    const entry = {
      name,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      compressedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    };
    const fail = (reason: string) =>
      new FormatError(`zip entry ${JSON.stringify(name)}: ${reason}`, { byte: at });
    if (view.getUint16(at + 8, true) & 1) throw fail("encrypted entries are not supported");
    if ([entry.size, entry.compressedSize, entry.offset].includes(0xffffffff))
      throw fail("ZIP64 entries are not supported");
    if (entry.method !== 0 && entry.method !== 8)
      throw fail(`expected method 0 (stored) or 8 (deflated), got ${entry.method}`);
    if (entries.has(name)) throw fail("this name appears twice");
    entries.set(name, entry);
    at = next;
  }
  return entries;
}

/**
 * The content of one entry. Memory is bounded by the size it declares, which is checked against what deflate can reach.
 *
 * Complexity: O(compressed size + size).
 *
 * @throws FormatError where the entry is truncated, inflates to another size than declared, or fails its checksum
 */
export function readZipEntry(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const { name, method, crc, compressedSize, size, offset } = entry;
  const fail = (reason: string, options?: ErrorOptions) =>
    new FormatError(`zip entry ${JSON.stringify(name)}: ${reason}`, { byte: offset }, options);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL_HEADER)
    throw fail("expected a local header (truncated?)");
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + compressedSize > bytes.length)
    throw fail(`expected ${compressedSize} bytes, got ${Math.max(0, bytes.length - start)} (truncated?)`);
  const data = bytes.subarray(start, start + compressedSize);
  if (size > MAX_SIZE || (method === 0 ? size !== compressedSize : size > compressedSize * MAX_RATIO))
    throw fail(`${compressedSize} bytes cannot hold the ${size} bytes it declares`);
  if (method !== 0) takeBytes(size, `inflated bytes of ${JSON.stringify(name)}`);
  const content = method === 0 ? data : inflate(data, size, fail);
  if (crc32(content) !== crc) throw fail("damaged (the checksum differs)");
  return content;
}

/** A ZIP archive of these entries in this order, deflated, without time stamps: same content, same bytes. */
export function writeZip(entries: ReadonlyMap<string, Uint8Array>): Uint8Array {
  // 1980 is the first year that ZIP knows; a fixed local time gives the same bytes in every time zone.
  const options: Zippable = { ...Object.fromEntries(entries) };
  return zipSync(options, { mtime: new Date(1980, 0, 1), level: 6 });
}

function inflate(
  data: Uint8Array,
  size: number,
  fail: (reason: string, options?: ErrorOptions) => FormatError,
): Uint8Array {
  let content: Uint8Array;
  try {
    // One byte beyond the declared size shows an entry that inflates further; more is never written.
    content = inflateSync(data, { out: new Uint8Array(size + 1) });
  } catch (error) {
    if (error instanceof RangeError)
      throw fail(`inflates beyond the ${size} bytes it declares`, { cause: error });
    throw fail(`damaged (${(error as Error).message})`, { cause: error });
  }
  if (content.length > size) throw fail(`inflates beyond the ${size} bytes it declares`);
  if (content.length < size) throw fail(`declares ${size} bytes but inflates to ${content.length}`);
  return content;
}

/** The end record stands within the last 64 KiB, behind it a comment of the length it tells. */
function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= 0 && at >= view.byteLength - 22 - 0xffff; at--)
    if (
      view.getUint32(at, true) === END_OF_DIRECTORY &&
      at + 22 + view.getUint16(at + 20, true) === view.byteLength
    )
      return at;
  throw new FormatError("zip: expected the end of the directory at the end of the file (truncated?)", {
    byte: view.byteLength,
  });
}
