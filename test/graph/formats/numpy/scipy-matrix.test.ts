import { expect, test } from "vitest";
import { readGraph } from "../../../../src/graph/formats/formats.js";
import { int64Npy, npyBytes, npzBytes } from "../../../generators/npz-bytes.js";

const text = (value: string) => npyBytes(`|S${value.length}`, [], new TextEncoder().encode(value));
const shape = int64Npy([4, 4]);

/** The matrix [[0 2 0 0] [3 0 0 5] [0 0 0 0] [0 7 0 0]] as SciPy 1.14 stores it in each of its formats. */
const FORMATS: Readonly<Record<string, Readonly<Record<string, Uint8Array>>>> = {
  csr: { indptr: int64Npy([0, 1, 3, 3, 4]), indices: int64Npy([1, 0, 3, 1]), data: int64Npy([2, 3, 5, 7]) },
  csc: { indptr: int64Npy([0, 1, 3, 3, 4]), indices: int64Npy([1, 0, 3, 1]), data: int64Npy([3, 2, 7, 5]) },
  coo: { row: int64Npy([3, 0, 1, 1, 0]), col: int64Npy([1, 1, 0, 3, 1]), data: int64Npy([7, 1, 3, 5, 1]) },
  bsr: {
    indptr: int64Npy([0, 2, 3]),
    indices: int64Npy([0, 1, 0]),
    data: int64Npy([0, 2, 3, 0, 0, 0, 0, 5, 0, 0, 0, 7], [3, 2, 2]),
  },
  dia: {
    offsets: int64Npy([-2, -1, 1, 2]),
    data: int64Npy([0, 7, 0, 0, 3, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 5], [4, 4]),
  },
};

test.each(Object.keys(FORMATS))("reads scipy.sparse.save_npz of a matrix in %s", async (format) => {
  const bytes = npzBytes({ format: text(format), shape, ...FORMATS[format] });
  const { adjacency } = await readGraph(bytes, { name: "m.npz", directed: true });
  const { sources, targets, weights } = adjacency;
  const edges = Array.from(sources, (source, e) => [source, targets[e], weights?.[e]]);
  expect(adjacency.vertexCount).toBe(4);
  expect(edges.toSorted().join(" ")).toBe("0,1,2 1,0,3 1,3,5 3,1,7");
});

test.each([
  ["lil", FORMATS.coo, "in csr, csc, bsr, coo or dia format"],
  [
    "coo",
    { ...FORMATS.coo, row: int64Npy([3, 0, 1, 1, 4]) },
    "row, entry 4: expected an integer from 0 to 3",
  ],
  ["coo", { ...FORMATS.coo, col: int64Npy([1]) }, "as many rows and columns as values"],
  ["bsr", { ...FORMATS.bsr, data: int64Npy([0, 2, 3], [1, 3, 1]) }, "blocks that divide 4 x 4"],
  ["dia", { ...FORMATS.dia, offsets: int64Npy([1, 1, 2, 3]) }, "expected different ones"],
  ["csc", { ...FORMATS.csc, indptr: int64Npy([0, 1]) }, "row pointers"],
])("refuses a damaged matrix in %s", async (format, arrays, message) => {
  const bytes = npzBytes({ format: text(format), shape, ...arrays });
  await expect(readGraph(bytes, { name: "m.npz" })).rejects.toThrow(message);
});
