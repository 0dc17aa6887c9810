import { FormatError } from "../../../errors.js";
import { inflateZlib } from "../compression/zlib.js";
import { MAT_TYPE, type MatElement, matElements, matNumbers } from "./mat-elements.js";
import { readMatSparse, readMatText } from "./mat-parts.js";
import type { MatArray } from "./mat-values.js";

const HEADER = 128;
/** An inflated variable is no longer than this. */
const MAX_INFLATED = 2 ** 29;
/** Cells within cells. */
const MAX_DEPTH = 8;
const COMPLEX = 0x0800;
const CLASS_NAMES: Readonly<Record<number, string>> = {
  2: "a structure",
  3: "an object",
  16: "a function",
  17: "an opaque object",
};

/** Whether bytes begin as a MAT-file of version 5 does: a text header, then its version and byte order. */
export function isMat(bytes: Uint8Array): boolean {
  const [, , high, low] = bytes.subarray(124, HEADER);
  return (
    bytes.length >= HEADER &&
    bytes[0] !== 0 &&
    ((high === 0x49 && low === 0x4d) || (high === 0x4d && low === 0x49))
  );
}

/**
 * The variables of a MATLAB 5.0 MAT-file (`save -v6` and `-v7`) by name, in order.
 *
 * Source: MathWorks, MAT-File Format, chapter 1. Files of `save -v7.3` are HDF5 and are not read.
 *
 * Complexity: O(bytes), inflated.
 * @throws FormatError with the byte where the file is truncated or damaged, parts of an array do not fit together, or it is another kind
 *   of MAT-file
 */
export function readMat(bytes: Uint8Array): ReadonlyMap<string, MatArray> {
  if (!isMat(bytes))
    throw new FormatError(
      "mat: expected a MATLAB 5.0 MAT-file; save it in MATLAB with -v7 (not -v7.3, not -v4)",
      { byte: 0 },
    );
  const little = bytes[126] === 0x49;
  const variables = new Map<string, MatArray>();
  for (const element of matElements(bytes, little, HEADER)) {
    const at = { byte: element.start };
    const [matrix] =
      element.type === MAT_TYPE.compressed
        ? matElements(inflateZlib(element.data, MAX_INFLATED), little)
        : [element];
    if (matrix?.type !== MAT_TYPE.matrix)
      throw new FormatError(`mat: expected a variable, got data of type ${matrix?.type ?? "none"}`, at);
    const { name, array } = readArray(matrix, little, 0);
    if (variables.has(name)) throw new FormatError(`mat: variable ${JSON.stringify(name)} appears twice`, at);
    variables.set(name, array);
  }
  return variables;
}

function readArray(
  { data, start }: MatElement,
  little: boolean,
  depth: number,
): { name: string; array: MatArray } {
  const place = { byte: start };
  // An empty cell may be stored as an element without any data.
  if (data.length === 0)
    return { name: "", array: { kind: "numbers", shape: [0, 0], values: new Float64Array() } };
  const [flags, dimensions, label, ...parts] = matElements(data, little);
  if (
    flags?.type !== MAT_TYPE.uint32 ||
    flags.data.length !== 8 ||
    dimensions === undefined ||
    label === undefined
  )
    throw new FormatError("mat: expected an array's flags, dimensions and name", place);
  const [word] = matNumbers(flags, little);
  const arrayClass = word & 0xff;
  const shape = Array.from(matNumbers(dimensions, little));
  if (shape.length < 2 || shape.length > 32 || !shape.every((size) => Number.isInteger(size) && size >= 0))
    throw new FormatError(
      `mat: expected 2 to 32 dimensions >= 0, got [${shape.slice(0, 8).join(", ")}]`,
      place,
    );
  const name = new TextDecoder().decode(label.data);
  const fail = (reason: string) => new FormatError(`mat array ${JSON.stringify(name)}: ${reason}`, place);
  const count = shape.reduce((product, size) => product * size, 1);
  if (arrayClass === 1) {
    if (depth >= MAX_DEPTH) throw fail(`expected cells within cells ${MAX_DEPTH} deep at most`);
    if (parts.length !== count) throw fail(`expected ${count} cells, got ${parts.length}`);
    const cells = parts.map((part) => {
      if (part.type !== MAT_TYPE.matrix)
        throw fail(`expected arrays in its cells, got data of type ${part.type}`);
      return readArray(part, little, depth + 1).array;
    });
    return { name, array: { kind: "cells", shape, cells } };
  }
  if (arrayClass < 4 || arrayClass > 15 || (word & COMPLEX) !== 0)
    return {
      name,
      array: {
        kind: "other",
        description:
          CLASS_NAMES[arrayClass] ??
          (arrayClass < 16 && arrayClass > 3 ? "complex numbers" : `class ${arrayClass}`),
      },
    };
  if (arrayClass === 4) return { name, array: readMatText(parts[0], shape, little, fail) };
  if (arrayClass === 5) return { name, array: readMatSparse(parts, shape, little, fail) };
  // An empty array may come without its data.
  const values = parts.length === 0 ? new Float64Array() : matNumbers(parts[0], little);
  if (values.length !== count)
    throw fail(`expected ${count} numbers for ${shape.join(" x ")}, got ${values.length}`);
  return { name, array: { kind: "numbers", shape, values } };
}
