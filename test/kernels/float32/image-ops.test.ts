import { describe, expect, test } from "vitest";
import { maxPooling } from "../../oracles/image-ops.js";
import { distance, expectKernel, normals, runPlain64, runWasm } from "../../support/kernel-harness.js";

test.each([1, 4, 7, 1003])("gate lets %i numbers through where others are positive", (count) => {
  const [x, y] = [normals(count, 1), normals(count, 2)];
  y[0] = 0;
  return expectKernel("gate", [x, y], [x.map((value, k) => (y[k] > 0 ? value : 0))], [count], 0);
});

describe.each([
  [2, 5, 6, 3, 3, 2, 1],
  [1, 4, 4, 5, 2, 2, 0],
  [2, 7, 3, 1, 3, 1, 1],
] as const)("maxima of %i images of %i x %i x %i, window %i, stride %i, padding %i", (...numbers) => {
  const [images, height, width, channels, window, stride, padding] = numbers;
  // Few different numbers, so that windows hold several largest ones.
  const x = normals(images * height * width * channels, 1).map((value) => Math.round(2 * value));
  const pooled = maxPooling(Float64Array.from(x), [images, height, width, channels], window, stride, padding);

  test("gathered from the image itself are its max pooling", () =>
    expectKernel("gatherMaxima", [x, x], [pooled], numbers, 0));

  test("scattered are the adjoint of gathered, in both forms", async () => {
    const [values, dy] = [normals(x.length, 2), normals(pooled.length, 3)];
    const [gathered] = runPlain64("gatherMaxima", [values, x], [pooled.length], numbers);
    const [scattered] = runPlain64("scatterMaxima", [dy, x], [x.length], numbers);
    const inner = (a: ArrayLike<number>, b: ArrayLike<number>) =>
      Array.from(a).reduce((sum, value, k) => sum + value * b[k], 0);
    expect(inner(gathered, dy)).toBeCloseTo(inner(values, scattered), 9);
    await expectKernel("gatherMaxima", [values, x], [gathered], numbers, 0);
    await expectKernel("scatterMaxima", [dy, x], [scattered], numbers);
  });
});

test.each([1, 4, 6, 21])(
  "batchNormSecond of %i columns: both forms, over more rows than a block",
  async (width) => {
    const rows = 101;
    const numbers = [rows, width, 0];
    const matrices = [1, 2, 3, 4].map((seed) => normals(rows * width, seed));
    const columns = [5, 6, 7, 8, 9].map((seed) => normals(width, seed));
    const [x, y, dy, u] = matrices;
    const [gain, means, inverses, a, b] = columns;
    const inputs = [x, y, gain, means, inverses.map((value) => 1 + Math.abs(value)), dy, u, a, b];
    const sizes = [rows * width, width, rows * width, 10 * width];
    const expected = runPlain64("batchNormSecond", inputs, sizes, numbers);
    const wasm = await runWasm("batchNormSecond", inputs, sizes, numbers);
    for (const k of [0, 1, 2]) expect(distance(wasm[k], expected[k]), `output ${k}`).toBeLessThan(5e-6);
  },
);

test.each([1, 4, 7, 1003])("sgd of %i numbers is PyTorch's rule", (count) => {
  const [p, g, v] = [1, 2, 3].map((seed) => normals(count, seed));
  const velocity = Float64Array.from(v, (value, k) => 0.9 * value + g[k] + 0.01 * p[k]);
  const next = velocity.map((value, k) => p[k] - 0.1 * value);
  return expectKernel("sgd", [p, g, v], [next, velocity], [count, 0.1, 0.9, 0.01]);
});
