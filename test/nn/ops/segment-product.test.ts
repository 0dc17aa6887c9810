import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { selectBackend } from "../../../src/nn/backend/backend.js";
import { type SegmentProductOptions, segmentProduct } from "../../../src/nn/ops/segment-product.js";
import { disposeSparseMatrix, uploadSparseMatrix } from "../../../src/nn/ops/sparse-matrix.js";
import { BACKENDS } from "../../support/backends.js";

/** Product of the given factors, and its gradient in them, as an op of one row and `width` columns. */
function productOf(factors: readonly number[], width = 1, options: SegmentProductOptions = {}) {
  const columns = factors.length / width;
  const matrix = {
    rows: 1,
    columns,
    offsets: Int32Array.of(0, columns),
    indices: Int32Array.from({ length: columns }, (_, k) => k),
    values: new Float32Array(columns).fill(1),
  };
  const uploaded = uploadSparseMatrix(matrix);
  const read = tf.tidy(() => {
    const x = tf.tensor2d(Float32Array.from(factors), [columns, width]);
    const value = segmentProduct(uploaded, x, options);
    const gradient = tf.grad((at) => segmentProduct(uploaded, at as tf.Tensor2D, options))(x);
    return { value: [...value.dataSync()], gradient: [...gradient.dataSync()] };
  });
  disposeSparseMatrix(uploaded);
  return read;
}

/** The gradient in each factor by its definition: the product of all others. */
const others = (factors: readonly number[]) =>
  factors.map((_, k) => factors.reduce((value, factor, o) => (o === k ? value : value * factor), 1));

const relativeError = (actual: number, expected: number) =>
  Math.abs(actual - expected) / (Math.abs(expected) || 1);

describe.each(BACKENDS)("the product of a segment on %s", (backend) => {
  beforeAll(async () => {
    await selectBackend(backend);
  });

  test.each([
    ["none", [3, -2, 0.5, -7]],
    ["one", [3, 0, -5, 0.25]],
    ["two", [0, 4, 0, -5]],
    ["minus", [-0, 4]],
  ])("zeros among the factors: %s", (_, factors) => {
    const { value, gradient } = productOf(factors);
    expect(value[0] + 0).toBe(factors.reduce((product, factor) => product * factor, 1) + 0);
    others(factors).forEach((expected, k) => {
      expect(relativeError(gradient[k], expected)).toBeLessThan(1e-6);
    });
  });

  test("neither thousands of factors nor very small and very large ones overflow or vanish on the way", () => {
    const factors = Array.from({ length: 10_001 }, (_, k) =>
      k < 5000 ? 2 ** -100 : k < 10_000 ? 2 ** 100 : -3,
    );
    const { value, gradient } = productOf(factors);
    expect(relativeError(value[0], -3)).toBeLessThan(1e-6);
    for (const [at, expected] of [
      [0, -3 * 2 ** 100],
      [5000, -3 * 2 ** -100],
      [10_000, 1],
    ])
      expect(relativeError(gradient[at], expected)).toBeLessThan(1e-6);
  });

  test("six hundred factors near one stay within float32's precision for as many roundings", () => {
    const factors = Array.from({ length: 600 }, (_, k) => Math.fround(1 + 0.01 * Math.sin(k)));
    const expected = factors.reduce((product, factor) => product * factor, 1);
    expect(relativeError(productOf(factors).value[0], expected)).toBeLessThan(600 * 2 ** -24);
  });

  test("a row is scaled by a power of two, its largest element into [1, 2), those with a zero factor left out", () => {
    const factors = Array.from({ length: 500 }, (_, k) => [0.01, -0.0101, 0.0099, k === 7 ? 0 : 9]).flat();
    const { value, gradient } = productOf(factors, 4, { scaled: true });
    expect(Math.abs(value[1])).toBeGreaterThanOrEqual(1);
    expect(Math.abs(value[1])).toBeLessThan(2);
    const [first, second] = [Math.fround(0.01), Math.fround(-0.0101)];
    expect(value[0] / value[1] / (first / second) ** 500).toBeCloseTo(1, 3);
    expect(relativeError(gradient[1], value[1] / second)).toBeLessThan(1e-6);
    expect(value[3] + 0).toBe(0);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])("a factor of %d is seen in the product", (bad) => {
    expect(productOf([2, bad, 3]).value).toEqual([bad]);
  });

  // The native library takes them for zero, in every op.
  test.skipIf(backend === "tensorflow")("subnormal numbers are factors like others", () => {
    const tiny = 2 ** -149;
    const { value } = productOf([tiny, tiny, 2 ** 127, 2 ** 127, 2 ** 44, tiny, 2 ** 127, 8]);
    expect(relativeError(value[0], 2 ** -19)).toBeLessThan(1e-6);
  });

  test("what float32 cannot hold is 0 or an infinity", () => {
    expect(Math.abs(productOf(new Array(900).fill(-0.5)).value[0])).toBe(0);
    expect(productOf(new Array(901).fill(-2)).value).toEqual([Number.NEGATIVE_INFINITY]);
  });
});
