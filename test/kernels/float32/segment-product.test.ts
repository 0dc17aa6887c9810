import { describe, expect, test } from "vitest";
import { randomCsr } from "../../generators/sparse-matrices.js";
import { distance, expectKernel, normals, runPlain, runWasm } from "../../support/kernel-harness.js";

type Pattern = Pick<ReturnType<typeof randomCsr>, "rows" | "offsets" | "indices">;

/** By the definition: every product, and for every factor the product of the others, multiplied out. */
function oracle({ rows, offsets, indices }: Pattern, x: Float32Array, dy: Float32Array, width: number) {
  const values = new Float64Array(rows * width);
  const gradient = new Float64Array(x.length);
  for (let row = 0; row < rows; row++)
    for (let c = 0; c < width; c++) {
      const places = [...indices.subarray(offsets[row], offsets[row + 1])].map((j) => j * width + c);
      values[row * width + c] = places.reduce((value, at) => value * x[at], 1);
      places.forEach((place, k) => {
        const others = places.reduce((value, at, o) => (o === k ? value : value * x[at]), 1);
        gradient[place] += dy[row * width + c] * others;
      });
    }
  return { values, gradient };
}

/** Value and gradient of both forms of the kernel. */
async function bothForms(pattern: Pattern, x: Float32Array, dy: Float32Array, width: number, scaled = 0) {
  const { rows, offsets, indices } = pattern;
  const size = rows * width;
  return Promise.all(
    [runPlain, runWasm].map(async (run) => {
      const inputs = [offsets, indices, x];
      const [value, ...saved] = await run(
        "segmentProduct",
        inputs,
        [size, size, size, size],
        [rows, width, scaled],
      );
      const numbers = [x.length / width, rows, width];
      const [gradient] = await run("segmentProductGradient", [...inputs, ...saved, dy], [x.length], numbers);
      return { value, saved, gradient };
    }),
  );
}

describe.each([1, 3, 5, 64])("width %i", (width) => {
  test.each([
    ["no zeros", 0],
    ["some", 0.1],
    ["many", 0.5],
  ])("product and gradient agree with the definition, %s among the factors", async (_, share) => {
    const matrix = randomCsr(19, 12, 0.3, width);
    const chance = normals(12 * width, 5);
    // A standard normal number is below 0 half of the time, below -1.28 a tenth of it.
    const limit = share === 0 ? Number.NEGATIVE_INFINITY : share === 0.1 ? -1.28 : 0;
    const x = normals(12 * width, width).map((value, k) => (chance[k] < limit ? 0 : value));
    const dy = normals(19 * width, 9);
    const { values, gradient } = oracle(matrix, x, dy, width);
    for (const form of await bothForms(matrix, x, dy, width)) {
      expect(distance(form.value, values)).toBeLessThan(1e-6);
      expect(distance(form.gradient, gradient)).toBeLessThan(2e-6);
    }
  });
});

/** One segment of all the rows of x. */
const star = (count: number): Pattern => ({
  rows: 1,
  offsets: Int32Array.of(0, count),
  indices: Int32Array.from({ length: count }, (_, k) => k),
});

test("with one zero the gradient goes to it alone, with two to nobody", async () => {
  for (const { value, gradient } of await bothForms(
    star(3),
    Float32Array.of(3, 0, -5),
    Float32Array.of(2),
    1,
  )) {
    expect([...value]).toEqual([0]);
    expect([...gradient].map((entry) => entry + 0)).toEqual([0, -30, 0]);
  }
  for (const { gradient } of await bothForms(star(3), Float32Array.of(0, 0, -5), Float32Array.of(2), 1))
    expect([...gradient].map((entry) => entry + 0)).toEqual([0, 0, 0]);
});

test("ten thousand factors that leave float64's range on the way come back to the exact product", async () => {
  // 5000 factors of 2^-100, then 5000 of 2^100, and one -3: exact in any order, and 2^-500000 in between.
  const x = Float32Array.from({ length: 10_001 }, (_, k) =>
    k < 5000 ? 2 ** -100 : k < 10_000 ? 2 ** 100 : -3,
  );
  for (const { value, gradient } of await bothForms(star(x.length), x, Float32Array.of(1), 1)) {
    expect([...value]).toEqual([-3]);
    expect(gradient[0]).toBe(-3 * 2 ** 100);
    expect(gradient[10_000]).toBe(1);
  }
});

test("the smallest and the largest float32 numbers are factors like others", async () => {
  const tiny = 2 ** -149;
  const x = Float32Array.of(tiny, tiny, 2 ** 127, 2 ** 127, 2 ** 44, tiny, 2 ** 127, 8);
  for (const { value } of await bothForms(star(8), x, Float32Array.of(0), 1))
    expect([...value]).toEqual([2 ** -19]);
});

test("a product beyond float32 is 0 or infinite, and its significand and exponent are right", async () => {
  const width = 2;
  const x = Float32Array.from({ length: 300 * width }, (_, k) => (k % 2 === 0 ? 0.75 : -1.5));
  for (const { saved } of await bothForms(star(300), x, Float32Array.of(1, 1), width)) {
    const [significands, exponents] = saved;
    expect(Math.log2(significands[0]) + exponents[0]).toBeCloseTo(300 * Math.log2(0.75), 4);
    expect(Math.log2(significands[1]) + exponents[1]).toBeCloseTo(300 * Math.log2(1.5), 4);
  }
  for (const { value } of await bothForms(star(900), new Float32Array(900).fill(-0.5), Float32Array.of(1), 1))
    expect(Math.abs(value[0])).toBe(0);
  for (const { value } of await bothForms(star(901), new Float32Array(901).fill(-2), Float32Array.of(1), 1))
    expect(value[0]).toBe(Number.NEGATIVE_INFINITY);
});

test("scaled rows have their largest element in [1, 2), and their ratios stay", async () => {
  const width = 3;
  const x = Float32Array.from({ length: 500 * width }, (_, k) => [0.01, -0.0101, 0.0099][k % 3]);
  for (const { value, gradient } of await bothForms(star(500), x, Float32Array.of(0, 1, 0), width, 1)) {
    expect(Math.abs(value[1])).toBeGreaterThanOrEqual(1);
    expect(Math.abs(value[1])).toBeLessThan(2);
    expect(value[0] / value[1]).toBeCloseTo((x[0] / x[1]) ** 500, 5);
    expect(gradient[1]).toBeCloseTo(value[1] / x[1], 3);
  }
});

test("an empty segment gives ones", () =>
  expectKernel(
    "segmentProduct",
    [Int32Array.of(0, 0), new Int32Array(0), normals(3, 1)],
    [
      [1, 1, 1],
      [1, 1, 1],
      [0, 0, 0],
      [0, 0, 0],
    ],
    [1, 3, 0],
    0,
  ));

test.each([Number.NaN, Number.POSITIVE_INFINITY])("a factor of %d is seen in the product", async (bad) => {
  for (const { value } of await bothForms(star(3), Float32Array.of(2, bad, 3), Float32Array.of(1), 1))
    expect(value[0]).toBe(bad);
});
