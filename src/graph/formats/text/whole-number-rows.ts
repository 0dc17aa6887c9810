import { takeBytes } from "../../read-budget.js";
import {
  CARRIAGE_RETURN,
  HASH,
  LINE_FEED,
  PERCENT,
  QUOTE,
  type Separator,
  SPACE,
  TAB,
} from "./delimited-rows.js";

/** Rows of two whole numbers. */
export interface WholeNumberRows {
  readonly rows: number;
  /** [2 rows] first and second number of every row */
  readonly ends: Uint32Array;
  /** the line of the row that was left out, 0 where none was */
  readonly headerLine: number;
}

const ZERO = 48;
const ASCII = 128;
const MOST = 2 ** 32 - 1;

/**
 * Reads rows of two whole numbers from bytes, by the rules of `forEachRow`, without a string: most large lists of edges are nothing else.
 *
 * Anything that is no such row, comment or blank line (a sign, a leading zero, a number of 2^32 - 1 or more, a third field, a byte beyond ASCII) makes it
 * give up: what that means, and where an error is, says the reader for all lists.
 *
 * @param skipFirst whether the first row names the columns
 * @returns null where there is something else
 *
 * Complexity: O(bytes), 8 bytes a line.
 */
export function wholeNumberRows(
  bytes: Uint8Array,
  separator: Separator,
  skipFirst: boolean,
): WholeNumberRows | null {
  const split = separator.charCodeAt(0);
  const spaced = separator === " ";
  const length = bytes.length;
  const lines = 1 + countLineFeeds(bytes);
  // The ends, and the graph that is built of them.
  takeBytes(104 * lines, "rows");
  const ends = new Uint32Array(2 * lines);
  let at = 0;
  let count = 0;
  let line = 1;
  let headerLine = 0;
  for (; at < length; at++, line++) {
    skipBlanks();
    if (at >= length) break;
    const first = bytes[at];
    if (first === LINE_FEED) continue;
    if (first === HASH || first === PERCENT) {
      if (!skipLine()) return null;
      continue;
    }
    if (skipFirst && headerLine === 0) {
      headerLine = line;
      if (!skipLine()) return null;
      continue;
    }
    const source = number();
    const blanks = skipBlanks();
    if (!spaced && bytes[at++] !== split) return null;
    if (spaced && blanks === 0) return null;
    skipBlanks();
    const target = number();
    skipBlanks();
    if (source < 0 || target < 0 || (at < length && bytes[at] !== LINE_FEED)) return null;
    ends[count++] = source;
    ends[count++] = target;
  }
  return { rows: count / 2, ends: ends.subarray(0, count), headerLine };

  /** The canonical whole number that stands here, or -1. */
  function number(): number {
    const start = at;
    let value = 0;
    for (; at < length; at++) {
      const digit = bytes[at] - ZERO;
      if (digit < 0 || digit > 9) break;
      value = 10 * value + digit;
    }
    const digits = at - start;
    return digits === 0 || digits > 10 || value >= MOST || (digits > 1 && bytes[start] === ZERO) ? -1 : value;
  }

  /** A carriage return is a blank before a line feed and at the end. @returns how many blanks there were */
  function skipBlanks(): number {
    const start = at;
    for (; at < length; at++) {
      const byte = bytes[at];
      if (byte === SPACE || (byte === TAB && split !== TAB)) continue;
      if (byte !== CARRIAGE_RETURN || (at + 1 < length && bytes[at + 1] !== LINE_FEED)) break;
    }
    return at - start;
  }

  /** To the end of the line. False where a quote or a letter beyond ASCII stands in it, or a carriage return that ends no line. */
  function skipLine(): boolean {
    for (; at < length && bytes[at] !== LINE_FEED; at++) {
      const byte = bytes[at];
      if (byte >= ASCII || byte === QUOTE || byte === 0) return false;
      if (byte === CARRIAGE_RETURN && at + 1 < length && bytes[at + 1] !== LINE_FEED) return false;
    }
    return true;
  }
}

const ONES = 0x01010101;
const LOW_BITS = 0x7f7f7f7f;

/** Four bytes at a time: of a word without the letter in a byte, that byte is 0, and adding leaves only there the highest bit unset. */
function countLineFeeds(bytes: Uint8Array): number {
  const { buffer, byteOffset, length } = bytes;
  const lead = Math.min(length, -byteOffset & 3);
  const words = new Int32Array(buffer, byteOffset + lead, (length - lead) >> 2);
  let count = 0;
  for (let k = 0; k < words.length; k++) {
    const word = words[k] ^ (LINE_FEED * ONES);
    const others = ((word & LOW_BITS) + LOW_BITS) | word;
    count += Math.imul((~others >>> 7) & ONES, ONES) >>> 24;
  }
  for (let at = 0; at < lead; at++) if (bytes[at] === LINE_FEED) count++;
  for (let at = lead + 4 * words.length; at < length; at++) if (bytes[at] === LINE_FEED) count++;
  return count;
}
