import { describe, expect, test } from "vitest";
import { distance, expectKernel, normals, runPlain64, runWasm } from "../../support/kernel-harness.js";

const EPSILON = 1e-5;

/** By the definition, one row at a time. */
function oracle(x: ArrayLike<number>, gain: ArrayLike<number>, shift: ArrayLike<number>, width: number) {
  const rows = x.length / width;
  const out: number[] = [];
  const means: number[] = [];
  const inverses: number[] = [];
  for (let row = 0; row < rows; row++) {
    const values = Array.from({ length: width }, (_, c) => x[row * width + c]);
    const mean = values.reduce((a, b) => a + b, 0) / width;
    const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / width;
    const inverse = (variance + EPSILON) ** -0.5;
    out.push(...values.map((value, c) => (value - mean) * inverse * gain[c] + shift[c]));
    means.push(mean);
    inverses.push(inverse);
  }
  return [out, means, inverses];
}

describe.each([2, 3, 4, 7, 64])("width %i", (width) => {
  const rows = 9;
  const x = normals(rows * width, width);
  const gain = normals(width, 300 + width);
  const shift = normals(width, 400 + width);

  test("normalises every row", () =>
    expectKernel("layerNorm", [x, gain, shift], oracle(x, gain, shift, width), [rows, width, EPSILON], 5e-6));

  test("its gradients are the finite differences of the definition", async () => {
    const dy = normals(rows * width, 500 + width);
    const [, means, inverses] = oracle(x, gain, shift, width);
    const loss = (...inputs: ArrayLike<number>[]) =>
      oracle(inputs[0], inputs[1], inputs[2], width)[0].reduce((sum, value, k) => sum + value * dy[k], 0);
    const inputs = [x, gain, shift].map((input) => Float64Array.from(input));
    const expected = inputs.map((input, which) =>
      input.map((value, k) => {
        const moved = (by: number) =>
          loss(...inputs.map((other, o) => (o === which ? other.with(k, value + by) : other)));
        return (moved(1e-5) - moved(-1e-5)) / 2e-5;
      }),
    );
    const given = [x, gain, Float32Array.from(means), Float32Array.from(inverses), dy];
    // A row of two nearly equal numbers has a steep gradient, and its curvature is in the differences.
    await expectKernel("layerNormGradient", given, expected, [rows, width], 2e-4);
  });
});

test("a row of one number, or of equal numbers, gives the shift", () =>
  expectKernel(
    "layerNorm",
    [Float32Array.of(3, 3, 3, 3, 3), normals(5, 1), Float32Array.of(1, 2, 3, 4, 5)],
    [[1, 2, 3, 4, 5], [3], [EPSILON ** -0.5]],
    [1, 5, EPSILON],
  ));

test("the gradients of a thousand rows agree with the plain kernel in float64", async () => {
  const [rows, width] = [1000, 64];
  const inputs = [1, 2, 3].map((seed, k) => normals(k === 0 ? rows * width : width, seed));
  const [, means, inverses] = runPlain64(
    "layerNorm",
    inputs,
    [rows * width, rows, rows],
    [rows, width, EPSILON],
  );
  const [x, gain] = inputs;
  const given = [x, gain, Float32Array.from(means), Float32Array.from(inverses), normals(rows * width, 4)];
  const sizes = [rows * width, width, width];
  const exact = runPlain64("layerNormGradient", given, sizes, [rows, width]);
  const wasm = await runWasm("layerNormGradient", given, sizes, [rows, width]);
  for (const [k, values] of exact.entries()) expect(distance(wasm[k], values)).toBeLessThan(2e-6);
});
