import { expect, test } from "vitest";
import { transposeCsr } from "../../../src/kernels/float32/csr.js";
import { dense, product, randomCsr } from "../../generators/sparse-matrices.js";
import { expectKernel, normals, runWasm } from "../../support/kernel-harness.js";

const WIDTHS = [1, 2, 3, 4, 5, 7, 8, 16, 31, 32, 33, 64, 70];

test.each(WIDTHS)("a sparse matrix times a dense one of width %i", async (width) => {
  const matrix = randomCsr(23, 17, 0.2, width);
  const x = normals(17 * width, width);
  const { offsets, indices, values } = matrix;
  const expected = product(dense(matrix), x, 23, 17, width);
  await expectKernel("spmm", [offsets, indices, values, x], [expected], [23, width]);
});

test("rows without entries give zeros", async () => {
  const none = [new Int32Array(4), new Int32Array(0), new Float32Array(0), normals(5 * 9, 1)];
  await expectKernel("spmm", none, [new Float64Array(3 * 9)], [3, 9]);
});

test.each([7, 64])("the transpose is the adjoint: <S x, y> = <x, S' y> at width %i", async (width) => {
  const matrix = randomCsr(40, 30, 0.15, width);
  const adjoint = transposeCsr(matrix);
  const x = normals(30 * width, 1);
  const y = normals(40 * width, 2);
  const inner = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, k) => sum + value * b[k], 0);
  const apply = async ({ rows, offsets, indices, values }: typeof matrix, z: Float32Array) =>
    (await runWasm("spmm", [offsets, indices, values, z], [rows * width], [rows, width]))[0];
  const forward = inner(await apply(matrix, x), y);
  const backward = inner(x, await apply(adjoint, y));
  expect(Math.abs(forward - backward)).toBeLessThan(1e-5 * Math.sqrt(x.length));
});

test("transposing twice gives the matrix back, with columns ascending in every row", () => {
  const matrix = randomCsr(20, 35, 0.2, 5);
  const once = transposeCsr(matrix);
  for (let row = 0; row < once.rows; row++) {
    const columns = [...once.indices.subarray(once.offsets[row], once.offsets[row + 1])];
    expect(columns).toEqual([...new Set(columns)].sort((a, b) => a - b));
  }
  expect(transposeCsr(once)).toEqual(matrix);
});
