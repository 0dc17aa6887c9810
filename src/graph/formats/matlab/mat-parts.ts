import type { FormatError } from "../../../errors.js";
import { takeBytes } from "../../read-budget.js";
import { MAT_TYPE, type MatElement, matNumbers } from "./mat-elements.js";
import type { MatSparse, MatText } from "./mat-values.js";

/** Makes an error that names the array. */
export type Fail = (reason: string) => FormatError;

/** Characters that are put together at a time: a call takes no more arguments than fit on the stack. */
const PIECE = 4096;

/** The characters of an array, stored as UTF-8, UTF-16, UTF-32 or as numbers. */
export function readMatText(
  part: MatElement | undefined,
  shape: readonly number[],
  little: boolean,
  fail: Fail,
): MatText {
  const count = shape.reduce((product, size) => product * size, 1);
  if (part === undefined && count === 0) return { kind: "text", shape, text: "" };
  if (part === undefined) throw fail("expected characters");
  let text: string;
  if (part.type === MAT_TYPE.utf8) text = new TextDecoder().decode(part.data);
  else {
    const type =
      part.type === MAT_TYPE.utf16
        ? MAT_TYPE.uint16
        : part.type === MAT_TYPE.utf32
          ? MAT_TYPE.uint32
          : part.type;
    const codes = matNumbers({ ...part, type }, little);
    const wrong = codes.find((code) => !(Number.isInteger(code) && code >= 0 && code <= 0x10ffff));
    if (wrong !== undefined) throw fail(`expected characters, got ${wrong}`);
    takeBytes(8 * codes.length, "characters");
    const pieces: string[] = [];
    for (let start = 0; start < codes.length; start += PIECE)
      pieces.push(String.fromCodePoint(...codes.subarray(start, start + PIECE)));
    text = pieces.join("");
  }
  if (text.length > 4 * count) throw fail(`expected ${count} characters, got ${text.length}`);
  return { kind: "text", shape, text };
}

/** A sparse matrix from its row indices, column pointers and values, all checked. */
export function readMatSparse(
  parts: readonly MatElement[],
  shape: readonly number[],
  little: boolean,
  fail: Fail,
): MatSparse {
  if (parts.length !== 3 || shape.length !== 2)
    throw fail("expected a matrix of row indices, column pointers and values");
  const [rowIndices, columnPointers, stored] = parts.map((part) => matNumbers(part, little));
  const [rows, columns] = shape;
  if (columnPointers.length !== columns + 1 || columnPointers[0] !== 0)
    throw fail(`expected ${columns + 1} column pointers from 0, got ${columnPointers.length}`);
  const entries = columnPointers[columns];
  if (!(entries <= rowIndices.length && entries <= stored.length))
    throw fail(
      `expected ${entries} entries, got ${rowIndices.length} row indices and ${stored.length} values`,
    );
  for (let column = 0; column < columns; column++)
    if (
      !(columnPointers[column + 1] >= columnPointers[column] && Number.isInteger(columnPointers[column + 1]))
    )
      throw fail(`column pointer ${column + 1} is lower than the one before`);
  for (let k = 0; k < entries; k++)
    if (!(Number.isInteger(rowIndices[k]) && rowIndices[k] >= 0 && rowIndices[k] < rows))
      throw fail(`entry ${k}: expected a row from 0 to ${rows - 1}, got ${rowIndices[k]}`);
  // MATLAB may have reserved memory for more entries than there are.
  return {
    kind: "sparse",
    shape,
    rowIndices: rowIndices.slice(0, entries),
    columnPointers,
    values: stored.slice(0, entries),
  };
}
