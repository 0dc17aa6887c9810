import { FormatError } from "../../../errors.js";
import { type CsrMatrix, checkCsr } from "../../csr.js";
import { claimVertices, takeBytes } from "../../read-budget.js";
import type { Npz } from "./npz.js";
import { csrOf, numbersOf, textsOf } from "./npz-arrays.js";

/** Entries of a matrix, each with its row and column, in any order. */
interface Entries {
  readonly rows: number;
  readonly columns: number;
  readonly count: number;
  /** Calls `visit` for every entry, in the order stored. */
  readonly each: (visit: (row: number, column: number, value: number) => void) => void;
}

/**
 * The matrix that `scipy.sparse.save_npz` wrote, in CSR, CSC, BSR, COO or DIA, as compressed rows. Entries for the same place are added, as
 * SciPy does.
 *
 * Source: scipy/sparse/_matrix_io.py; the formats in SciPy's reference. Complexity: O(rows + entries).
 *
 * @throws FormatError where the format is another one, or the arrays do not fit together
 */
export function scipyMatrix(npz: Npz): CsrMatrix {
  const [format = "csr"] = (npz.keys.has("format") ? textsOf(npz, "format") : null) ?? [];
  if (format === "csr") return csrOf(npz, "");
  const readers: Readonly<Record<string, (npz: Npz) => Entries>> = {
    csc: compressedColumns,
    bsr: blockRows,
    coo: coordinates,
    dia: diagonals,
  };
  if (!Object.hasOwn(readers, format))
    throw new FormatError(
      `npz: expected a SciPy matrix in csr, csc, bsr, coo or dia format, got ${JSON.stringify(format.slice(0, 20))}; convert it with .tocsr()`,
    );
  return toRows(readers[format](npz));
}

/** The shape's two sizes. @throws FormatError where there are not two integers */
function shapeOf(npz: Npz): [rows: number, columns: number] {
  const sizes = Array.from(numbersOf(npz, "shape", 1).values);
  if (sizes.length !== 2 || !sizes.every((size) => Number.isInteger(size) && size >= 0 && size < 2 ** 32))
    throw new FormatError(`npz array shape: expected two sizes, got (${sizes.slice(0, 4).join(", ")})`);
  return [sizes[0], sizes[1]];
}

function compressedColumns(npz: Npz): Entries {
  const [rows, columns] = shapeOf(npz);
  const { indptr, indices, data } = checkCsr("npz matrix of the archive, by columns", [columns, rows], {
    data: numbersOf(npz, "data", 1).values,
    indices: numbersOf(npz, "indices", 1).values,
    indptr: numbersOf(npz, "indptr", 1).values,
  });
  return {
    rows,
    columns,
    count: indices.length,
    each(visit) {
      for (let column = 0; column < columns; column++)
        for (let k = indptr[column]; k < indptr[column + 1]; k++) visit(indices[k], column, data[k]);
    },
  };
}

function coordinates(npz: Npz): Entries {
  const [rows, columns] = shapeOf(npz);
  claimVertices(rows);
  const [row, column, data] = ["row", "col", "data"].map((key) => numbersOf(npz, key, 1).values);
  if (row.length !== data.length || column.length !== data.length)
    throw new FormatError(
      `npz: expected as many rows and columns as values, ${data.length}, got ${row.length} and ${column.length}`,
    );
  for (let k = 0; k < data.length; k++) {
    checkPlace("row", k, row[k], rows);
    checkPlace("col", k, column[k], columns);
  }
  return {
    rows,
    columns,
    count: data.length,
    each(visit) {
      for (let k = 0; k < data.length; k++) visit(row[k], column[k], data[k]);
    },
  };
}

