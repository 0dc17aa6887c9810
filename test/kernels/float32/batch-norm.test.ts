import { describe, expect, test } from "vitest";
import { distance, expectKernel, normals, runPlain64, runWasm } from "../../support/kernel-harness.js";

const [EPSILON, MOMENTUM] = [1e-5, 0.1];

type Columns = readonly ArrayLike<number>[];

/** By the definition, one column at a time: output, means, inverse deviations, next means, next variances. */
function oracle([x, gain, shift, means, variances]: Columns, rows: number, floor: number): Float64Array[] {
  const width = gain.length;
  const out = new Float64Array(rows * width);
  const others = Array.from({ length: 4 }, () => new Float64Array(width));
  for (let c = 0; c < width; c++) {
    const values = Array.from({ length: rows }, (_, row) => x[row * width + c]);
    const mean = values.reduce((a, b) => a + b, 0) / rows;
    const squares = values.reduce((a, b) => a + (b - mean) ** 2, 0);
    const deviation = Math.sqrt(squares / rows + EPSILON);
    values.forEach((value, row) => {
      out[row * width + c] = Math.max(floor, ((value - mean) / deviation) * gain[c] + shift[c]);
    });
    others[0][c] = mean;
    others[1][c] = 1 / deviation;
    others[2][c] = 0.9 * means[c] + 0.1 * mean;
    others[3][c] = 0.9 * variances[c] + (0.1 * squares) / Math.max(1, rows - 1);
  }
  return [out, ...others];
}

describe.each([1, 3, 4, 7, 64])("width %i", (width) => {
  describe.each([Number.NEGATIVE_INFINITY, 0])("floor %d", (floor) => {
    const rows = 9;
    const x = normals(rows * width, width);
    const rest = [1, 2, 3].map((k) => normals(width, 100 * k + width));
    const inputs = [x, ...rest, normals(width, 7).map((value) => value ** 2)];

    test("normalises every column and moves the running statistics", () =>
      expectKernel(
        "batchNorm",
        inputs,
        oracle(inputs, rows, floor),
        [rows, width, EPSILON, MOMENTUM, floor],
        5e-6,
      ));

    test("its gradients are the finite differences of the definition", async () => {
      const dy = normals(rows * width, 500 + width);
      const [y, means, inverses] = oracle(inputs, rows, floor);
      const exact = inputs.map((input) => Float64Array.from(input));
      const loss = (at: Columns) =>
        oracle(at, rows, floor)[0].reduce((sum, value, k) => sum + value * dy[k], 0);
      const expected = [0, 1, 2].map((which) =>
        exact[which].map((value, k) => {
          const moved = (by: number) =>
            loss(exact.map((other, o) => (o === which ? other.with(k, value + by) : other)));
          return (moved(1e-6) - moved(-1e-6)) / 2e-6;
        }),
      );
      const given = [x, y, rest[0], means, inverses].map((array) => Float32Array.from(array));
      await expectKernel("batchNormGradient", [...given, dy], expected, [rows, width, floor], 1e-5);
    });
  });
});

test("one row, or equal rows, give the shift", () =>
  expectKernel(
    "batchNorm",
    [
      [3, 4],
      [1, 2],
      [5, -6],
      [0, 0],
      [1, 1],
    ].map((array) => Float32Array.from(array)),
    [
      [5, 0],
      [3, 4],
      [EPSILON ** -0.5, EPSILON ** -0.5],
      [0.3, 0.4],
      [0.9, 0.9],
    ],
    [1, 2, EPSILON, MOMENTUM, 0],
  ));

test("a hundred thousand rows far from zero lose no digits to their sums", async () => {
  const [rows, width] = [100_000, 21];
  const x = normals(rows * width, 1).map((value) => 30 + value);
  const inputs = [x, ...[1, 0, 0, 1].map((value) => new Float32Array(width).fill(value))];
  const numbers = [rows, width, EPSILON, MOMENTUM, Number.NEGATIVE_INFINITY];
  const sizes = [rows * width, width, width, width, width];
  const exact = runPlain64("batchNorm", inputs, sizes, numbers);
  const wasm = await runWasm("batchNorm", inputs, sizes, numbers);
  for (const [k, values] of exact.entries()) expect(distance(wasm[k], values)).toBeLessThan(1e-6);
});

test("gradients over many rows lose no digits to their sums, which go block by block", async () => {
  const [rows, width] = [1003, 21];
  const [x, dy] = [normals(rows * width, 1), normals(rows * width, 2).map((value) => 5 + value)];
  const inputs = [x, normals(width, 3), normals(width, 4), new Float32Array(width), new Float32Array(width)];
  const sizes = [rows * width, width, width, width, width];
  const [y, means, inverses] = runPlain64("batchNorm", inputs, sizes, [rows, width, EPSILON, MOMENTUM, 0]);
  const saved = [x, y, inputs[1], means, inverses].map((array) => Float32Array.from(array));
  const call = [
    [...saved, dy],
    [rows * width, width, width],
    [rows, width, 0],
  ] as const;
  const exact = runPlain64("batchNormGradient", ...call);
  const wasm = await runWasm("batchNormGradient", ...call);
  for (const [k, values] of exact.entries()) expect(distance(wasm[k], values)).toBeLessThan(2e-6);
});

test.each([1, 4, 7, 64])("by given statistics, at width %i", async (width) => {
  const rows = 5;
  const [x, gain, shift, means] = [5, 1, 1, 1].map((size, k) => normals(size * width, k));
  const variances = normals(width, 9).map((value) => value ** 2);
  for (const floor of [Number.NEGATIVE_INFINITY, 0]) {
    const inverses = Float64Array.from(variances, (value) => 1 / Math.sqrt(value + EPSILON));
    const expected = Float64Array.from(x, (value, at) => {
      const c = at % width;
      return Math.max(floor, (value - means[c]) * inverses[c] * gain[c] + shift[c]);
    });
    const inputs = [x, gain, shift, means, variances];
    const numbers = [rows, width, EPSILON, floor];
    await expectKernel("batchNormEvaluated", inputs, [expected, inverses], numbers);
  }
});
