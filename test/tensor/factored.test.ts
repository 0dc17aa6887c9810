import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CpTensor,
  cpInnerProduct,
  cpToTensor,
  createTensor,
  hierarchicalInnerProduct,
  hierarchicalRank,
  hierarchicalToTensor,
  innerProduct,
  modeTree,
  outerProduct,
  shallowModeTree,
} from "../../src/tensor/index.js";
import {
  arbitrarySeed,
  arbitraryShape,
  gaussian,
  gaussianWeights,
  largestDifference,
  SAMPLE_TREES,
} from "../generators/tensors.js";

const cpForm = (shape: readonly number[], rank: number, seed: number): CpTensor => ({
  factors: shape.map((dimension, n) => gaussian([dimension, rank], (seed + n) % 2 ** 31)),
});

describe("CP form", () => {
  it("is the sum of its components", () => {
    fc.assert(
      fc.property(
        arbitraryShape(1, 4),
        fc.integer({ min: 1, max: 3 }),
        arbitrarySeed,
        (shape, rank, seed) => {
          const form = cpForm(shape, rank, seed);
          const sum = createTensor(shape);
          for (let r = 0; r < rank; r++) {
            const vectors = form.factors.map(({ data }) => data.filter((_, k) => k % rank === r));
            outerProduct(vectors.map((v) => createTensor([v.length], v))).data.forEach((value, k) => {
              sum.data[k] += value;
            });
          }
          expect(largestDifference(cpToTensor(form).data, sum.data)).toBeLessThan(1e-12);
        },
      ),
    );
  });

  it("has the inner product of the full tensors", () => {
    fc.assert(
      fc.property(arbitraryShape(1, 4), arbitrarySeed, (shape, seed) => {
        const a = cpForm(shape, 2, seed);
        const b = cpForm(shape, 3, seed ^ 9);
        expect(cpInnerProduct(a, b)).toBeCloseTo(innerProduct(cpToTensor(a), cpToTensor(b)), 8);
      }),
    );
  });
});

describe("hierarchical form", () => {
  it("over a shallow tree with root weights one is the CP form", () => {
    fc.assert(
      fc.property(
        arbitraryShape(2, 4),
        fc.integer({ min: 1, max: 3 }),
        arbitrarySeed,
        (shape, rank, seed) => {
          const { factors } = cpForm(shape, rank, seed);
          const root = createTensor([rank, 1], new Float64Array(rank).fill(1));
          const form = { tree: shallowModeTree(shape.length), weights: [...factors, root] };
          expect(
            largestDifference(hierarchicalToTensor(form).data, cpToTensor({ factors }).data),
          ).toBeLessThan(1e-12);
        },
      ),
    );
  });

  it("puts the modes of an unordered tree in ascending order", () => {
    // One local component: an outer product of the leaves' vectors, whatever the tree.
    const shape = [2, 3, 4, 2];
    for (const nested of SAMPLE_TREES.slice(2)) {
      const tree = modeTree(nested);
      const weights = gaussianWeights(tree, shape, 1, 11);
      const scale = weights.slice(4).reduce((product, { data }) => product * data[0], 1);
      const leaves = weights.slice(0, 4).map(({ data }) => createTensor([data.length], data));
      const expected = outerProduct(leaves).data.map((value) => value * scale);
      expect(largestDifference(hierarchicalToTensor({ tree, weights }).data, expected)).toBeLessThan(1e-12);
    }
  });

  it.each(SAMPLE_TREES.map((nested) => [JSON.stringify(nested), nested] as const))(
    "%s: inner products of the full tensors, and ranks of matricizations at most R_v (Lemma 2)",
    (_, nested) => {
      const tree = modeTree(nested);
      const shape = [4, 3, 5, 4].slice(0, tree.order);
      const a = { tree, weights: gaussianWeights(tree, shape, 2, 3) };
      const b = { tree, weights: gaussianWeights(tree, shape, 3, 4) };
      const [fullA, fullB] = [a, b].map(hierarchicalToTensor);
      expect(hierarchicalInnerProduct(a, b)).toBeCloseTo(innerProduct(fullA, fullB), 8);
      expect(hierarchicalInnerProduct(b, b)).toBeCloseTo(innerProduct(fullB, fullB), 8);
      expect(hierarchicalRank(fullA, tree)).toEqual(tree.nodes.slice(0, -1).map(() => 2));
    },
  );

  it("refuses weights that do not fit the tree", () => {
    const tree = shallowModeTree(2);
    const weights = gaussianWeights(tree, [2, 3], 2, 1);
    expect(() => hierarchicalToTensor({ tree, weights: weights.slice(1) })).toThrow(
      "expected 3 weight matrices",
    );
    expect(() =>
      hierarchicalToTensor({ tree, weights: [weights[0], createTensor([3, 3]), weights[2]] }),
    ).toThrow("weights of node {1}: expected 2 columns (its parent's local components), got 3");
    expect(() => cpToTensor({ factors: [] })).toThrow("expected at least one factor matrix, got none");
  });
});
