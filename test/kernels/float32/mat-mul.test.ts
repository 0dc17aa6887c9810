import { describe, test } from "vitest";
import { product, transpose } from "../../generators/sparse-matrices.js";
import { expectKernel, normals } from "../../support/kernel-harness.js";

// [rows, inner or left, columns or right]: below, at and off the edges of the tiles (4 x 8, 4 x 4) and the row
// blocks (64).
const SIZES = [
  [1, 1, 1],
  [1, 64, 64],
  [3, 5, 9],
  [4, 3, 4],
  [5, 2, 3],
  [6, 7, 5],
  [7, 4, 6],
  [9, 6, 7],
  [12, 8, 8],
  [64, 5, 12],
  [65, 9, 15],
  [130, 64, 7],
  [131, 7, 64],
  [67, 33, 33],
] as const;

describe.each(SIZES)("%i x %i x %i", (rows, middle, columns) => {
  test("A B", async () => {
    const a = normals(rows * middle, 1);
    const b = normals(middle * columns, 2);
    await expectKernel("matMul", [a, b], [product(a, b, rows, middle, columns)], [rows, middle, columns]);
  });

  test("A B + bias", async () => {
    const [a, b, bias] = [normals(rows * middle, 1), normals(middle * columns, 2), normals(columns, 3)];
    const expected = product(a, b, rows, middle, columns).map((value, at) => value + bias[at % columns]);
    await expectKernel("affine", [a, b, bias], [expected], [rows, middle, columns]);
  });

  test("A' B", async () => {
    const a = normals(rows * middle, 3);
    const b = normals(rows * columns, 4);
    const expected = product(transpose(a, rows, middle), b, middle, rows, columns);
    await expectKernel("matMulTransposedLeft", [a, b], [expected], [rows, middle, columns]);
  });
});
