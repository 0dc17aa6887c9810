import { FormatError } from "../errors.js";
import { claimVertices, MOST_AXES, OBJECT_BYTES, takeBytes, takeObjects } from "./read-budget.js";

export type NumericValues =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** A NumPy array of numbers, row-major. Booleans are 0 and 1; 64-bit integers and float16 come as wider floats. */
export interface NumberArray {
  readonly kind: "numbers";
  readonly shape: readonly number[];
  readonly values: NumericValues;
}

/** A NumPy array of strings, row-major. */
export interface TextArray {
  readonly kind: "text";
  readonly shape: readonly number[];
  readonly values: readonly string[];
}

/** How a NumPy array lies in memory. */
export interface ArrayLayout {
  /** NumPy's type string, as `<f4`, `|b1`, `<U7` */
  readonly descr: string;
  readonly shape: readonly number[];
  /** the first index runs fastest */
  readonly fortran: boolean;
}

const NATIVE: Readonly<Record<string, new (buffer: ArrayBuffer) => NumericValues>> = {
  b1: Uint8Array,
  u1: Uint8Array,
  i1: Int8Array,
  u2: Uint16Array,
  i2: Int16Array,
  u4: Uint32Array,
  i4: Int32Array,
  f4: Float32Array,
  f8: Float64Array,
};

/**
 * Decodes the memory of a NumPy array.
 *
 * Types: b1, i1-i8, u1-u8, f2, f4, f8, U and S of any width, in either byte order. 64-bit integers have to be safe
 * integers (|v| <= 2^53 - 1).
 *
 * Complexity: O(bytes) time and memory.
 *
 * @throws FormatError where the type is another one, or `raw` is not as long as the shape asks for
 */
export function decodeArray(
  { descr, shape, fortran }: ArrayLayout,
  raw: Uint8Array,
): NumberArray | TextArray {
  const [, order, code, digits] = /^([<>|=]?)([biufUS])([1-9]\d{0,8})$/.exec(descr) ?? [];
  if (code === undefined)
    throw new FormatError(`expected an array of numbers, booleans or strings, got type '${descr}'`);
  const width = Number(digits);
  const itemSize = code === "U" ? 4 * width : width;
  if (shape.length > MOST_AXES)
    throw new FormatError(`expected at most ${MOST_AXES} axes, got ${shape.length}`);
  const count = shape.reduce((product, size) => product * size, 1);
  if (count * itemSize !== raw.length)
    throw new FormatError(
      `expected ${count * itemSize} bytes for shape (${shape.join(", ")}) of type '${descr}', got ${raw.length}`,
    );
  // Where nothing is stored, only the shape claims the rows that readers then make.
  if (count === 0) claimVertices(Math.max(0, ...shape));
  takeBytes(fortran ? 2 * raw.length : raw.length, `an array of shape (${shape.join(", ")})`);
  if (code === "U" || code === "S")
    takeObjects(count, OBJECT_BYTES.text + 2 * Math.min(width, raw.length), "strings");
  // A copy, because the data may start at any byte and typed arrays need an aligned start.
  const bytes = new Uint8Array(raw);
  const unit = code === "U" ? 4 : code === "S" ? 1 : width;
  if (order === ">" && unit > 1) swapBytes(bytes, unit);
  const inOrder = <T extends NumericValues | string[]>(values: T): T =>
    fortran ? toRowMajor(values, shape) : values;
  if (code === "U" || code === "S")
    return { kind: "text", shape, values: inOrder(decodeText(bytes, count, width, code)) };
  return { kind: "numbers", shape, values: inOrder(decodeNumbers(bytes.buffer, `${code}${width}`, descr)) };
}

function decodeNumbers(buffer: ArrayBuffer, type: string, descr: string): NumericValues {
  const Native = NATIVE[type];
  if (Native !== undefined) return new Native(buffer);
  if (type === "f2") return Float32Array.from(new Uint16Array(buffer), halfToNumber);
  if (type !== "i8" && type !== "u8")
    throw new FormatError(`expected numbers of at most 8 bytes, got type '${descr}'`);
  const words = new Uint32Array(buffer);
  const values = new Float64Array(words.length / 2);
  for (let k = 0; k < values.length; k++) {
    const high = type === "i8" ? words[2 * k + 1] | 0 : words[2 * k + 1];
    const value = high * 2 ** 32 + words[2 * k];
    if (!Number.isSafeInteger(value))
      throw new FormatError(`item ${k}: expected an integer between -2^53 and 2^53, got about ${value}`);
    values[k] = value;
  }
  return values;
}

/** Fixed-width strings, padded with NUL: UCS-4 code points (U) or Latin-1 bytes (S). */
function decodeText(bytes: Uint8Array<ArrayBuffer>, count: number, width: number, code: "U" | "S"): string[] {
  const units = code === "U" ? new Uint32Array(bytes.buffer) : bytes;
  return Array.from({ length: count }, (_, k) => {
    let end = (k + 1) * width;
    while (end > k * width && units[end - 1] === 0) end--;
    let text = "";
    for (let at = k * width; at < end; at++) {
      if (units[at] > 0x10ffff) throw new FormatError(`item ${k}: expected code points, got ${units[at]}`);
      text += String.fromCodePoint(units[at]);
    }
    return text;
  });
}

function swapBytes(bytes: Uint8Array, unit: number): void {
  for (let k = 0; k < bytes.length; k += unit) bytes.subarray(k, k + unit).reverse();
}

function toRowMajor<T extends NumericValues | string[]>(values: T, shape: readonly number[]): T {
  const result = values.slice() as T;
  const index = new Array<number>(shape.length).fill(0);
  for (let k = 0; k < result.length; k++) {
    let from = 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) from = from * shape[axis] + index[axis];
    result[k] = values[from];
    for (let axis = shape.length - 1; axis >= 0 && ++index[axis] === shape[axis]; axis--) index[axis] = 0;
  }
  return result;
}

function halfToNumber(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 31;
  const fraction = half & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}
