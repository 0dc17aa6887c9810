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
const END_OF_DIRECTORY_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
/** The extra field of an entry's sizes and place beyond 32 bits, and what stands in their place. */
const SIZES_64 = 1;
const BEYOND = 0xffffffff;

/** The directory, its end record, a comment and the ZIP64 records of an archive with so many bytes lie within its last ones. */
export const DIRECTORY_TAIL = 2 ** 20;

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
 * Source: PKWARE APPNOTE 6.3, sections 4.3.12 to 4.3.16 and 4.5.3 (ZIP64). O(entries).
 *
 * @param bytes the archive, or its last ones: {@link DIRECTORY_TAIL} suffice for thousands of entries
 * @param start where these begin in the archive; default 0
 * @throws FormatError where the directory is missing or damaged (a truncated file), or asks for encryption or a
 *   method other than stored and deflated
 */
export function zipEntries(bytes: Uint8Array, start = 0): ReadonlyMap<string, ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = findEnd(view);
  const directory = directoryOf(view, end, start);
  const { count } = directory;
  const entries = new Map<string, ZipEntry>();
  let at = directory.offset - start;
  for (let k = 0; k < count; k++) {
    if (!(at >= 0 && at + 46 <= end) || view.getUint32(at, true) !== DIRECTORY_ENTRY)
      throw new FormatError(`zip: expected entry ${k + 1} of ${count} of the directory`, {
        byte: start + Math.max(0, Math.min(at, end)),
      });
    const nameLength = view.getUint16(at + 28, true);
    const extra = at + 46 + nameLength;
    const next = extra + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end) throw new FormatError("zip: an entry of the directory is cut off", { byte: start + at });
    const name = new TextDecoder().decode(bytes.subarray(at + 46, extra));
    const place = start + at;
    const fail = (reason: string) =>
      new FormatError(`zip entry ${JSON.stringify(name)}: ${reason}`, { byte: place });
    const sizes = [24, 20, 42].map((field) => view.getUint32(at + field, true));
    const [size, compressedSize, offset] = sizes.includes(BEYOND)
      ? sizesOf64(view, [extra, extra + view.getUint16(at + 30, true)], sizes, fail)
      : sizes;
    const entry = {
      name,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      compressedSize,
      size,
      offset,
    };
    if (view.getUint16(at + 8, true) & 1) throw fail("encrypted entries are not supported");
    if (entry.method !== 0 && entry.method !== 8)
      throw fail(`expected method 0 (stored) or 8 (deflated), got ${entry.method}`);
    if (entries.has(name)) throw fail("this name appears twice");
    entries.set(name, entry);
    at = next;
  }
  return entries;
}

/**
 * Where the content of an entry begins, behind its local header.
 *
 * @param header the bytes from the entry's `offset` on, 30 or more
 * @throws FormatError where there is no local header
 */
export function contentStart(header: Uint8Array, { name, offset }: ZipEntry): number {
  const view = new DataView(header.buffer, header.byteOffset, header.length);
  if (header.length < 30 || view.getUint32(0, true) !== LOCAL_HEADER)
    throw new FormatError(`zip entry ${JSON.stringify(name)}: expected a local header (truncated?)`, {
      byte: offset,
    });
  return offset + 30 + view.getUint16(26, true) + view.getUint16(28, true);
}

/** Whether so many bytes of an entry can be what its directory says: deflate has a limit. */
export function isPlausible({ method, size, compressedSize }: ZipEntry): boolean {
  return method === 0 ? size === compressedSize : size <= compressedSize * MAX_RATIO;
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
  const start = contentStart(bytes.subarray(offset), entry);
  if (start + compressedSize > bytes.length)
    throw fail(`expected ${compressedSize} bytes, got ${Math.max(0, bytes.length - start)} (truncated?)`);
  const data = bytes.subarray(start, start + compressedSize);
  if (size > MAX_SIZE || !isPlausible(entry))
    throw fail(`${compressedSize} bytes cannot hold the ${size} bytes it declares`);
  if (method !== 0) takeBytes(size, `inflated bytes of ${JSON.stringify(name)}`);
  const content = method === 0 ? data : inflate(data, size, fail);
  if (crc32(content) !== crc) throw fail("damaged (the checksum differs)");
  return content;
}

/** Entries of more bytes are deflated at the lowest level: of large arrays it takes a quarter of the time and leaves 3 % more. */
const LARGE = 2 ** 23;

/** A ZIP archive of these entries in this order, deflated, without time stamps: same content, same bytes. */
export function writeZip(entries: ReadonlyMap<string, Uint8Array>): Uint8Array {
  // 1980 is the first year that ZIP knows; a fixed local time gives the same bytes in every time zone.
  const options: Zippable = {};
  for (const [name, bytes] of entries)
    options[name] = bytes.length > LARGE ? [bytes, { level: 1, mem: 4 }] : bytes;
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

/** Where the directory begins and how many entries it has: in the end record or, where that has no room for them, in that of ZIP64. */
function directoryOf(view: DataView, end: number, start: number): { count: number; offset: number } {
  const count = view.getUint16(end + 10, true);
  const offset = view.getUint32(end + 16, true);
  if (count !== 0xffff && offset !== BEYOND) return { count, offset };
  const locator = end - 20;
  const fail = () =>
    new FormatError("zip: expected the end record of ZIP64 (damaged?)", { byte: start + end });
  if (locator < 0 || view.getUint32(locator, true) !== LOCATOR_64) throw fail();
  const at = uint64(view, locator + 8) - start;
  if (!(at >= 0 && at + 56 <= locator) || view.getUint32(at, true) !== END_OF_DIRECTORY_64) throw fail();
  return { count: uint64(view, at + 32), offset: uint64(view, at + 48) };
}

/** Size, compressed size and place of an entry, those of them that are beyond 32 bits from the ZIP64 field between two places. */
function sizesOf64(
  view: DataView,
  [from, to]: readonly [number, number],
  sizes: readonly number[],
  fail: (reason: string) => FormatError,
): number[] {
  for (let at = from; at + 4 <= to; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== SIZES_64) continue;
    let field = at + 4;
    const end = Math.min(to, field + view.getUint16(at + 2, true));
    return sizes.map((size) => {
      if (size !== BEYOND) return size;
      field += 8;
      if (field > end) throw fail("its ZIP64 field is cut off");
      return uint64(view, field - 8);
    });
  }
  throw fail("expected a ZIP64 field with its sizes");
}

/** What is beyond 2^53 is no size of anything; it fails the checks that follow. */
function uint64(view: DataView, at: number): number {
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;
}
