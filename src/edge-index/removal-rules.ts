import { InputError } from "../errors.js";
import { type NeighborRows, placeOfNeighbor } from "../graph/neighbor-rows.js";
import { degreeValues } from "../sparsify/methods/degree.js";
import { randomOrder } from "../sparsify/methods/random.js";
import { compactOneWis } from "../sparsify/wis/compact-one-wis.js";

/** What is kept of a graph. */
export interface KeepRule {
  readonly vertexCount: number;
  /** of the arrays that it looks into at the smaller end */
  readonly bytes: number;
  /** Whether the edge between two vertices, which there is, is kept. */
  isKept(smaller: number, larger: number): boolean;
}

/** How a rule removes. */
export interface RuleSettings {
  /** edges to remove, exactly */
  readonly most: number;
  readonly seed: number;
  /** called for every edge as it is removed, smaller end first, where the method removes one after another */
  readonly onRemove?: ((smaller: number, larger: number) => void) | undefined;
  /** called now and then with how many edges are through, of how many */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** A method for graphs that fill the memory. */
export interface RowsMethod {
  /** bytes for a vertex and an edge, beside the rows and their offsets */
  readonly perVertex: number;
  readonly perEdge: number;
  /** whether an interrupted order can go on from the graph that is left */
  readonly resumes: boolean;
  /** Takes the rows over. */
  readonly rule: (rows: NeighborRows, settings: RuleSettings) => KeepRule;
}

/**
 * The methods that need no more than the rows of a graph. Each removes what it removes of an `Adjacency` whose edges are numbered by
 * smaller end, then by larger end: so are ties decided, and random edges drawn.
 */
export const ROWS_METHODS: Readonly<Record<string, RowsMethod>> = Object.freeze({
  "1-wis": { perVertex: 52, perEdge: 0, resumes: true, rule: oneWisRule },
  random: { perVertex: 8, perEdge: 5, resumes: false, rule: randomRule },
  degree: { perVertex: 16, perEdge: 0, resumes: false, rule: degreeRule },
});

/** What 1-WIS leaves is looked up in the rows of the graph that is left, each edge in that of its smaller end. */
function oneWisRule(rows: NeighborRows, { most, onRemove, onProgress }: RuleSettings): KeepRule {
  const left = compactOneWis(rows, {
    most,
    onRemove,
    onProgress: (removed) => onProgress?.(removed, most),
  });
  return { ...sizeOf(left), isKept: (i, j) => placeOfNeighbor(left, i, j) >= 0 };
}

function sizeOf({ vertexCount, edgeCount }: NeighborRows): { vertexCount: number; bytes: number } {
  return { vertexCount, bytes: 8 * vertexCount + 8 * edgeCount };
}

/** The first edges of `randomOrder` are marked by canonical number. */
function randomRule(rows: NeighborRows, { most, seed }: RuleSettings): KeepRule {
  const { vertexCount, edgeCount, offsets, neighbors } = rows;
  if (edgeCount >= 2 ** 32) throw new InputError(`random: expected fewer than 2^32 edges, got ${edgeCount}`);
  // The number of edge (i, j), i < j, is the place of j in i's row and what this says of i.
  const shift = new Float64Array(vertexCount);
  let before = 0;
  for (let i = 0; i < vertexCount; i++) {
    let k = offsets[i];
    while (k < offsets[i + 1] && neighbors[k] < i) k++;
    shift[i] = before - k;
    before += offsets[i + 1] - k;
  }
  const removed = new Uint8Array(edgeCount);
  const order = randomOrder({ edgeCount }, { seed });
  for (let k = 0; k < most; k++) removed[order[k]] = 1;
  return { ...sizeOf(rows), isKept: (i, j) => removed[placeOfNeighbor(rows, i, j) + shift[i]] === 0 };
}

/**
 * The edges of the lowest scores go, of equal scores those of the lowest numbers. The score of the last one is found digit by digit
 * (radix selection over the bits of positive floats), four passes over the edges; scores are computed in each, and held nowhere.
 */
function degreeRule(rows: NeighborRows, { most, onProgress }: RuleSettings): KeepRule {
  const { vertexCount } = rows;
  const size = { vertexCount, bytes: 8 * vertexCount };
  if (most === 0) return { ...size, isKept: () => true };
  const value = degreeValues(rows);
  const score = new Float64Array(1);
  const digits = new Uint16Array(score.buffer);
  const known: number[] = []; // the highest digits of the score looked for
  let rank = most; // among the edges with these digits
  for (let digit = DIGITS - 1; digit >= 0; digit--) {
    const counts = new Float64Array(2 ** 16);
    forEachEdge(rows, (i, j) => {
      score[0] = value[i] * value[j];
      for (let k = 0; k < known.length; k++) if (digits[DIGITS - 1 - k] !== known[k]) return;
      counts[digits[digit]]++;
    });
    let found = 0;
    while (counts[found] < rank) rank -= counts[found++];
    known.push(found);
    onProgress?.((DIGITS - digit) * rows.edgeCount, DIGITS * rows.edgeCount);
  }
  for (let k = 0; k < DIGITS; k++) digits[DIGITS - 1 - k] = known[k];
  const threshold = score[0];
  // The last edge that goes, of those with just this score.
  let [lastSmaller, lastLarger] = [-1, -1];
  forEachEdge(rows, (i, j) => {
    if (rank > 0 && value[i] * value[j] === threshold && --rank === 0) [lastSmaller, lastLarger] = [i, j];
  });
  return {
    ...size,
    isKept(i, j) {
      const product = value[i] * value[j];
      if (product !== threshold) return product > threshold;
      return i > lastSmaller || (i === lastSmaller && j > lastLarger);
    },
  };
}

/** 16-bit digits of a 64-bit float. */
const DIGITS = 4;

/** Calls `visit` for all edges by their numbers, smaller end first. */
export function forEachEdge(
  { vertexCount, offsets, neighbors }: NeighborRows,
  visit: (smaller: number, larger: number) => void,
): void {
  for (let i = 0; i < vertexCount; i++) {
    const end = offsets[i + 1];
    for (let k = offsets[i]; k < end; k++) if (neighbors[k] > i) visit(i, neighbors[k]);
  }
}
