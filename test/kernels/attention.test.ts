import { describe, expect, test } from "vitest";
import { expectKernel, normals, runWasm } from "./harness.js";
import { randomCsr } from "./sparse.js";

const matrix = randomCsr(23, 17, 0.15, 3);
const { rows, columns, offsets, indices } = matrix;
const entries = indices.length;
const rowOf = Array.from({ length: entries }, (_, k) => offsets.findLastIndex((offset) => offset <= k));

/** An array filled by adding up contributions [place, value]. */
const summed = (size: number, contributions: Iterable<readonly [number, number]>) => {
  const result = new Float64Array(size);
  for (const [place, value] of contributions) result[place] += value;
  return result;
};

describe.each([
  [1, 1],
  [1, 6],
  [2, 3],
  [4, 4],
  [3, 7],
  [4, 16],
])("%i heads of %i columns", (heads, share) => {
  const width = heads * share;
  const weights = normals(entries * heads, width);
  const x = normals(columns * width, 100 + width);
  const dy = normals(rows * width, 200 + width);
  /** Every entry with every column: row place, column place, weight place. */
  const terms = Array.from({ length: entries * width }, (_, at) => {
    const [k, c] = [Math.floor(at / width), at % width];
    const weight = k * heads + Math.floor(c / share);
    return { row: rowOf[k] * width + c, column: indices[k] * width + c, weight };
  });

  test("a sparse matrix with values of its own times a dense one, and the adjoint to both", async () => {
    const product = summed(
      rows * width,
      terms.map(({ row, column, weight }) => [row, weights[weight] * x[column]] as const),
    );
    await expectKernel("weightedSpmm", [offsets, indices, weights, x], [product], [rows, width, heads]);
    const dweights = summed(
      entries * heads,
      terms.map(({ row, column, weight }) => [weight, dy[row] * x[column]] as const),
    );
    const dx = summed(
      columns * width,
      terms.map(({ row, column, weight }) => [column, dy[row] * weights[weight]] as const),
    );
    const numbers = [columns, rows, width, heads];
    await expectKernel("weightedSpmmGradient", [offsets, indices, weights, x, dy], [dweights, dx], numbers);
  });

  test("sums for every entry, and their adjoint", async () => {
    const left = normals(rows * width, 1);
    const dsums = normals(entries * width, 2);
    const sums = Float64Array.from(terms, ({ row, column }) => left[row] + x[column]);
    await expectKernel("edgeSum", [offsets, indices, left, x], [sums], [rows, width]);
    const toRows = summed(
      rows * width,
      terms.map(({ row }, at) => [row, dsums[at]] as const),
    );
    const toColumns = summed(
      columns * width,
      terms.map(({ column }, at) => [column, dsums[at]] as const),
    );
    const inputs = [offsets, indices, left, x, dsums];
    await expectKernel("edgeSumGradient", inputs, [toRows, toColumns], [rows, columns, width]);
  });

  test("softmax over the entries of each row, and its adjoint", async () => {
    const scores = normals(entries * width, 3).map((value) => 3 * value);
    const gradient = normals(entries * width, 4);
    const softmax = (at: ArrayLike<number>) => {
      const powers = Float64Array.from(at, Math.exp);
      const totals = summed(
        rows * width,
        terms.map(({ row }, k) => [row, powers[k]] as const),
      );
      return powers.map((power, k) => power / totals[terms[k].row]);
    };
    const exact = softmax(scores);
    await expectKernel("segmentSoftmax", [offsets, scores], [exact], [rows, width]);
    const products = summed(
      rows * width,
      terms.map(({ row }, k) => [row, exact[k] * gradient[k]] as const),
    );
    const expected = exact.map((value, k) => value * (gradient[k] - products[terms[k].row]));
    const inputs = [offsets, Float32Array.from(exact), gradient];
    await expectKernel("segmentSoftmaxGradient", inputs, [expected], [rows, width]);
  });
});

test("scores far apart neither overflow nor vanish", () =>
  expectKernel(
    "segmentSoftmax",
    [Int32Array.of(0, 2, 4, 5), Float32Array.of(1e4, -1e4, 3e38, 3e38, -3e38)],
    [[1, 0, 0.5, 0.5, 1]],
    [3, 1],
  ));

test("a score that is no number is seen in its row, and only there", async () => {
  const scores = Float32Array.of(1, Number.NaN, 2, 2);
  const [out] = await runWasm("segmentSoftmax", [Int32Array.of(0, 2, 4), scores], [4], [2, 1]);
  expect([...out]).toEqual([Number.NaN, Number.NaN, 0.5, 0.5]);
});
