import { writeFileAtomic } from "../files.js";
import { npyHeader } from "../graph/formats/numpy/npy.js";
import type { ColumnPiece, EdgeColumns } from "./edge-columns.js";
import type { KeepRule } from "./removal-rules.js";
import { createVertexBuckets } from "./vertex-buckets.js";

/** What is written: a mask over the columns, or the columns that are kept. */
export const COLUMN_OUTPUTS = ["mask", "edge-index"] as const;
export type ColumnOutput = (typeof COLUMN_OUTPUTS)[number];

type OnProgress = (done: number, total: number) => void;

/** Columns that are looked up together: the more, the more of them concern neighbouring vertices. */
const BATCH = 2 ** 22;

/**
 * Writes a boolean for every column to a `.npy` file, in pieces: whether its edge is kept. Columns from a vertex to itself are kept.
 *
 * @returns how many columns are kept
 * @throws InputError where the disk is full or the folder cannot be written to
 */
export async function writeMask(
  path: string,
  columns: EdgeColumns,
  rule: KeepRule,
  onProgress: OnProgress = () => undefined,
): Promise<number> {
  let kept = 0;
  async function* content() {
    yield npyHeader("|b1", [columns.count]);
    for (const { first, mask } of keptMasks(columns, rule)) {
      for (const bit of mask) kept += bit;
      yield mask.slice();
      onProgress(first + mask.length, columns.count);
    }
  }
  await writeFileAtomic(path, content());
  return kept;
}

/**
 * Writes the columns that are kept as an `edge_index` of the same type to a `.npy` file, in pieces. Three readings of the input: what is kept
 * (a bit for each column), sources, targets.
 *
 * @returns how many columns are kept
 * @throws InputError as {@link writeMask}
 */
export async function writeKeptColumns(
  path: string,
  columns: EdgeColumns,
  rule: KeepRule,
  onProgress: OnProgress = () => undefined,
): Promise<number> {
  const bits = new Uint8Array(Math.ceil(columns.count / 8));
  const total = 3 * columns.count;
  let kept = 0;
  for (const { first, mask } of keptMasks(columns, rule)) {
    for (let k = 0; k < mask.length; k++) {
      if (mask[k] === 0) continue;
      const column = first + k;
      bits[Math.floor(column / 8)] |= 1 << (column % 8);
      kept++;
    }
    onProgress(first + mask.length, total);
  }
  const stride = columns.type.endsWith("8") ? 2 : 1;
  async function* content() {
    yield npyHeader(columns.type, [2, kept]);
    for (const row of ["sources", "targets"] as const)
      for (const piece of columns.pieces()) {
        yield keptOf(piece, row);
        onProgress((row === "sources" ? 1 : 2) * columns.count + piece.first + piece.count, total);
      }
  }
  await writeFileAtomic(path, content());
  return kept;

  /** The kept indices of one row, as they stand in the file: of 64 bits the upper half is 0, as indices are below 2^30. */
  function keptOf({ first, count, ...piece }: ColumnPiece, row: "sources" | "targets"): Uint8Array {
    const words = new Int32Array(stride * count);
    const indices = piece[row];
    let size = 0;
    for (let k = 0; k < count; k++) {
      const column = first + k;
      if (((bits[Math.floor(column / 8)] >> (column % 8)) & 1) === 1) words[stride * size++] = indices[k];
    }
    return new Uint8Array(words.buffer, 0, 4 * stride * size);
  }
}

/** Whether the columns stay, many at a time. A mask is valid until the next one is asked for. */
function* keptMasks(
  columns: EdgeColumns,
  { vertexCount, bytes, isKept }: KeepRule,
): Iterable<{ readonly first: number; readonly mask: Uint8Array }> {
  const mask = new Uint8Array(Math.min(BATCH, columns.count));
  const buckets = createVertexBuckets({
    vertexCount,
    bytes,
    values: 2,
    take(work, begin, end) {
      for (let k = begin; k < end; k += 3) mask[work[k + 2]] = isKept(work[k], work[k + 1]) ? 1 : 0;
    },
  });
  let first = 0;
  let size = 0;
  for (const piece of columns.pieces()) {
    if (size + piece.count > mask.length) {
      buckets.flush();
      yield { first, mask: mask.subarray(0, size) };
      first += size;
      size = 0;
    }
    for (let k = 0; k < piece.count; k++) {
      const s = piece.sources[k];
      const t = piece.targets[k];
      if (s < t) buckets.put(s, t, size + k);
      else if (s > t) buckets.put(t, s, size + k);
      else mask[size + k] = 1;
    }
    size += piece.count;
  }
  buckets.flush();
  yield { first, mask: mask.subarray(0, size) };
}
