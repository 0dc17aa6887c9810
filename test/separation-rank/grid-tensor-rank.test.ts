import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import { createRandom } from "../../src/random.js";
import { entanglement, entanglementEntropy } from "../../src/separation-rank/entanglement.js";
import { gridMatrix } from "../../src/separation-rank/grid-matrix.js";
import {
  gridTensorModularRank,
  gridTensorRank,
  modularRankFailure,
} from "../../src/separation-rank/grid-tensor-rank.js";
import { createPrimeField } from "../../src/separation-rank/prime-field.js";
import { rankFromBelow } from "../../src/separation-rank/rank-from-below.js";
import {
  gaussianTemplates,
  integerTemplates,
  type VectorFunction,
} from "../../src/separation-rank/templates.js";
import { createTensor, matricize } from "../../src/tensor/index.js";
import { arbitrarySeed, gaussian } from "../generators/tensors.js";
import { rationalRank } from "../oracles/exact-rank.js";

/** A sum of products over all N variables of <a_(r,n), x^(n)>: separation rank at most R by any partition. */
function sumOfProducts(variables: number, terms: number, dimension: number, draw: () => number) {
  const weights = Array.from({ length: terms }, () =>
    Array.from({ length: variables }, () => Array.from({ length: dimension }, draw)),
  );
  const f: VectorFunction = (x) =>
    weights.reduce(
      (sum, term) =>
        sum + term.reduce((product, a, n) => product * a.reduce((s, value, d) => s + value * x[n][d], 0), 1),
      0,
    );
  return f;
}

/** (sum over d of a_d b_d)^k, a and b the sums of the vectors on either side. */
function power(inside: readonly number[], exponent: number): VectorFunction {
  return (x) => {
    const sum = (side: boolean) =>
      x.reduce(
        (total, vector, n) =>
          inside.includes(n) === side ? total.map((value, d) => value + vector[d]) : total,
        new Float64Array(x[0].length),
      );
    const [a, b] = [sum(true), sum(false)];
    return a.reduce((s, value, d) => s + value * b[d], 0) ** exponent;
  };
}

const subsets = fc.subarray([0, 1, 2, 3]);

describe("grid matrix", () => {
  it("is the matricization of the grid tensor, written out", () => {
    fc.assert(
      fc.property(subsets, arbitrarySeed, (subset, seed) => {
        const counts = [2, 3, 1, 2];
        const templates = counts.map((count, n) =>
          Array.from({ length: count }, (_, d) => gaussian([2], (seed + 10 * n + d) % 2 ** 31).data),
        );
        const f: VectorFunction = (x) => x.reduce((sum, [a, b], n) => sum + Math.sin(a + n) * b ** n, 0);
        const tensor = createTensor(counts);
        let k = 0;
        for (const a of templates[0])
          for (const b of templates[1])
            for (const c of templates[2]) for (const d of templates[3]) tensor.data[k++] = f([a, b, c, d]);
        expect(gridMatrix(f, templates, [...subset].reverse())).toEqual(matricize(tensor, subset));
      }),
      { numRuns: 30 },
    );
  });

  it("projects multilinear functions as Khatri-Rao matrices do: rank min(K, rank)", () => {
    const random = createRandom(3);
    const templates = gaussianTemplates({ variables: 4, count: 3, dimension: 3 }, random);
    const f = sumOfProducts(4, 4, 3, () => random.normal());
    for (const points of [1, 3, 4, 6])
      for (const subset of [[0], [1, 3], [0, 1, 2]]) {
        const whole = gridTensorRank(f, templates, subset).rank;
        const { rank } = gridTensorRank(f, templates, subset, { sampling: { points, random } });
        expect(rank).toBe(Math.min(points, whole));
      }
  });

  it("takes rows and columns of the grid itself where choices are asked for", () => {
    const random = createRandom(4);
    const templates = gaussianTemplates({ variables: 3, count: 2, dimension: 2 }, random);
    const f = sumOfProducts(3, 2, 2, () => random.normal());
    const known = new Set(gridMatrix(f, templates, [1]).data);
    const { shape, data } = gridMatrix(f, templates, [1], { sampling: { points: 5, random, by: "choices" } });
    expect(shape).toEqual([5, 5]);
    expect(data.every((value) => known.has(value))).toBe(true);
  });

  it("refuses what does not fit", () => {
    const random = createRandom(1);
    const templates = gaussianTemplates({ variables: 3, count: 2, dimension: 2 }, random);
    const f = () => 1;
    expect(() => gridMatrix(f, [], [])).toThrow(InputError);
    expect(() => gridMatrix(f, [[], []], [0])).toThrow("variable 0");
    for (const wrong of [-1, 3, 0.5]) expect(() => gridMatrix(f, templates, [wrong])).toThrow("from 0 to 2");
    expect(() =>
      gridMatrix(f, gaussianTemplates({ variables: 30, count: 2, dimension: 1 }, random), [0]),
    ).toThrow("2^24");
    for (const points of [0, 1.5, Number.NaN])
      expect(() => gridMatrix(f, templates, [0], { sampling: { points, random } })).toThrow("points a side");
    const uneven = [[Float64Array.of(1), Float64Array.of(1, 2)], templates[0]];
    expect(() => gridMatrix(f, uneven, [0], { sampling: { points: 2, random } })).toThrow("variable 0");
    expect(() => gridTensorRank(() => Number.NaN, templates, [0])).toThrow(InputError);
    expect(() => gridTensorRank(f, templates, [0], { tolerance: 1 })).toThrow("tolerance");
    expect(() => gridTensorRank(f, templates, [0], { accuracy: -1 })).toThrow("accuracy");
    expect(() => gridTensorModularRank(() => 0.5, templates, [0])).toThrow("integers");
    const sampling = { points: 2, random };
    expect(() => gridTensorModularRank(f, templates, [0], { sampling })).toThrow("integers");
  });
});

