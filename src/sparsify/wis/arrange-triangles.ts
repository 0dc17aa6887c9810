import type { TriangleLists } from "../../walks/triangle-lists.js";

/** So many moves for an entry are made one by one; where more are needed, all entries are sorted anew. */
const FEW_MOVES = 4;

/**
 * Puts some entries of an edge's triangles in the order of their third vertices' walk indices, lowest first.
 *
 * Most removals lower all walk indices of an edge's triangles alike, or few of them: what was in order once is nearly so later, and
 * insertion is all that is needed.
 *
 * Complexity: O(c) where the c entries are nearly in order, else O(c log c).
 *
 * @param walkIndex [V] below 2^31
 * @returns a function of the first entry and the number of entries, at most `mostCommon`
 */
export function createArrangement(
  { thirds, sourceSides, targetSides }: TriangleLists,
  walkIndex: Int32Array,
  mostCommon: number,
): (start: number, count: number) => void {
  const columns = [thirds, sourceSides, targetSides];
  const buffer = new Uint32Array(mostCommon);
  return (start, count) => {
    let moves = FEW_MOVES * count;
    for (let x = start + 1; x < start + count; x++) {
      const third = thirds[x];
      const index = walkIndex[third];
      let place = x;
      while (place > start && walkIndex[thirds[place - 1]] > index) place--;
      if (place === x) continue;
      moves -= x - place;
      if (moves < 0) return sortAll(start, count);
      const sourceSide = sourceSides[x];
      const targetSide = targetSides[x];
      for (let y = x; y > place; y--) {
        thirds[y] = thirds[y - 1];
        sourceSides[y] = sourceSides[y - 1];
        targetSides[y] = targetSides[y - 1];
      }
      thirds[place] = third;
      sourceSides[place] = sourceSide;
      targetSides[place] = targetSide;
    }
  };

  function sortAll(start: number, count: number): void {
    // An index below 2^31 and a place among at most 2^21 share one exact double.
    const sorted = Float64Array.from(
      { length: count },
      (_, k) => walkIndex[thirds[start + k]] * count + k,
    ).sort();
    for (const column of columns) {
      for (let k = 0; k < count; k++) buffer[k] = column[start + (sorted[k] % count)];
      column.set(buffer.subarray(0, count), start);
    }
  }
}
