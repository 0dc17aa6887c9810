import { FormatError } from "../errors.js";
import { checkCsr } from "../graph/csr.js";
import type { NumberArray } from "../graph/dtype.js";
import { readNpy } from "../graph/formats/numpy/npy.js";
import { type Npz, openNpz } from "../graph/formats/numpy/npz.js";
import { numbersOf } from "../graph/formats/numpy/npz-arrays.js";
import { checkShape, indexOfPlace, type KnownEntries, knownEntries } from "./known-entries.js";

/**
 * The entries of a dense array in NumPy's NPY format.
 *
 * @param gaps whether NaN stands for an entry that is not known; else it is refused
 *
 * Complexity: O(entries).
 * @throws FormatError where the array is not numbers, has less than two modes, or holds what is not finite
 */
export function npyEntries(bytes: Uint8Array, gaps: boolean): KnownEntries {
  const array = readNpy(bytes);
  if (array.kind !== "numbers") throw new FormatError(`npy: expected numbers, got ${array.kind}`);
  return denseEntries(array, gaps);
}

/**
 * The entries that a NumPy archive tells: a matrix of `scipy.sparse.save_npz` (CSR, CSC or COO; what is stored is known, the rest is not),
 * the arrays `indices` [count, N] and `values` [count] with an optional `shape` [N], or one dense array.
 *
 * @param key of the dense array; needed where there are several
 * @param gaps see {@link npyEntries}
 *
 * Complexity: O(entries log entries).
 * @throws FormatError where there is none of these, or an entry cannot be used
 */
export function npzEntries(bytes: Uint8Array, key: string | undefined, gaps: boolean): KnownEntries {
  const npz = openNpz(bytes);
  const { keys } = npz;
  if (key === undefined) {
    if (keys.has("indptr") && keys.has("data")) return compressedEntries(npz);
    if (keys.has("row") && keys.has("col") && keys.has("data")) return coordinateEntries(npz);
    if (keys.has("indices") && keys.has("values")) return tupleEntries(npz);
    if (keys.size !== 1)
      throw new FormatError(
        `npz: expected one array, indices and values, or a sparse matrix, got ${[...keys].join(", ") || "nothing"}; name one by --key`,
      );
  }
  return denseEntries(numbersOf(npz, key ?? [...keys][0]), gaps);
}

function denseEntries({ shape, values }: NumberArray, gaps: boolean): KnownEntries {
  checkShape(shape);
  const places: number[] = [];
  const wrong = values.findIndex(
    (value: number) => !(Number.isFinite(value) || (gaps && Number.isNaN(value))),
  );
  if (wrong >= 0)
    throw new FormatError(
      `entry (${indexOfPlace(shape, wrong).join(", ")}): expected a finite number, got ${values[wrong]}${Number.isNaN(values[wrong]) ? "; --missing-nan takes NaN for an entry that is not known" : ""}`,
    );
  if (!gaps || values.every((value: number) => !Number.isNaN(value)))
    return {
      shape,
      places: Float64Array.from({ length: values.length }, (_, place) => place),
      values: Float64Array.from(values),
    };
  for (let place = 0; place < values.length; place++) if (!Number.isNaN(values[place])) places.push(place);
  if (places.length === 0) throw new FormatError("expected at least one entry that is known, got NaN only");
  return {
    shape,
    places: Float64Array.from(places),
    values: Float64Array.from(places, (place) => values[place]),
  };
}

function compressedEntries(npz: Npz): KnownEntries {
  const format = npz.keys.has("format") ? formatOf(npz) : "csr";
  if (format !== "csr" && format !== "csc")
    throw new FormatError(`npz: expected a sparse matrix in csr, csc or coo form, got ${format}`);
  const [shape, indptr, inner, data] = ["shape", "indptr", "indices", "data"].map(
    (key) => numbersOf(npz, key, 1).values,
  );
  // A matrix in CSC form is its transpose in CSR form.
  const byRow = format === "csr";
  checkCsr("npz matrix of the archive", byRow ? shape : Array.from(shape).reverse(), {
    indptr,
    indices: inner,
    data,
  });
  const indices = new Float64Array(2 * data.length);
  for (let line = 0; line + 1 < indptr.length; line++)
    for (let k = indptr[line]; k < indptr[line + 1]; k++) {
      indices[2 * k] = byRow ? line : inner[k];
      indices[2 * k + 1] = byRow ? inner[k] : line;
    }
  return matrixEntries(shape, indices, data);
}

function coordinateEntries(npz: Npz): KnownEntries {
  const [rows, columns, data] = ["row", "col", "data"].map((key) => numbersOf(npz, key, 1).values);
  if (rows.length !== data.length || columns.length !== data.length)
    throw new FormatError(
      `npz: expected row, col and data of one length, got ${rows.length}, ${columns.length}, ${data.length}`,
    );
  const indices = Array.from({ length: 2 * data.length }, (_, k) => (k % 2 === 0 ? rows : columns)[k >> 1]);
  return matrixEntries(numbersOf(npz, "shape", 1).values, indices, data);
}

function matrixEntries(
  size: ArrayLike<number>,
  indices: ArrayLike<number>,
  values: ArrayLike<number>,
): KnownEntries {
  const shape = Array.from(size);
  checkShape(shape);
  return knownEntries({ shape, order: 2, indices, values, first: 0, where: () => ({}) });
}

function tupleEntries(npz: Npz): KnownEntries {
  const { shape: size, values: indices } = numbersOf(npz, "indices", 2);
  const { values } = numbersOf(npz, "values", 1);
  if (size[0] !== values.length)
    throw new FormatError(
      `npz array values: expected ${size[0]}, one for each index tuple, got ${values.length}`,
    );
  const shape = npz.keys.has("shape") ? Array.from(numbersOf(npz, "shape", 1).values) : undefined;
  if (shape !== undefined && shape.length !== size[1])
    throw new FormatError(
      `npz array shape: expected ${size[1]} dimensions, as in indices, got ${shape.length}`,
    );
  return knownEntries({ shape, order: size[1], indices, values, first: 0, where: () => ({}) });
}

/** The form's name, which SciPy writes as a string without axes. */
function formatOf(npz: Npz): string {
  return String(npz.read("format").values[0] ?? "");
}
