import { describe, test } from "vitest";
import { expectKernel, normals } from "../../support/kernel-harness.js";

describe.each([1, 3, 4, 7, 64])("width %i", (width) => {
  const rows = 11;
  const x = normals(rows * width, width);
  const bias = normals(width, 100 + width);
  const dy = normals(rows * width, 200 + width);
  const columns = (matrix: ArrayLike<number>) =>
    Float64Array.from({ length: width }, (_, c) => {
      let sum = 0;
      for (let row = 0; row < rows; row++) sum += matrix[row * width + c];
      return sum;
    });
  const shifted = Float64Array.from(x, (value, k) => value + bias[k % width]);
  const rectified = Float32Array.from(shifted, (value) => Math.max(0, value));

  test("a bias", () => expectKernel("addBias", [x, bias], [shifted], [rows, width]));

  test("its adjoint, the sums of the columns", () =>
    expectKernel("columnSums", [dy], [columns(dy)], [rows, width]));

  test("bias and rectifier", () => expectKernel("biasRelu", [x, bias], [rectified], [rows, width]));

  test("their adjoint", async () => {
    const dx = Float64Array.from(dy, (value, k) => (shifted[k] > 0 ? value : 0));
    await expectKernel("biasReluGradient", [rectified, dy], [dx, columns(dx)], [rows, width]);
  });
});
