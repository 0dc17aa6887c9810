import { createBitRanks } from "../bit-ranks.js";
import { OBJECT_BYTES, takeObjects } from "../read-budget.js";
import { createLargeMap, type LargeMap } from "./large-map.js";
import { compactNames } from "./vertex-names.js";

/** Collects the two ends of each edge by name, and numbers the vertices at the end. */
export interface EdgeEnds {
  /** The next end, as a place in a text. Ends come in pairs, source before target. */
  add(text: string, start: number, end: number): void;
  /** The next end, by its name. */
  addName(name: string): void;
  /** Whether an end has this name, so far. */
  has(name: string): boolean;
  /** Whether the names of all ends are canonical integers, so far. */
  areIntegers(): boolean;
  finish(): {
    vertexCount: number;
    sources: Uint32Array;
    targets: Uint32Array;
    vertexNames: readonly string[] | null;
  };
}

/**
 * Numbers vertices by first appearance, or, where all names are canonical integers of at most 15 digits, by ascending
 * number. As long as all names are integers no string is made: that is what reads a million rows in well under a second.
 */
export function createEdgeEnds(): EdgeEnds {
  const ends: number[] = [];
  let names: LargeMap<string, number> | null = null;
  const indexOf = (known: LargeMap<string, number>, name: string): number => {
    const found = known.get(name);
    if (found !== undefined) return found;
    takeObjects(1, OBJECT_BYTES.text + 2 * OBJECT_BYTES.entry, "names of vertices");
    known.add(name, known.size);
    return known.size - 1;
  };
  const addName = (name: string) => {
    if (names === null) {
      const id = integerAt(name, 0, name.length);
      if (id >= 0) {
        ends.push(id);
        return;
      }
      const known = createLargeMap<string, number>();
      for (let k = 0; k < ends.length; k++) ends[k] = indexOf(known, `${ends[k]}`);
      names = known;
    }
    ends.push(indexOf(names, name));
  };
  return {
    addName,
    add(text, start, end) {
      const id = names === null ? integerAt(text, start, end) : -1;
      if (id >= 0) ends.push(id);
      else addName(text.slice(start, end));
    },
    areIntegers: () => names === null,
    has: (name) => (names === null ? ends.some((end) => `${end}` === name) : names.get(name) !== undefined),
    finish() {
      if (names !== null) return { ...split(ends, names.size), vertexNames: names.keys() };
      return numberedEnds(ends);
    },
  };
}

/**
 * Vertices by ascending number. A set of bits gives their places where the numbers are dense enough.
 *
 * @param ends [2E] the numbers of both ends of every edge
 *
 * Complexity: O(V + E) where the highest number is below 8 times the ends, else O(E log E).
 */
export function numberedEnds(ends: readonly number[] | Uint32Array): ReturnType<EdgeEnds["finish"]> {
  let highest = -1;
  for (let k = 0; k < ends.length; k++) if (ends[k] > highest) highest = ends[k];
  if (highest < 8 * ends.length + 1024) return amongMarked(ends, highest);
  const ids = sortedNumbers(ends);
  takeObjects(ids.length, OBJECT_BYTES.text, "names of vertices");
  const placed = new Uint32Array(ends.length);
  for (let k = 0; k < ends.length; k++) placed[k] = placeIn(ids, ends[k]);
  return { ...split(placed, ids.length), vertexNames: compactNames(Array.from(ids, String)) };
}

/** The same where a set of bits has room for the numbers. */
function amongMarked(ends: ArrayLike<number>, highest: number): ReturnType<EdgeEnds["finish"]> {
  const marked = createBitRanks(highest + 1);
  for (let k = 0; k < ends.length; k++) marked.add(ends[k]);
  const count = marked.count();
  if (count === highest + 1) return { ...split(ends, count), vertexNames: null };
  takeObjects(count, OBJECT_BYTES.text, "names of vertices");
  const placed = new Uint32Array(ends.length);
  for (let k = 0; k < ends.length; k++) placed[k] = marked.rank(ends[k]);
  const names: string[] = [];
  for (let id = 0; id <= highest; id++) if (marked.has(id)) names.push(`${id}`);
  return { ...split(placed, count), vertexNames: compactNames(names) };
}

function split(ends: ArrayLike<number>, vertexCount: number) {
  const sources = new Uint32Array(ends.length / 2);
  const targets = new Uint32Array(ends.length / 2);
  for (let e = 0; e < sources.length; e++) {
    sources[e] = ends[2 * e];
    targets[e] = ends[2 * e + 1];
  }
  return { vertexCount, sources, targets };
}

/** Where a number stands in ascending ones, of which it is one. O(log length). */
function placeIn(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The numbers that there are, ascending. */
function sortedNumbers(ends: ArrayLike<number>): Float64Array {
  const sorted = Float64Array.from(ends).sort();
  return sorted.filter((id, k) => k === 0 || id !== sorted[k - 1]);
}

/** The canonical non-negative integer of at most 15 digits that stands here, or -1. */
function integerAt(text: string, start: number, end: number): number {
  const digits = end - start;
  if (digits === 0 || digits > 15 || (digits > 1 && text.charCodeAt(start) === 48)) return -1;
  let value = 0;
  for (let k = start; k < end; k++) {
    const digit = text.charCodeAt(k) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = 10 * value + digit;
  }
  return value;
}
