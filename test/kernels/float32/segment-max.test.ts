import { expect, test } from "vitest";
import { randomCsr } from "../../generators/sparse-matrices.js";
import { expectKernel, normals, runWasm } from "../../support/kernel-harness.js";

test.each([1, 3, 4, 7, 16, 66])(
  "largest values, where they come from, and their adjoint, at width %i",
  async (width) => {
    const { rows, columns, offsets, indices } = randomCsr(23, 17, 0.08, width);
    const x = normals(columns * width, width);
    const values = new Float64Array(rows * width);
    const winners = new Float64Array(rows * width).fill(-1);
    const dy = normals(rows * width, 100 + width);
    const dx = new Float64Array(columns * width);
    for (let row = 0; row < rows; row++) {
      const sources = [...indices.subarray(offsets[row], offsets[row + 1])];
      for (let c = 0; c < width && sources.length > 0; c++) {
        const candidates = sources.map((source) => x[source * width + c]);
        const value = Math.max(...candidates);
        const winner = sources[candidates.indexOf(value)];
        values[row * width + c] = value;
        winners[row * width + c] = winner;
        dx[winner * width + c] += dy[row * width + c];
      }
    }
    expect(winners).toContain(-1);
    await expectKernel("segmentMax", [offsets, indices, x], [values, winners], [rows, width], 0);
    const inputs = [x, Float32Array.from(winners), dy];
    await expectKernel("segmentMaxGradient", inputs, [dx], [columns, rows, width]);
  },
);

test("of several equal values the first takes the whole gradient", async () => {
  const offsets = Int32Array.of(0, 3);
  const indices = Int32Array.of(2, 0, 1);
  const x = Float32Array.of(5, 5, 5);
  const [value, winner] = await runWasm("segmentMax", [offsets, indices, x], [1, 1], [1, 1]);
  expect([value[0], winner[0]]).toEqual([5, 2]);
});
