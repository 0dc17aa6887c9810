import { expect, test } from "vitest";
import { randomCsr } from "../../generators/sparse-matrices.js";
import { expectKernel, normals, runWasm } from "../../support/kernel-harness.js";

test.each([1, 3, 7, 8, 16, 67])(
  "each row plus its largest rectified neighbour, where that comes from, and the adjoint, at width %i",
  async (width) => {
    const { rows, offsets, indices } = randomCsr(19, 19, 0.1, width);
    const x = normals(rows * width, width);
    const dy = normals(rows * width, 100 + width);
    const values = Float64Array.from(x);
    const winners = new Float64Array(rows * width).fill(-1);
    const dx = Float64Array.from(dy);
    for (let row = 0; row < rows; row++) {
      const sources = [...indices.subarray(offsets[row], offsets[row + 1])];
      for (let c = 0; c < width; c++) {
        const candidates = sources.map((source) => Math.max(0, x[source * width + c]));
        const largest = Math.max(0, ...candidates);
        values[row * width + c] += largest;
        if (largest === 0) continue;
        const winner = sources[candidates.indexOf(largest)];
        winners[row * width + c] = winner;
        dx[winner * width + c] += dy[row * width + c];
      }
    }
    expect(winners).toContain(-1);
    await expectKernel("addSegmentMax", [offsets, indices, x], [values, winners], [rows, width], 1e-7);
    const inputs = [Float32Array.from(winners), dy];
    await expectKernel("addSegmentMaxGradient", inputs, [dx], [rows, width]);
  },
);

test("of several equal values the first takes the gradient, of values not above zero none", async () => {
  const offsets = Int32Array.of(0, 3, 5, 5);
  const indices = Int32Array.of(2, 0, 1, 1, 1);
  const run = (x: Float32Array) => runWasm("addSegmentMax", [offsets, indices, x], [3, 3], [3, 1]);
  const [values, winners] = await run(Float32Array.of(5, 5, 5));
  expect([...values]).toEqual([10, 10, 5]);
  expect([...winners]).toEqual([2, 1, -1]);
  const [, none] = await run(Float32Array.of(-1, 0, -2));
  expect([...none]).toEqual([-1, -1, -1]);
});

test("a row that is no number stays so, and is passed over by the others", async () => {
  const inputs = [Int32Array.of(0, 2, 3), Int32Array.of(1, 0, 0), Float32Array.of(2, Number.NaN)];
  const [values] = await runWasm("addSegmentMax", inputs, [2, 2], [2, 1]);
  expect([...values]).toEqual([4, Number.NaN]);
});
