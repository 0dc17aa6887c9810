import { describe, expect, it } from "vitest";
import {
  balancedInitialization,
  cpFactorization,
  deepCpFactorization,
  endDeterminant,
  equalNormInitialization,
  gaussianInitialization,
  hierarchicalFactorization,
  identityInitialization,
  matrixFactorization,
  nearIdentityInitialization,
  rankOneInitialization,
  unbalancedInitialization,
} from "../../../src/factorization/index.js";
import { createRandom } from "../../../src/random.js";
import { createTensor, frobeniusNorm, numericalRank, perfectModeTree } from "../../../src/tensor/index.js";
import { largestDifference } from "../../generators/tensors.js";

const deviationOf = (values: Float64Array) => frobeniusNorm(values) / Math.sqrt(values.length);

describe("initializations", () => {
  it("Gaussian: the deviation and mean asked for, by block where asked", () => {
    const factorization = deepCpFactorization([20, 20], 20, 1);
    const weights = gaussianInitialization(
      factorization,
      (name) => (name.startsWith("A") ? 0.1 : 2),
      createRandom(1),
    );
    expect(deviationOf(weights.subarray(0, 800))).toBeCloseTo(2, 0);
    expect(deviationOf(weights.subarray(800))).toBeCloseTo(0.1, 2);
    const shifted = gaussianInitialization(cpFactorization([50, 50], 10), 1e-3, createRandom(1), 1);
    expect(shifted.reduce((sum, w) => sum + w, 0) / shifted.length).toBeCloseTo(1, 3);
  });

  it("near the identity: the deviations asked for, and a diagonal that lets vectors pass", () => {
    const factorization = deepCpFactorization([12, 15], 40, 3);
    const start = (matrices: number, diagonal?: number) =>
      nearIdentityInitialization(factorization, { vectors: 0.3, matrices }, createRandom(4), diagonal);
    const weights = start(0.01);
    const off: number[] = [];
    for (const slices of factorization.components)
      for (const { offset, length } of slices.slice(2)) {
        const side = Math.sqrt(length);
        for (let k = 0; k < length; k++) {
          const isDiagonal = Math.floor(k / side) === k % side;
          off.push(weights[offset + k] - (isDiagonal ? 1 : 0));
        }
      }
    expect(deviationOf(Float64Array.from(off)) / 0.01).toBeCloseTo(1, 1);
    expect(deviationOf(weights.subarray(0, 27 * 40)) / 0.3).toBeCloseTo(1, 1);
    // Identities: the end tensor is that of the vectors alone.
    const exact = start(0);
    const shallow = cpFactorization([12, 15], 40);
    const vectors = exact.slice(0, shallow.weightCount);
    expect(
      largestDifference(factorization.endTensor(exact).data, shallow.endTensor(vectors).data),
    ).toBeLessThan(1e-12);
    expect(frobeniusNorm(factorization.endTensor(start(0, 0)).data)).toBe(0);
    expect(() => start(0.1, Number.NaN)).toThrow(/diagonal: expected a finite number, got NaN/);
    expect(() => start(-1)).toThrow(/standard deviation of A0/);
  });

  it.each([2, 3, 4])("balanced, depth %i: zero unbalancedness, the end matrix's deviation", (depth) => {
    const factorization = matrixFactorization([30, 30], depth);
    const weights = balancedInitialization(factorization, 0.01, createRandom(2));
    expect(factorization.unbalancedness(weights)).toBeLessThan(1e-12);
    const random = createRandom(2);
    const drawn = Float64Array.from({ length: 900 }, () => 0.01 * random.normal());
    expect(largestDifference(factorization.endTensor(weights).data, drawn)).toBeLessThan(1e-14);
    expect(deviationOf(factorization.endTensor(weights).data) / 0.01).toBeCloseTo(1, 1);
  });

  it.each([2, 3, 4])("unbalanced, depth %i: the end matrix's deviation", (depth) => {
    const factorization = matrixFactorization([60, 60], depth);
    const weights = unbalancedInitialization(factorization, 0.01, createRandom(3));
    expect(deviationOf(factorization.endTensor(weights).data) / 0.01).toBeGreaterThan(0.85);
    expect(deviationOf(factorization.endTensor(weights).data) / 0.01).toBeLessThan(1.15);
    expect(factorization.unbalancedness(weights)).toBeGreaterThan(1e-4);
  });

  it.each([
    ["balanced", balancedInitialization],
    ["unbalanced", unbalancedInitialization],
  ])("%s: the determinant's sign, and zeros in excess rows and columns", (_, initialize) => {
    for (const sign of [1, -1] as const)
      for (const shape of [
        [3, 3],
        [5, 3],
        [3, 5],
      ]) {
        const factorization = matrixFactorization(shape, 3);
        for (let seed = 0; seed < 5; seed++) {
          const weights = initialize(factorization, 0.1, createRandom(seed), sign);
          expect(Math.sign(endDeterminant(factorization, weights))).toBe(sign);
          const end = factorization.endTensor(weights);
          end.data.forEach((value, k) => {
            const outside = Math.floor(k / shape[1]) >= 3 || k % shape[1] >= 3;
            if (outside) expect(value).toBe(0);
          });
          expect(numericalRank(end)).toBe(3);
        }
      }
  });

  it("identity: the end matrix is a multiple of the identity, balanced", () => {
    const factorization = matrixFactorization([2, 3], 4);
    const weights = identityInitialization(factorization, 0.5);
    expect([...factorization.endTensor(weights).data].map((x) => x.toFixed(12))).toEqual(
      [0.5, 0, 0, 0, 0.5, 0].map((x) => x.toFixed(12)),
    );
    expect(factorization.unbalancedness(weights)).toBe(0);
  });

  it("equal norms: zero unbalancedness for CP and hierarchical", () => {
    for (const factorization of [
      cpFactorization([3, 4, 5], 6),
      hierarchicalFactorization([3, 4, 2, 3], perfectModeTree(4, 2), [5, 3, 4]),
    ]) {
      const weights = equalNormInitialization(factorization, 0.3, createRandom(4));
      expect(factorization.unbalancedness(weights)).toBeLessThan(1e-14);
      expect(frobeniusNorm(weights)).toBeGreaterThan(0.1);
    }
  });

  it("rank-one: matrices of rank one, balanced in a chain, zero unbalancedness", () => {
    const factorization = deepCpFactorization([3, 4], 2, [3, 2]);
    const weights = rankOneInitialization(factorization, 0.5, createRandom(5));
    expect(factorization.unbalancedness(weights)).toBeLessThan(1e-14);
    const matrix = ({ offset, length }: { offset: number; length: number }) =>
      createTensor([Math.sqrt(length), Math.sqrt(length)], weights.slice(offset, offset + length));
    for (const component of factorization.components) {
      const matrices = component.slice(2).map(matrix);
      for (const one of matrices) expect(numericalRank(one, 1e-12)).toBe(1);
      for (const i of [0, 1, 3]) {
        const [a, b] = [matrices[i], matrices[i + 1]];
        const side = a.shape[0];
        for (let p = 0; p < side; p++)
          for (let q = 0; q < side; q++) {
            let left = 0;
            let right = 0;
            for (let k = 0; k < side; k++) {
              left += a.data[k * side + p] * a.data[k * side + q];
              right += b.data[p * side + k] * b.data[q * side + k];
            }
            expect(left).toBeCloseTo(right, 13);
          }
      }
    }
  });

  it("draws the same weights from the same seed", () => {
    const factorization = matrixFactorization([3, 3], 3);
    const draw = (seed: number) => balancedInitialization(factorization, 1, createRandom(seed), 1);
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it("refuses impossible settings", () => {
    const factorization = matrixFactorization([3, 3], 2);
    const narrow = matrixFactorization([3, 3], 2, 2);
    const random = createRandom(1);
    expect(() => gaussianInitialization(factorization, -1, random)).toThrow(
      "W1: expected a finite number >= 0, got -1",
    );
    expect(() => balancedInitialization(narrow, 1, random)).toThrow("expected hidden sizes >= 3, got 2");
    expect(() => unbalancedInitialization(narrow, 1e-200, random, 1)).toThrow(
      "expected a determinant of sign 1",
    );
    expect(() => identityInitialization(factorization, 0)).toThrow("expected a number > 0, got 0");
  });
});
