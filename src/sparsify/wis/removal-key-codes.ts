import { InputError } from "../../errors.js";
import type { Adjacency } from "../../graph/adjacency.js";
import type { RemovalEffects } from "./removal-effects.js";

/** Of the common neighbours' walk indices, so many different ones are looked at for the head. */
const DISTINCT = 6;
/** Above every walk index. */
const ABOVE_ALL = 2147483647;

/** Where the codes of a key are written. */
export interface CodePlace {
  codes: Float64Array;
  /** of the first code */
  start: number;
  /** how many codes there is room for */
  capacity: number;
}

/**
 * What the removal of an edge does to the sorted tuple of walk indices, as codes that compare as the tuples do.
 *
 * The key of e: D_e as a sequence of codes by rising v, one for each v with D_e(v) != 0, made so that the larger code wins at the
 * first difference: positive D, negative code, larger for larger v and smaller D; negative D, positive code, larger for smaller v
 * and smaller D. A key that has ended counts as code 0.
 */
export interface RemovalKeyCodes {
  /** the common neighbours' walk indices that a key is made of: different ones, rising */
  readonly values: Int32Array;
  /** how many common neighbours have each */
  readonly counts: Int32Array;
  /** Makes `values` and `counts` of the lowest, at most six, of the first c of some walk indices; returns how many. */
  tally(indices: Int32Array, c: number): number;
  /**
   * Writes the codes of e's key, which `values` and `counts` make together with its ends: as many as there is room for, filled up
   * with zeros where it ends before, with infinities where what comes next is not known.
   *
   * @param isAll whether no common neighbour has a walk index above those in `values`
   * @returns how many codes the key has, or -1 where not all are written
   */
  writeCodes(edge: number, distinct: number, isAll: boolean, place: CodePlace): number;
}

/** @throws InputError where a code would not be an exact double */
export function createRemovalKeyCodes(adjacency: Adjacency, effects: RemovalEffects): RemovalKeyCodes {
  const { sources, targets } = adjacency;
  const { walkIndex, commonCounts, mostCommon, afterLoss } = effects;
  const highest = walkIndex.reduce((a, b) => Math.max(a, b), 0);
  // Value and multiplicity share one exact double.
  const multiplicities = mostCommon + 3;
  if ((highest + 2) * multiplicities > Number.MAX_SAFE_INTEGER)
    throw new InputError(
      `2-wis: expected (largest walk index) x (most common neighbours of an edge) below 2^53, got ${highest} x ${mostCommon}; use 1-wis`,
    );

  const values = new Int32Array(mostCommon + 1);
  const counts = new Int32Array(mostCommon + 1);
  return { values, counts, tally, writeCodes };

  function tally(indices: Int32Array, c: number): number {
    let distinct = 0;
    for (let x = 0; x < c; x++) {
      const index = indices[x];
      let place = distinct;
      while (place > 0 && values[place - 1] > index) place--;
      if (place > 0 && values[place - 1] === index) {
        counts[place - 1]++;
        continue;
      }
      if (place === DISTINCT) continue;
      if (distinct < DISTINCT) distinct++;
      for (let k = distinct - 1; k > place; k--) {
        values[k] = values[k - 1];
        counts[k] = counts[k - 1];
      }
      values[place] = index;
      counts[place] = 1;
    }
    return distinct;
  }

  function writeCodes(
    e: number,
    distinct: number,
    isAll: boolean,
    { codes, start, capacity }: CodePlace,
  ): number {
    const c = commonCounts[e];
    const i = walkIndex[sources[e]];
    const j = walkIndex[targets[e]];
    const firstBefore = i < j ? i : j;
    const lastBefore = i < j ? j : i;
    const firstAfter = afterLoss(firstBefore, c);
    const lastAfter = afterLoss(lastBefore, c);
    const horizon = isAll ? ABOVE_ALL : values[distinct - 1] - 2;
    // Four rising sequences are merged: the common neighbours' and the ends' indices, after and before.
    let commonAfter = 0;
    let commonBefore = 0;
    let endsAfter = 0;
    let endsBefore = 0;
    for (let count = 0; ; ) {
      const a = commonAfter < distinct ? values[commonAfter] - 2 : ABOVE_ALL;
      const b = commonBefore < distinct ? values[commonBefore] : ABOVE_ALL;
      const p = endsAfter === 0 ? firstAfter : endsAfter === 1 ? lastAfter : ABOVE_ALL;
      const q = endsBefore === 0 ? firstBefore : endsBefore === 1 ? lastBefore : ABOVE_ALL;
      const ab = a < b ? a : b;
      const pq = p < q ? p : q;
      const v = ab < pq ? ab : pq;
      if (v === ABOVE_ALL || v > horizon || count === capacity) {
        codes.fill(v === ABOVE_ALL ? 0 : Number.POSITIVE_INFINITY, start + count, start + capacity);
        return v === ABOVE_ALL ? count : -1;
      }
      let difference = 0;
      if (a === v) difference += counts[commonAfter++];
      if (b === v) difference -= counts[commonBefore++];
      if (p === v) {
        difference++;
        if (++endsAfter === 1 && lastAfter === v) {
          difference++;
          endsAfter++;
        }
      }
      if (q === v) {
        difference--;
        if (++endsBefore === 1 && lastBefore === v) {
          difference--;
          endsBefore++;
        }
      }
      if (difference === 0) continue;
      const rank = (highest + 1 - v) * multiplicities;
      codes[start + count++] = difference > 0 ? -rank - difference : rank - difference;
    }
  }
}
