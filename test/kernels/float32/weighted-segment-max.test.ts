import { expect, test } from "vitest";
import { randomCsr } from "../../generators/sparse-matrices.js";
import { expectKernel, normals, runWasm } from "../../support/kernel-harness.js";

test.each([1, 3, 4, 7, 16, 66])(
  "largest weighted values, the entries they come from, and their adjoint, at width %i",
  async (width) => {
    const { rows, columns, offsets, indices, values: weights } = randomCsr(23, 17, 0.08, width);
    const x = normals(columns * width, width);
    const values = new Float64Array(rows * width);
    const winners = new Float64Array(rows * width).fill(-1);
    const dy = normals(rows * width, 100 + width);
    const dx = new Float64Array(columns * width);
    const dweights = new Float64Array(indices.length);
    for (let row = 0; row < rows; row++) {
      const entries = Array.from({ length: offsets[row + 1] - offsets[row] }, (_, k) => offsets[row] + k);
      for (let c = 0; c < width && entries.length > 0; c++) {
        const candidates = entries.map((k) => weights[k] * x[indices[k] * width + c]);
        const value = Math.max(...candidates);
        const winner = entries[candidates.indexOf(value)];
        values[row * width + c] = value;
        winners[row * width + c] = winner;
        dx[indices[winner] * width + c] += weights[winner] * dy[row * width + c];
        dweights[winner] += x[indices[winner] * width + c] * dy[row * width + c];
      }
    }
    expect(winners).toContain(-1);
    await expectKernel(
      "weightedSegmentMax",
      [offsets, indices, weights, x],
      [values, winners],
      [rows, width],
    );
    const inputs = [indices, weights, x, Float32Array.from(winners), dy];
    const sizes = [columns, rows, width, indices.length];
    await expectKernel("weightedSegmentMaxGradient", inputs, [dweights, dx], sizes);
  },
);

test("of several equal values the first takes the whole gradient", async () => {
  const offsets = Int32Array.of(0, 3);
  const indices = Int32Array.of(2, 0, 1);
  const weights = Float32Array.of(1, 2, 0.5);
  const x = Float32Array.of(2, 8, 4);
  const inputs = [offsets, indices, weights, x];
  const [value, winner] = await runWasm("weightedSegmentMax", inputs, [1, 1], [1, 1]);
  expect([value[0], winner[0]]).toEqual([4, 0]);
});
