import { FormatError } from "../errors.js";
import type { NumericValues } from "./dtype.js";
import { takeGraph } from "./read-budget.js";

/** A matrix as compressed sparse rows, as SciPy keeps it; columns in any order. */
export interface CsrMatrix {
  readonly rows: number;
  readonly columns: number;
  /** [rows + 1] */
  readonly indptr: NumericValues;
  /** [entries] */
  readonly indices: NumericValues;
  /** [entries] */
  readonly data: NumericValues;
}

/**
 * Checks the parts of a SciPy CSR matrix. O(rows + entries).
 *
 * @param name what the matrix is, for the message
 * @throws FormatError where the parts do not fit together
 */
export function checkCsr(
  name: string,
  shape: ArrayLike<number>,
  { indptr, indices, data }: Pick<CsrMatrix, "indptr" | "indices" | "data">,
): CsrMatrix {
  const [rows, columns] = Array.from(shape);
  const fail = (reason: string) => new FormatError(`${name}: ${reason}`);
  if (shape.length !== 2 || !(rows >= 0 && columns >= 0 && columns < 2 ** 32))
    throw fail(`expected a shape of two sizes, got (${Array.from(shape).slice(0, 4).join(", ")})`);
  if (indptr.length !== rows + 1) throw fail(`expected ${rows + 1} row pointers, got ${indptr.length}`);
  if (data.length !== indices.length) throw fail(`expected ${indices.length} values, got ${data.length}`);
  if (indptr[0] !== 0 || indptr[rows] !== indices.length)
    throw fail(`expected row pointers from 0 to ${indices.length}, got ${indptr[0]} to ${indptr[rows]}`);
  for (let row = 0; row < rows; row++)
    if (!(indptr[row + 1] >= indptr[row])) throw fail(`row pointer ${row + 1} is lower than the one before`);
  for (let k = 0; k < indices.length; k++)
    if (!(indices[k] >= 0 && indices[k] < columns && Number.isInteger(indices[k])))
      throw fail(`entry ${k}: expected a column from 0 to ${columns - 1}, got ${indices[k]}`);
  return { rows, columns, indptr, indices, data };
}

/**
 * The entries of an adjacency matrix as edges, row to column, in the order stored. Entries of value 0 are no edges.
 * Weights are null where all values are 1. O(entries).
 *
 * @throws FormatError where the matrix is not square or a value is not finite
 */
export function edgesOfCsr({ rows, columns, indptr, indices, data }: CsrMatrix): {
  vertexCount: number;
  sources: Uint32Array;
  targets: Uint32Array;
  weights: Float64Array | null;
} {
  if (rows !== columns)
    throw new FormatError(`adjacency: expected a square matrix, got ${rows} x ${columns}`);
  takeGraph(rows, indices.length);
  const sources = new Uint32Array(indices.length);
  const targets = new Uint32Array(indices.length);
  const weights = new Float64Array(indices.length);
  let count = 0;
  let weighted = false;
  for (let row = 0; row < rows; row++)
    for (let k = indptr[row]; k < indptr[row + 1]; k++) {
      if (!Number.isFinite(data[k]))
        throw new FormatError(`adjacency (${row}, ${indices[k]}): expected a finite weight, got ${data[k]}`);
      if (data[k] === 0) continue;
      sources[count] = row;
      targets[count] = indices[k];
      weights[count++] = data[k];
      weighted ||= data[k] !== 1;
    }
  return {
    vertexCount: rows,
    sources: sources.slice(0, count),
    targets: targets.slice(0, count),
    weights: weighted ? weights.slice(0, count) : null,
  };
}
