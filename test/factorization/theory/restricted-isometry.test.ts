import { describe, expect, it } from "vitest";
import { restrictedIsometry } from "../../../src/factorization/index.js";
import { createRandom } from "../../../src/random.js";
import { createTensor, frobeniusNorm, outerProduct, singularValues } from "../../../src/tensor/index.js";

const random = createRandom(8, "restricted isometry");
const gaussian = (rows: number, columns: number) =>
  createTensor(
    [rows, columns],
    Float64Array.from({ length: rows * columns }, () => random.normal() / Math.sqrt(rows)),
  );
const squares = (measurements: { shape: readonly number[]; data: Float64Array }, tensor: Float64Array) => {
  let sum = 0;
  for (let i = 0; i < measurements.shape[0]; i++) {
    let product = 0;
    for (let e = 0; e < tensor.length; e++) product += measurements.data[i * tensor.length + e] * tensor[e];
    sum += product * product;
  }
  return sum;
};

describe("restrictedIsometry", () => {
  it("is 0 for an isometry, and the witnesses have what is said of them", () => {
    const identity = createTensor([8, 8]);
    for (let k = 0; k < 8; k++) identity.data[k * 9] = 1;
    expect(restrictedIsometry(identity, { shape: [2, 2, 2], rank: 2 }, random).delta).toBeLessThan(1e-12);
    const measurements = gaussian(20, 27);
    const found = restrictedIsometry(measurements, { shape: [3, 3, 3], rank: 1 }, random);
    for (const which of ["least", "largest"] as const) {
      const { data, shape } = found.witnesses[which];
      expect(frobeniusNorm(data)).toBeCloseTo(1, 10);
      expect(squares(measurements, data)).toBeCloseTo(found[which], 8);
      // Rank one in every matricization's first step: by mode 0 suffices with 3 x 9.
      const values = singularValues(createTensor([shape[0], 9], data));
      expect(values[1]).toBeLessThan(1e-8);
    }
    expect(found.delta).toBeCloseTo(Math.max(1 - found.least, found.largest - 1), 12);
  });

  it("rank-one tensors: as much as the best of 5,000 random ones, and more", () => {
    const measurements = gaussian(10, 8);
    const { least, largest } = restrictedIsometry(measurements, { shape: [2, 2, 2], rank: 1 }, random);
    for (let trial = 0; trial < 5_000; trial++) {
      const vectors = [0, 1, 2].map(() => {
        const angle = Math.PI * random.uniform();
        return createTensor([2], Float64Array.of(Math.cos(angle), Math.sin(angle)));
      });
      const value = squares(measurements, outerProduct(vectors).data);
      expect(value).toBeLessThanOrEqual(largest + 1e-9);
      expect(value).toBeGreaterThanOrEqual(least - 1e-9);
    }
  });

  it("rank that restricts nothing: the extreme singular values of the measurements", () => {
    const measurements = gaussian(12, 9);
    const values = singularValues(measurements);
    const { least, largest } = restrictedIsometry(measurements, { shape: [3, 3], rank: 3 }, random);
    expect(largest).toBeCloseTo(values[0] ** 2, 6);
    expect(least).toBeCloseTo(values[8] ** 2, 6);
    // Fewer measurements than entries: some matrix is not measured at all.
    expect(restrictedIsometry(gaussian(5, 9), { shape: [3, 3], rank: 3 }, random).least).toBeLessThan(1e-9);
  });

  it("grows with the rank, and refuses what does not fit", () => {
    const measurements = gaussian(30, 27);
    const [one, two] = [1, 2].map(
      (rank) => restrictedIsometry(measurements, { shape: [3, 3, 3], rank }, random, { starts: 6 }).delta,
    );
    expect(two).toBeGreaterThanOrEqual(one - 1e-6);
    expect(() => restrictedIsometry(measurements, { shape: [3, 3], rank: 1 }, random)).toThrow(
      /expected 9 entries .* got 27/,
    );
    expect(() => restrictedIsometry(measurements, { shape: [3, 3, 3], rank: 0 }, random)).toThrow(
      /rank: expected an integer >= 1/,
    );
  });
});
