import { describe, expect, it } from "vitest";
import {
  blockNorms,
  componentNormsProbe,
  cpFactorization,
  cpGroundTruth,
  deepCpFactorization,
  entriesProbe,
  groundTruth,
  hierarchicalFactorization,
  huberLoss,
  matrixFactorization,
  rankMeasuresProbe,
  reconstructionErrorProbe,
  singularValuesProbe,
} from "../../../src/factorization/index.js";
import { createRandom } from "../../../src/random.js";
import {
  cpRank,
  createTensor,
  frobeniusNorm,
  hierarchicalRank,
  numericalRank,
  outerProduct,
  perfectModeTree,
} from "../../../src/tensor/index.js";
import { gaussianWeightsOf } from "../../generators/factorization-models.js";
import { largestDifference } from "../../generators/tensors.js";

/** Weights of a depth-2 factorization of a 2-by-2 matrix whose end matrix is `end`. */
const withEnd = (end: readonly number[]) => Float64Array.of(1, 0, 0, 1, ...end);

describe("probes", () => {
  const matrix = matrixFactorization([2, 2], 2);
  const weights = withEnd([0, 3, 4, 0]);

  it("measure norms and ranks of the end matrix", () => {
    const { columns, measure } = rankMeasuresProbe(matrix, [0], 1);
    const found = Object.fromEntries(Array.from(measure(weights), (value, k) => [columns[k], value]));
    expect(found["nuclear norm"]).toBeCloseTo(7, 12);
    expect(found["Frobenius norm"]).toBeCloseTo(5, 12);
    expect(found["spectral norm"]).toBeCloseTo(4, 12);
    expect(found["distance from rank 1"]).toBeCloseTo(3, 12);
    expect(found["effective rank"]).toBeCloseTo((7 / 3) ** (3 / 7) * (7 / 4) ** (4 / 7), 12);
  });

  it("measure singular values, with zeros after the last, and entries", () => {
    expect(largestDifference(singularValuesProbe(matrix, [0], 3).measure(weights), [4, 3, 0])).toBeLessThan(
      1e-12,
    );
    expect(
      Array.from(
        entriesProbe(matrix, [
          [1, 0],
          [0, 1],
        ]).measure(weights),
      ),
    ).toEqual([4, 3]);
  });

  it("measure the reconstruction error as a part of the truth's norm", () => {
    const probe = reconstructionErrorProbe(matrix, createTensor([2, 2], Float64Array.of(0, 3, 4, 12)));
    expect(probe.measure(weights)[0]).toBeCloseTo(12 / 13, 14);
    expect(() => reconstructionErrorProbe(matrix, createTensor([2, 2]))).toThrow("a tensor other than zero");
  });

  it("measure the largest component norms: those of the components' outer products", () => {
    const cp = cpFactorization([3, 2, 4], 3);
    const w = gaussianWeightsOf(cp, 1);
    const expected = cp.components.map((slices) =>
      frobeniusNorm(
        outerProduct(
          slices.map(({ offset, stride, length }) =>
            createTensor(
              [length],
              Float64Array.from({ length }, (_, d) => w[offset + d * stride]),
            ),
          ),
        ).data,
      ),
    );
    expected.sort((a, b) => b - a);
    expect(
      largestDifference(componentNormsProbe("component", cp.components, 4).measure(w), [...expected, 0]),
    ).toBeLessThan(1e-12);
  });

  it("measure a deep CP factorization's components with their matrices", () => {
    const deep = deepCpFactorization([3, 2], 1, [2, 1]);
    const w = gaussianWeightsOf(deep, 2);
    expect(blockNorms(deep, w)[0]).toBeCloseTo(frobeniusNorm(deep.endTensor(w).data), 12);
  });
});

describe("ground truths", () => {
  it("have the rank and the norm asked for", () => {
    const random = createRandom(1);
    const matrix = groundTruth(matrixFactorization([8, 7], 2, 3), 5, random);
    expect([numericalRank(matrix, 1e-10), frobeniusNorm(matrix.data).toFixed(9)]).toEqual([3, "5.000000000"]);
    const tree = perfectModeTree(4, 2);
    const hierarchical = groundTruth(hierarchicalFactorization([3, 3, 3, 3], tree, 2), 9, random);
    expect(hierarchicalRank(hierarchical, tree, 1e-10)).toEqual(new Array(6).fill(2));
    const cp = cpGroundTruth([4, 4, 4], 3, 1, random);
    expect(cpRank(cp, random, { threshold: 1e-9 })).toMatchObject({ rank: 3 });
    expect(() => groundTruth(cpFactorization([2, 2], 1), 0, random)).toThrow("expected a number > 0, got 0");
    expect(() => cpGroundTruth([2, 2], 3, 1, random)).toThrow(
      "CP rank of the ground truth: expected 3, got less",
    );
  });

  it("Huber's loss is linear from its transition point on, without a jump", () => {
    const { value, derivative } = huberLoss(0.5);
    expect([value(0.4), value(-2), derivative(-2), derivative(0.4)]).toEqual([
      0.5 * 0.4 * 0.4,
      0.875,
      -0.5,
      0.4,
    ]);
    expect(value(0.5)).toBeCloseTo(value(0.5 - 1e-12), 11);
    expect(() => huberLoss(0)).toThrow("expected a transition point > 0, got 0");
  });
});
