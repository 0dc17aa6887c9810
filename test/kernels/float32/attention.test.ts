import { describe, expect, test } from "vitest";
import { randomCsr } from "../../generators/sparse-matrices.js";
import { distance, expectKernel, normals, runPlain, runWasm } from "../../support/kernel-harness.js";

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
  [3, 16],
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

describe.each([
  [1, 1],
  [1, 6],
  [2, 3],
  [3, 7],
  [4, 4],
  [4, 16],
  [8, 8],
  [4, 6],
  [2, 36],
])("attention with %i heads of %i columns", (heads, share) => {
  const [SLOPE, width, size] = [0.2, heads * share, 13];
  const { offsets, indices } = randomCsr(size, size, 0.25, 11);
  const entries = indices.length;
  const x = normals(size * width, 1).map((value) => value / Math.sqrt(share));
  const [toTarget, toSource] = [normals(width, 2), normals(width, 3)];
  const dy = normals(size * width, 4);

  type Arrays = readonly ArrayLike<number>[];

  /** By the definition, one vertex and head at a time: output, weights, scores of targets and of sources. */
  function definition([rows, target, source]: Arrays): Float64Array[] {
    const out = new Float64Array(size * width);
    const weights = new Float64Array(entries * heads);
    const [left, right] = [new Float64Array(size * heads), new Float64Array(size * heads)];
    for (let head = 0; head < heads; head++) {
      const columns = Array.from({ length: share }, (_, c) => head * share + c);
      const inner = (vertex: number, vector: ArrayLike<number>) =>
        columns.reduce((sum, c) => sum + rows[vertex * width + c] * vector[c], 0);
      for (let i = 0; i < size; i++) {
        left[i * heads + head] = inner(i, target);
        right[i * heads + head] = inner(i, source);
        const own = Array.from({ length: offsets[i + 1] - offsets[i] }, (_, k) => offsets[i] + k);
        const powers = own.map((k) => {
          const score = inner(i, target) + inner(indices[k], source);
          return Math.exp(score > 0 ? score : SLOPE * score);
        });
        const total = powers.reduce((a, b) => a + b, 0);
        own.forEach((k, at) => {
          weights[k * heads + head] = powers[at] / total;
          for (const c of columns) out[i * width + c] += (powers[at] / total) * rows[indices[k] * width + c];
        });
      }
    }
    return [out, weights, left, right];
  }

  test("scores, softmax and weighted sum at once", () =>
    expectKernel(
      "attention",
      [offsets, indices, x, toTarget, toSource],
      definition([x, toTarget, toSource]),
      [size, width, heads, SLOPE],
    ));

  test("its gradients are the finite differences of the definition", async () => {
    const inputs = [x, toTarget, toSource].map((input) => Float64Array.from(input));
    const loss = (at: Arrays) => definition(at)[0].reduce((sum, value, k) => sum + value * dy[k], 0);
    const expected = inputs.map((input, which) =>
      input.map((value, k) => {
        const moved = (by: number) =>
          loss(inputs.map((other, o) => (o === which ? other.with(k, value + by) : other)));
        return (moved(1e-5) - moved(-1e-5)) / 2e-5;
      }),
    );
    const [, ...saved] = definition(inputs).map((array) => Float32Array.from(array));
    const given = [offsets, indices, x, toTarget, toSource, ...saved, dy];
    const numbers = [size, width, heads, SLOPE];
    const sizes = [size * width, width, width, entries * heads, size * heads, size * heads];
    const plain = runPlain("attentionGradient", given, sizes, numbers);
    const wasm = await runWasm("attentionGradient", given, sizes, numbers);
    // What is on the way has no definition of its own; both forms agree on it.
    for (let k = 0; k < sizes.length; k++) expect(distance(wasm[k], plain[k])).toBeLessThan(1e-5);
    expected.forEach((values, k) => {
      expect(distance(plain[k], values), `plain, output ${k}`).toBeLessThan(1e-5);
    });
  });
});

test("exponentials of scores down to where they vanish are right to the last digits", async () => {
  // Two entries a row: the softmax of (0, -s) is 1 / (1 + e^-s) and e^-s / (1 + e^-s).
  const distances = Array.from({ length: 900 }, (_, k) => k / 10);
  const scores = Float32Array.from(distances.flatMap((s) => [0, -s]));
  const offsets = Int32Array.from({ length: distances.length + 1 }, (_, k) => 2 * k);
  const [out] = await runWasm("segmentSoftmax", [offsets, scores], [scores.length], [distances.length, 1]);
  for (let k = 0; k < distances.length; k++) {
    const power = Math.exp(scores[2 * k + 1]);
    const expected = power / (1 + power);
    if (distances[k] > 87.25) expect(out[2 * k + 1]).toBeLessThan(1.3e-38);
    else expect(Math.abs(out[2 * k + 1] / expected - 1)).toBeLessThan(3e-7);
  }
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
