import { FormatError } from "../../../errors.js";
import { takeBytes } from "../../read-budget.js";

/** One data element of a MAT-file: a type, and bytes. */
export interface MatElement {
  readonly type: number;
  /** of its data, within the file or the inflated stream */
  readonly start: number;
  readonly data: Uint8Array;
}

/** Data types of elements (MAT-File Format, table 1-1). */
export const MAT_TYPE = Object.freeze({
  int8: 1,
  uint8: 2,
  int16: 3,
  uint16: 4,
  int32: 5,
  uint32: 6,
  single: 7,
  double: 9,
  int64: 12,
  uint64: 13,
  matrix: 14,
  compressed: 15,
  utf8: 16,
  utf16: 17,
  utf32: 18,
});

type Read = (view: DataView, at: number, little: boolean) => number;

const NUMBERS: Readonly<Record<number, { readonly size: number; readonly read: Read }>> = {
  [MAT_TYPE.int8]: { size: 1, read: (view, at) => view.getInt8(at) },
  [MAT_TYPE.uint8]: { size: 1, read: (view, at) => view.getUint8(at) },
  [MAT_TYPE.int16]: { size: 2, read: (view, at, little) => view.getInt16(at, little) },
  [MAT_TYPE.uint16]: { size: 2, read: (view, at, little) => view.getUint16(at, little) },
  [MAT_TYPE.int32]: { size: 4, read: (view, at, little) => view.getInt32(at, little) },
  [MAT_TYPE.uint32]: { size: 4, read: (view, at, little) => view.getUint32(at, little) },
  [MAT_TYPE.single]: { size: 4, read: (view, at, little) => view.getFloat32(at, little) },
  [MAT_TYPE.double]: { size: 8, read: (view, at, little) => view.getFloat64(at, little) },
  [MAT_TYPE.int64]: { size: 8, read: (view, at, little) => Number(view.getBigInt64(at, little)) },
  [MAT_TYPE.uint64]: { size: 8, read: (view, at, little) => Number(view.getBigUint64(at, little)) },
};

/**
 * The data elements that lie one after another in some bytes.
 *
 * Source: MathWorks, MAT-File Format (version 5), "Data Element Format": an 8-byte tag of type and byte count, the data, padding to 8
 * bytes; up to 4 bytes of data stand in the tag itself, whose first word then holds both type and count. Compressed elements are not
 * padded.
 *
 * @throws FormatError with the byte of an element that reaches beyond the end
 */
export function* matElements(bytes: Uint8Array, little: boolean, from = 0): Generator<MatElement> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = from;
  while (at < bytes.length) {
    if (at + 8 > bytes.length)
      throw new FormatError("mat: expected the tag of an element (truncated?)", { byte: at });
    const word = view.getUint32(at, little);
    const small = word >>> 16 !== 0;
    const type = small ? word & 0xffff : word;
    const size = small ? word >>> 16 : view.getUint32(at + 4, little);
    const start = at + (small ? 4 : 8);
    if (small && size > 4)
      throw new FormatError(`mat: expected at most 4 bytes in a small element, got ${size}`, { byte: at });
    if (start + size > bytes.length)
      throw new FormatError(`mat: an element of ${size} bytes is cut off`, { byte: at });
    yield { type, start, data: bytes.subarray(start, start + size) };
    if (small) at += 8;
    else if (type === MAT_TYPE.compressed) at = start + size;
    else at = start + Math.ceil(size / 8) * 8;
  }
}

/**
 * The numbers of an element, whatever type they are stored as.
 *
 * @throws FormatError where it holds no whole numbers of items, no numbers, or integers beyond 2^53
 */
export function matNumbers({ type, start, data }: MatElement, little: boolean): Float64Array {
  const stored = NUMBERS[type];
  if (stored === undefined)
    throw new FormatError(`mat: expected numbers, got data of type ${type}`, { byte: start });
  if (data.length % stored.size !== 0)
    throw new FormatError(`mat: expected whole numbers of ${stored.size} bytes, got ${data.length} bytes`, {
      byte: start,
    });
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  takeBytes((8 * data.length) / stored.size, "the numbers of an array");
  const values = new Float64Array(data.length / stored.size);
  for (let k = 0; k < values.length; k++) {
    values[k] = stored.read(view, k * stored.size, little);
    if (stored.size === 8 && type !== MAT_TYPE.double && !Number.isSafeInteger(values[k]))
      throw new FormatError("mat: expected integers between -2^53 and 2^53", { byte: start });
  }
  return values;
}