describe("grid tensor rank", () => {
  it("finds the number of products in a sum of independent ones, in floats and exactly", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        fc.constantFrom([0], [2], [0, 3], [1, 2, 3]),
        arbitrarySeed,
        (terms, subset, seed) => {
          const random = createRandom(seed);
          const real = sumOfProducts(4, terms, 3, () => random.normal());
          expect(
            gridTensorRank(real, gaussianTemplates({ variables: 4, count: 3, dimension: 3 }, random), subset)
              .rank,
          ).toBe(terms);
          const whole = sumOfProducts(4, terms, 3, () => random.integer(21) - 10);
          const templates = integerTemplates({ variables: 4, count: 3, dimension: 3 }, 10, random);
          const exact = rationalRank(gridMatrix(whole, templates, subset));
          expect(gridTensorModularRank(whole, templates, subset)).toBe(exact);
          expect(gridTensorRank(whole, templates, subset).rank).toBe(exact);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("finds the multiset coefficient for powers of an inner product, also from random points", () => {
    const random = createRandom(8);
    for (const [dimension, exponent, expected] of [
      [2, 1, 2],
      [2, 3, 4],
      [3, 2, 6],
    ]) {
      const subset = [0, 2];
      const f = power(subset, exponent);
      const templates = integerTemplates({ variables: 4, count: 4, dimension }, 8, random);
      expect(gridTensorModularRank(f, templates, subset)).toBe(expected);
      const real = gaussianTemplates({ variables: 4, count: 3, dimension }, random);
      expect(gridTensorRank(f, real, subset).rank).toBe(expected);
      const sampling = { points: expected + 3, random };
      expect(gridTensorRank(f, real, subset, { sampling }).rank).toBe(expected);
    }
  });

  it("is 1 by definition for an empty side, 0 for the zero function", () => {
    const templates = integerTemplates({ variables: 3, count: 2, dimension: 2 }, 5, createRandom(1));
    const f: VectorFunction = (x) => 1 + x[0][0] * x[1][1] + x[2][0];
    for (const subset of [[], [0, 1, 2]]) {
      expect(gridTensorRank(f, templates, subset).rank).toBe(1);
      expect(gridTensorModularRank(f, templates, subset)).toBe(1);
      expect(entanglement(f, templates, subset)).toBe(0);
    }
    expect(gridTensorRank(() => 0, templates, [0]).rank).toBe(0);
    expect(gridTensorModularRank(() => 0, templates, [0])).toBe(0);
    expect(entanglement(() => 0, templates, [0])).toBe(0);
  });

  it("takes no error within the stated accuracy for rank", () => {
    fc.assert(
      fc.property(arbitrarySeed, fc.constantFrom(1e-3, 1e-7, 1e-12), (seed, accuracy) => {
        const [a, b] = [gaussian([9], seed), gaussian([7], (seed + 1) % 2 ** 31)];
        const matrix = createTensor([9, 7]);
        for (let i = 0; i < 9; i++)
          for (let j = 0; j < 7; j++) matrix.data[i * 7 + j] = a.data[i] * b.data[j];
        const largest = Math.max(...matrix.data.map(Math.abs));
        const random = createRandom(seed, "errors");
        const noisy = matrix.data.map((value) => value + (2 * random.uniform() - 1) * accuracy * largest);
        expect(rankFromBelow(createTensor([9, 7], noisy), { accuracy }).rank).toBeLessThanOrEqual(1);
        expect(rankFromBelow(createTensor([9, 7], noisy), { accuracy: 0 }).rank).toBe(7);
      }),
      { numRuns: 60 },
    );
    const diagonal = createTensor([2, 2], Float64Array.of(1, 0, 0, 1e-3));
    expect(rankFromBelow(diagonal).rank).toBe(2);
    expect(rankFromBelow(diagonal, { tolerance: 1e-2 }).rank).toBe(1);
  });

  it("works over a sample of a grid too large to fill, in exact arithmetic", () => {
    // sum over r of products over 40 variables, evaluated modulo the prime.
    const field = createPrimeField();
    const random = createRandom(2);
    const [variables, terms, dimension] = [40, 5, 2];
    const weights = Array.from({ length: terms * variables * dimension }, () => random.integer(field.prime));
    const f: VectorFunction = (x) => {
      let sum = 0;
      for (let r = 0; r < terms; r++) {
        let product = 1;
        x.forEach((vector, n) => {
          const at = (r * variables + n) * dimension;
          const inner = vector.reduce((s, value, d) => field.multiplyAdd(value, weights[at + d], s), 0);
          product = field.multiplyAdd(product, inner, 0);
        });
        sum = field.multiplyAdd(product, 1, sum);
      }
      return sum;
    };
    const templates = integerTemplates({ variables, count: 2, dimension }, field.prime, random);
    const subset = Array.from({ length: 20 }, (_, n) => 2 * n);
    const sampling = { points: 9, random };
    expect(gridTensorModularRank(f, templates, subset, { sampling })).toBe(terms);
  });

  it("bounds the probability of a rank too low as Schwartz and Zippel do, which draws bear out", () => {
    const field = createPrimeField(101);
    expect(modularRankFailure(2, 4, field)).toBeCloseTo(8 / 101, 12);
    expect(modularRankFailure(200, 4, field)).toBe(1);
    // f = <x, y>: rank 2 on two templates a variable, degree 2 in them.
    const f: VectorFunction = ([x, y]) => x[0] * y[0] + x[1] * y[1];
    const random = createRandom(6);
    const draws = 4000;
    let low = 0;
    for (let k = 0; k < draws; k++) {
      const templates = [0, 1].map(
        () => integerTemplates({ variables: 1, count: 2, dimension: 2 }, 101, random)[0],
      );
      if (gridTensorModularRank(f, templates, [0], { field }) < 2) low++;
    }
    expect(low).toBeGreaterThan(0);
    expect(low / draws).toBeLessThan(modularRankFailure(2, 2, field));
  });
});

describe("entanglement", () => {
  it("is the entropy of the squared singular values, 0 to the logarithm of the rank", () => {
    expect(entanglementEntropy([3, 0, 0])).toBe(0);
    expect(entanglementEntropy([2, 2, 2, 0])).toBeCloseTo(Math.log(3), 14);
    expect(entanglementEntropy([1e200, 1e200])).toBeCloseTo(Math.log(2), 14);
    expect(entanglementEntropy([2, 1])).toBeCloseTo(-0.8 * Math.log(0.8) - 0.2 * Math.log(0.2), 14);
    expect(entanglementEntropy([])).toBe(0);
    fc.assert(
      fc.property(arbitrarySeed, (seed) => {
        const random = createRandom(seed);
        const templates = gaussianTemplates({ variables: 3, count: 3, dimension: 3 }, random);
        const f = sumOfProducts(3, 2, 3, () => random.normal());
        // p_r are the eigenvalues of B B^T by its trace; rank 2: p (1 - p) = sum of 2 x 2 principal minors.
        const { shape, data } = gridMatrix(f, templates, [0]);
        const gram = (i: number, j: number) => {
          let sum = 0;
          for (let k = 0; k < shape[1]; k++) sum += data[i * shape[1] + k] * data[j * shape[1] + k];
          return sum;
        };
        const trace = gram(0, 0) + gram(1, 1) + gram(2, 2);
        const minor = (i: number, j: number) => gram(i, i) * gram(j, j) - gram(i, j) ** 2;
        const product = (minor(0, 1) + minor(0, 2) + minor(1, 2)) / trace ** 2;
        const p = (1 + Math.sqrt(Math.max(0, 1 - 4 * product))) / 2;
        const q = Math.max(1 - p, Number.MIN_VALUE);
        const expected = -p * Math.log(p) - q * Math.log(q);
        const found = entanglement(f, templates, [0]);
        expect(found).toBeLessThanOrEqual(Math.log(2) + 1e-12);
        expect(Math.abs(found - expected)).toBeLessThan(1e-5);
      }),
      { numRuns: 40 },
    );
  });
});
