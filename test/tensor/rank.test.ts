import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/random.js";
import {
  cpAls,
  cpRank,
  cpToTensor,
  createTensor,
  distanceFromRank,
  effectiveRank,
  frobeniusNorm,
  hierarchicalRank,
  hierarchicalSvd,
  hierarchicalToTensor,
  matricize,
  modeTree,
  numericalRank,
  perfectModeTree,
  schattenNorm,
  singularValues,
  svd,
  type Tensor,
} from "../../src/tensor/index.js";
import {
  arbitrarySeed,
  gaussian,
  gaussianWeights,
  largestDifference,
  SAMPLE_TREES,
} from "../generators/tensors.js";

const distance = (a: Tensor, b: Tensor) => frobeniusNorm(a.data.map((value, k) => value - b.data[k]));

describe("singular values and what is measured on them", () => {
  it("U diag(values) V^T is the matrix, whichever side is longer", () => {
    const side = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(side, side, arbitrarySeed, (rows, columns, seed) => {
        const matrix = gaussian([rows, columns], seed);
        const { left, values, right } = svd(matrix);
        const scaled = createTensor(
          left.shape,
          left.data.map((value, k) => value * values[k % values.length]),
        );
        expect(largestDifference(cpToTensor({ factors: [scaled, right] }).data, matrix.data)).toBeLessThan(
          1e-12,
        );
        expect(largestDifference(singularValues(matrix), values)).toBeLessThan(1e-12);
        for (let r = 1; r < values.length; r++) expect(values[r]).toBeLessThanOrEqual(values[r - 1]);
      }),
    );
  });

  it("agrees with values known in closed form (thesis equation 1.6: unobserved entry x)", () => {
    for (const x of [0, 1, 30]) {
      const values = singularValues(createTensor([2, 2], Float64Array.of(x, 1, 1, 0)));
      const root = Math.sqrt(x * x + 4);
      expect(largestDifference(values, [(root + x) / 2, (root - x) / 2])).toBeLessThan(1e-12);
      expect(schattenNorm(values, 2)).toBeCloseTo(Math.hypot(x, 1, 1), 12);
      expect(schattenNorm(values, 1)).toBeCloseTo(root, 12);
      expect(schattenNorm(values, Number.POSITIVE_INFINITY)).toBe(values[0]);
      expect(distanceFromRank(values, 1)).toBe(values[1]);
      expect(distanceFromRank(values, 2)).toBe(0);
    }
    expect(schattenNorm([3, 4], 0.5)).toBeCloseTo((Math.sqrt(3) + 2) ** 2, 12);
  });

  it("effective rank is K for K equal values, 1 for one, and falls along Proposition 2", () => {
    expect(effectiveRank([2, 2, 2, 0])).toBeCloseTo(3, 12);
    expect(effectiveRank([5, 0])).toBe(1);
    expect(effectiveRank([0, 0])).toBe(0);
    const along = [0, 1, 10, 100].map((x) =>
      effectiveRank(singularValues(createTensor([2, 2], Float64Array.of(x, 1, 1, 0)))),
    );
    expect(along[0]).toBeCloseTo(2, 12);
    for (let k = 1; k < along.length; k++) expect(along[k]).toBeLessThan(along[k - 1]);
  });

  it("numerical rank counts above the tolerance", () => {
    const low = cpToTensor({ factors: [gaussian([9, 3], 1), gaussian([7, 3], 2)] });
    expect(numericalRank(low)).toBe(3);
    expect(numericalRank(createTensor([3, 3]))).toBe(0);
    const diagonal = createTensor([2, 2], Float64Array.of(1, 0, 0, 1e-3));
    expect([numericalRank(diagonal), numericalRank(diagonal, 1e-2)]).toEqual([2, 1]);
  });

  it("refuses NaN, orders other than two and impossible measures", () => {
    expect(() => svd(createTensor([1, 2], Float64Array.of(1, Number.NaN)))).toThrow("got NaN at entry 1");
    expect(() => svd(createTensor([2]))).toThrow("expected a matrix (order 2), got order 1");
    expect(() => numericalRank(createTensor([2, 2]), 1)).toThrow("rank tolerance");
    expect(() => schattenNorm([1], 0)).toThrow("expected p > 0");
    expect(() => distanceFromRank([1], -1)).toThrow("expected an integer >= 0, got -1");
  });
});