/** Dense blocks of one size: `data` [blocks, R, C]. */
function blockRows(npz: Npz): Entries {
  const [rows, columns] = shapeOf(npz);
  const { shape, values } = numbersOf(npz, "data", 3);
  const [blocks, height, width] = shape;
  if (!(height > 0 && width > 0 && rows % height === 0 && columns % width === 0))
    throw new FormatError(
      `npz: expected blocks that divide ${rows} x ${columns}, got blocks of ${height} x ${width}`,
    );
  const { indptr, indices } = checkCsr(
    "npz matrix of the archive, in blocks",
    [rows / height, columns / width],
    {
      data: new Uint8Array(blocks),
      indices: numbersOf(npz, "indices", 1).values,
      indptr: numbersOf(npz, "indptr", 1).values,
    },
  );
  return {
    rows,
    columns,
    count: values.length,
    each(visit) {
      for (let blockRow = 0; blockRow < rows / height; blockRow++)
        for (let k = indptr[blockRow]; k < indptr[blockRow + 1]; k++)
          for (let i = 0; i < height; i++)
            for (let j = 0; j < width; j++)
              visit(blockRow * height + i, indices[k] * width + j, values[(k * height + i) * width + j]);
    },
  };
}

/** Diagonals: `data` [diagonals, length], `offsets` [diagonals]; data[d, j] stands in row j - offsets[d], column j. */
function diagonals(npz: Npz): Entries {
  const [rows, columns] = shapeOf(npz);
  claimVertices(rows);
  const { shape, values } = numbersOf(npz, "data", 2);
  const offsets = numbersOf(npz, "offsets", 1).values;
  const [count, length] = shape;
  if (offsets.length !== count)
    throw new FormatError(
      `npz array offsets: expected ${count}, one for each diagonal, got ${offsets.length}`,
    );
  if (new Set(offsets).size !== count) throw new FormatError("npz array offsets: expected different ones");
  for (let d = 0; d < count; d++)
    if (!Number.isInteger(offsets[d]))
      throw new FormatError(`npz array offsets: expected integers, got ${offsets[d]}`);
  return {
    rows,
    columns,
    count: values.length,
    each(visit) {
      for (let d = 0; d < count; d++)
        for (let column = 0; column < Math.min(length, columns); column++) {
          const row = column - offsets[d];
          const value = values[d * length + column];
          if (row >= 0 && row < rows && value !== 0) visit(row, column, value);
        }
    },
  };
}

/** By a stable counting sort over the rows; entries for one place are added. */
function toRows({ rows, columns, count, each }: Entries): CsrMatrix {
  takeBytes(8 * (rows + 1) + 32 * count, "a sparse matrix");
  const starts = new Float64Array(rows + 1);
  each((row) => {
    starts[row + 1]++;
  });
  for (let row = 0; row < rows; row++) starts[row + 1] += starts[row];
  const cursor = starts.slice(0, rows);
  const unmerged = new Float64Array(starts[rows]);
  const values = new Float64Array(starts[rows]);
  each((row, column, value) => {
    const at = cursor[row]++;
    unmerged[at] = column;
    values[at] = value;
  });
  const indptr = new Float64Array(rows + 1);
  const placeOf = new Map<number, number>();
  let at = 0;
  for (let row = 0; row < rows; row++) {
    placeOf.clear();
    for (let k = starts[row]; k < starts[row + 1]; k++) {
      const place = placeOf.get(unmerged[k]);
      if (place !== undefined) {
        values[place] += values[k];
        continue;
      }
      placeOf.set(unmerged[k], at);
      unmerged[at] = unmerged[k];
      values[at++] = values[k];
    }
    indptr[row + 1] = at;
  }
  return { rows, columns, indptr, indices: unmerged.slice(0, at), data: values.slice(0, at) };
}

function checkPlace(key: string, entry: number, place: number, size: number): void {
  if (!(place >= 0 && place < size && Number.isInteger(place)))
    throw new FormatError(
      `npz array ${key}, entry ${entry}: expected an integer from 0 to ${size - 1}, got ${place}`,
    );
}
