import { FormatError } from "../../../errors.js";
import { type ArrayLayout, decodeArray, type NumberArray, type TextArray } from "../../dtype.js";
import { MOST_AXES } from "../../read-budget.js";
import { pickledArray, readPickle } from "./pickle.js";
import type { PickleValue } from "./pickle-values.js";

/** A NumPy array of pickled objects, row-major. */
export interface ObjectArray {
  readonly kind: "objects";
  readonly shape: readonly number[];
  readonly values: readonly PickleValue[];
}

export type NpyArray = NumberArray | TextArray | ObjectArray;

type NumberType = "<i8" | "<f4" | "<f8" | "|u1" | "|b1";

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/**
 * Reads an array in NumPy's NPY format, versions 1 to 3; arrays of objects by {@link readPickle}, which runs no code.
 *
 * Source: numpy/lib/_format_impl.py (NEP 1). Complexity: O(bytes).
 *
 * @throws FormatError where the header is not one of NumPy's, the data is truncated, or the type cannot be read
 */
export function readNpy(bytes: Uint8Array): NpyArray {
  const { start, ...layout } = readNpyHeader(bytes);
  const raw = bytes.subarray(start);
  if (!/^[<>|=]?O/.test(layout.descr)) return decodeArray(layout, raw);
  const array = pickledArray(readPickle(raw));
  if (array.kind !== "objects")
    throw new FormatError("npy: expected a pickled array of objects", { byte: start });
  return array;
}

/**
 * Writes an array in NumPy's NPY format, version 1.
 *
 * @param type `<i8`, `<f4`, `<f8`, `|u1`, `|b1`, or `<U` for strings (as wide as the longest)
 * @param values row-major; for `<U` strings, none of which may end in NUL, which NumPy takes for padding
 */
export function writeNpy(
  type: NumberType | "<U",
  shape: readonly number[],
  values: ArrayLike<number> | readonly string[],
): Uint8Array {
  const { descr, raw } =
    type === "<U"
      ? encodeText(values as readonly string[])
      : { descr: type, raw: encodeNumbers(type, values as ArrayLike<number>) };
  const header = npyHeader(descr, shape);
  const bytes = new Uint8Array(header.length + raw.length);
  bytes.set(header);
  bytes.set(raw, header.length);
  return bytes;
}

/** What stands before the data of an array, row-major or in Fortran's order: version 1 of the format. */
export function npyHeader(descr: string, shape: readonly number[], fortran = false): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const dictionary = `{'descr': '${descr}', 'fortran_order': ${fortran ? "True" : "False"}, 'shape': ${tuple}, }`;
  // NumPy aligns the data to 64 bytes.
  const start = Math.ceil((10 + dictionary.length + 1) / 64) * 64;
  const bytes = new Uint8Array(start);
  bytes.set([...MAGIC, 1, 0, (start - 10) & 255, (start - 10) >> 8]);
  bytes.set(new TextEncoder().encode(`${dictionary.padEnd(start - 11)}\n`), 10);
  return bytes;
}

/**
 * How an array in the NPY format lies in its file, and where its data begins.
 *
 * @param bytes the file, or its beginning with the whole header
 * @throws FormatError where the header is not one of NumPy's
 */
export function readNpyHeader(bytes: Uint8Array): ArrayLayout & { start: number } {
  if (bytes.length < 10 || MAGIC.some((byte, k) => bytes[k] !== byte))
    throw new FormatError("npy: expected the bytes 93 'NUMPY'", { byte: 0 });
  const version = bytes[6];
  if (version < 1 || version > 3)
    throw new FormatError(`npy: expected version 1, 2 or 3, got ${version}`, { byte: 6 });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (version > 1 && bytes.length < 12)
    throw new FormatError("npy: the header is cut off", { byte: bytes.length });
  const begin = version === 1 ? 10 : 12;
  const start = begin + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (start > bytes.length) throw new FormatError("npy: the header is cut off", { byte: bytes.length });
  const header = new TextDecoder().decode(bytes.subarray(begin, start));
  const descr = /'descr': *'([^']{1,32})'/.exec(header)?.[1];
  const fortran = /'fortran_order': *(True|False)/.exec(header)?.[1];
  const shape = /'shape': *\(([\d, L]*)\)/.exec(header)?.[1];
  if (descr === undefined || fortran === undefined || shape === undefined)
    throw new FormatError(
      `npy: expected a header with 'descr' (a plain type), 'fortran_order' and 'shape', got ${JSON.stringify(header.slice(0, 120).trim())}`,
      { byte: begin },
    );
  const sizes = shape.match(/\d+/g)?.map(Number) ?? [];
  if (sizes.length > MOST_AXES)
    throw new FormatError(`npy: expected at most ${MOST_AXES} axes, got ${sizes.length}`, { byte: begin });
  return { descr, fortran: fortran === "True", shape: sizes, start };
}

function encodeNumbers(type: NumberType, values: ArrayLike<number>): Uint8Array {
  if (type === "|b1" || type === "|u1")
    return values instanceof Uint8Array ? values : Uint8Array.from(values);
  if (type === "<f4") return new Uint8Array(Float32Array.from(values).buffer);
  if (type === "<f8") return new Uint8Array(Float64Array.from(values).buffer);
  const words = new Int32Array(2 * values.length);
  if (values instanceof Uint32Array) {
    for (let k = 0; k < values.length; k++) words[2 * k] = values[k];
    return new Uint8Array(words.buffer);
  }
  for (let k = 0; k < values.length; k++) {
    words[2 * k] = values[k] % 2 ** 32;
    words[2 * k + 1] = Math.floor(values[k] / 2 ** 32);
  }
  return new Uint8Array(words.buffer);
}

function encodeText(values: readonly string[]): { descr: string; raw: Uint8Array } {
  let width = 1;
  // No text has more letters than units of 16 bits.
  for (const value of values) if (value.length > width) width = Math.max(width, lettersOf(value));
  const letters = new Uint32Array(values.length * width);
  for (let k = 0; k < values.length; k++) {
    const value = values[k];
    let place = k * width;
    for (let at = 0; at < value.length; place++) {
      const letter = value.codePointAt(at) as number;
      letters[place] = letter;
      at += letter > 0xffff ? 2 : 1;
    }
  }
  return { descr: `<U${width}`, raw: new Uint8Array(letters.buffer) };
}

function lettersOf(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