describe("hierarchicalSvd", () => {
  it.each(SAMPLE_TREES.map((nested) => [JSON.stringify(nested), nested] as const))(
    "%s: reaches the ranks asked for, within its bound",
    (_, nested) => {
      const tree = modeTree(nested);
      const tensor = gaussian([4, 3, 4, 3].slice(0, tree.order), 5);
      const ranks = tree.nodes.slice(0, -1).map(() => 2);
      const { tensor: cut, bound, discarded } = hierarchicalSvd(tensor, tree, ranks);
      for (const [place, rank] of hierarchicalRank(cut, tree, 1e-10).entries())
        expect(rank, `${place}`).toBeLessThanOrEqual(2);
      expect(distance(tensor, cut)).toBeLessThanOrEqual(bound * (1 + 1e-12));
      expect(distance(tensor, cut)).toBeGreaterThanOrEqual(Math.max(...discarded) * (1 - 1e-12)); // no tensor is nearer
    },
  );

  it("keeps a tensor that has the ranks already", () => {
    const tree = perfectModeTree(4, 2);
    const tensor = hierarchicalToTensor({ tree, weights: gaussianWeights(tree, [4, 4, 4, 4], 2, 8) });
    const { tensor: cut, bound } = hierarchicalSvd(tensor, tree, new Array(6).fill(2));
    expect(bound).toBeLessThan(1e-9 * frobeniusNorm(tensor.data));
    expect(distance(tensor, cut)).toBeLessThan(1e-9 * frobeniusNorm(tensor.data));
  });

  it("of a matrix is the truncated singular value decomposition", () => {
    const matrix = gaussian([5, 4], 6);
    const { tensor, bound } = hierarchicalSvd(matrix, modeTree([0, 1]), [2, 2]);
    expect(bound).toBeCloseTo(distanceFromRank(singularValues(matrix), 2), 12);
    expect(distance(matrix, tensor)).toBeCloseTo(bound, 12);
  });

  it("refuses ranks that do not fit", () => {
    expect(() => hierarchicalSvd(gaussian([2, 2], 1), modeTree([0, 1]), [1, 0])).toThrow(
      "expected 2 positive integers",
    );
    expect(() => hierarchicalSvd(gaussian([2, 2], 1), modeTree([0, 1, 2]), [1, 1, 1])).toThrow(
      "2 modes as in the tensor, got 3",
    );
  });
});

describe("alternating least squares", () => {
  it("recovers a CP tensor, and of a matrix the truncated singular value decomposition", () => {
    const factors = [5, 6, 4].map((dimension, n) => gaussian([dimension, 3], 20 + n));
    const tensor = cpToTensor({ factors });
    const fit = cpAls(tensor, 3, createRandom(1), { target: 1e-14 });
    expect(distance(cpToTensor(fit), tensor) ** 2 / 120).toBeCloseTo(fit.meanSquaredError, 12);
    expect(fit.meanSquaredError).toBeLessThan(1e-12);
    const matrix = gaussian([6, 5], 9);
    const { meanSquaredError } = cpAls(matrix, 2, createRandom(2), { improvement: 1e-14, maxSweeps: 3000 });
    expect(meanSquaredError).toBeCloseTo(distanceFromRank(singularValues(matrix), 2) ** 2 / 30, 9);
  });

  it.each([1, 2, 3])("estimates CP rank %i with a certain lower bound", (rank) => {
    const tensor = cpToTensor({ factors: [4, 4, 4].map((d, n) => gaussian([d, rank], 40 + n)) });
    const estimate = cpRank(tensor, createRandom(3));
    expect(estimate).toMatchObject({ rank, lowerBound: rank });
    expect(estimate.attempts.at(-1)!.reached).toBe(1);
  });

  it("tells rank from rank of matricizations: the 2 x 2 x 2 multiplication of complex numbers has rank 3", () => {
    const tensor = createTensor([2, 2, 2], Float64Array.of(1, 0, 0, 1, 0, 1, -1, 0));
    expect(numericalRank(matricize(tensor, [0]))).toBe(2);
    // Over the reals no two components come near: border rank is 3 too.
    expect(cpRank(tensor, createRandom(4))).toMatchObject({ rank: 3, lowerBound: 2 });
  });

  it("says where the rank is not found, and that the zero tensor has rank 0", () => {
    const estimate = cpRank(gaussian([3, 3, 3], 2), createRandom(5), {
      maxRank: 3,
      restarts: 2,
      maxSweeps: 50,
    });
    expect(estimate.rank).toBeUndefined();
    expect(estimate.attempts).toMatchObject([{ rank: 3, starts: 2, reached: 0 }]);
    expect(cpRank(createTensor([2, 2]), createRandom(1)).rank).toBe(0);
  });

  it("refuses what it cannot fit", () => {
    expect(() => cpAls(gaussian([2, 2], 1), 0, createRandom(1))).toThrow(
      "CP rank: expected an integer >= 1, got 0",
    );
    expect(() => cpAls(gaussian([2], 1), 1, createRandom(1))).toThrow(
      "expected a tensor of order >= 2, got 1",
    );
    expect(() => cpAls(createTensor([1, 1], Float64Array.of(Number.NaN)), 1, createRandom(1))).toThrow(
      "got NaN at entry 0",
    );
    expect(() => cpRank(gaussian([2, 2], 1), createRandom(1), { threshold: 0 })).toThrow(
      "expected a number > 0, got 0",
    );
  });
});
