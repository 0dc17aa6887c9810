import { FormatError } from "../../errors.js";
import type { CsrMatrix } from "../csr.js";
import type { Features } from "../dataset.js";
import { takeBytes } from "../read-budget.js";

/** Features of which a larger share than this is nonzero are kept as a full matrix, others as sparse rows. */
export const DENSE_SHARE = 0.25;

/**
 * Vertex features from a full matrix, kept sparse where at most {@link DENSE_SHARE} of it is nonzero.
 *
 * @param values [rows * columns] row-major
 *
 * Complexity: O(rows * columns).
 *
 * @throws FormatError naming vertex and column where a value is no finite float32
 */
export function featuresFromDense(values: ArrayLike<number>, rows: number, columns: number): Features {
  takeBytes(8 * values.length, "features");
  const dense = Float32Array.from(values);
  let nonzeros = 0;
  for (let k = 0; k < dense.length; k++) {
    if (!Number.isFinite(dense[k])) throw notFinite(Math.floor(k / columns), k % columns, values[k]);
    if (dense[k] !== 0) nonzeros++;
  }
  if (nonzeros > DENSE_SHARE * dense.length) return { kind: "dense", rows, columns, values: dense };
  const offsets = new Uint32Array(rows + 1);
  const indices = new Uint32Array(nonzeros);
  const kept = new Float32Array(nonzeros);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = dense[row * columns + column];
      if (value === 0) continue;
      indices[at] = column;
      kept[at++] = value;
    }
    offsets[row + 1] = at;
  }
  return { kind: "sparse", rows, columns, offsets, indices, values: kept };
}

/**
 * Vertex features from compressed sparse rows in any order of columns, kept as a full matrix where more than
 * {@link DENSE_SHARE} of it is nonzero. Entries for the same place are added, as SciPy does; zeros are left out.
 *
 * Complexity: O(rows + entries log entries in a row).
 *
 * @throws FormatError naming vertex and column where a value is no finite float32
 */
export function featuresFromCsr(matrix: CsrMatrix): Features {
  const { rows, columns } = matrix;
  const offsets = new Uint32Array(rows + 1);
  const indices = new Uint32Array(matrix.indices.length);
  const values = new Float32Array(matrix.indices.length);
  let at = 0;
  for (let row = 0; row < rows; row++) {
    const begin = at;
    for (const k of sortedRow(matrix, row)) {
      const column = matrix.indices[k];
      const again = at > begin && indices[at - 1] === column;
      if (!again) at++;
      indices[at - 1] = column;
      values[at - 1] = matrix.data[k] + (again ? values[at - 1] : 0);
      if (!Number.isFinite(values[at - 1])) throw notFinite(row, column, values[at - 1]);
    }
    let kept = begin;
    for (let k = begin; k < at; k++) {
      if (values[k] === 0) continue;
      indices[kept] = indices[k];
      values[kept++] = values[k];
    }
    at = kept;
    offsets[row + 1] = at;
  }
  if (at <= DENSE_SHARE * rows * columns)
    return {
      kind: "sparse",
      rows,
      columns,
      offsets,
      indices: indices.slice(0, at),
      values: values.slice(0, at),
    };
  takeBytes(4 * rows * columns, "features");
  const dense = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let k = offsets[row]; k < offsets[row + 1]; k++) dense[row * columns + indices[k]] = values[k];
  return { kind: "dense", rows, columns, values: dense };
}

/** Number of nonzero features. O(V F) or, sparse, O(1). */
export function featureNonzeros(features: Features): number {
  if (features.kind === "sparse") return features.values.length;
  return features.values.reduce((count, value) => (value === 0 ? count : count + 1), 0);
}

/** The entries of a row by ascending column; sorts only where the row is not sorted already. */
function sortedRow({ indptr, indices }: CsrMatrix, row: number): ArrayLike<number> & Iterable<number> {
  const entries = Uint32Array.from({ length: indptr[row + 1] - indptr[row] }, (_, k) => indptr[row] + k);
  for (let k = 1; k < entries.length; k++)
    if (indices[entries[k]] < indices[entries[k - 1]]) return entries.sort((a, b) => indices[a] - indices[b]);
  return entries;
}

function notFinite(vertex: number, column: number, value: number): FormatError {
  return new FormatError(
    `features of vertex ${vertex}, column ${column}: expected a finite number, got ${value}`,
  );
}

/** @throws FormatError where there is not one row of features for each vertex */
export function checkFeatureRows(features: Features | null, vertexCount: number): Features | null {
  if (features !== null && features.rows !== vertexCount)
    throw new FormatError(
      `features: expected ${vertexCount} rows, one for each vertex, got ${features.rows}`,
    );
  return features;
}
