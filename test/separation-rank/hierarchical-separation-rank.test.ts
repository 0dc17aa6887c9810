import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hierarchicalFactorization, productPoolingNetwork } from "../../src/factorization/index.js";
import { createRandom } from "../../src/random.js";
import { gridTensorModularRank, gridTensorRank } from "../../src/separation-rank/grid-tensor-rank.js";
import { hierarchicalSeparationRank } from "../../src/separation-rank/hierarchical-separation-rank.js";
import { gaussianTemplates, integerTemplates } from "../../src/separation-rank/templates.js";
import { matricize, modeTree, perfectModeTree } from "../../src/tensor/index.js";
import { gaussianWeightsOf } from "../generators/factorization-models.js";
import { arbitrarySeed, SAMPLE_TREES } from "../generators/tensors.js";
import { rationalRank } from "../oracles/exact-rank.js";

describe("separation rank of a hierarchical factorization", () => {
  it("is the grid tensor rank of the product-pooling network, and at most the cut (Proposition 9)", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SAMPLE_TREES),
        fc.integer({ min: 1, max: 3 }),
        fc.subarray([0, 1, 2]),
        arbitrarySeed,
        (nested, width, modes, seed) => {
          const tree = modeTree(nested);
          const shape = Array.from({ length: tree.order }, () => 3);
          const factorization = hierarchicalFactorization(shape, tree, width);
          const templates = gaussianTemplates(
            { variables: tree.order, count: 3, dimension: 3 },
            createRandom(seed),
          );
          const weights = gaussianWeightsOf(factorization, seed);
          const network = (x: readonly Float64Array[]) =>
            productPoolingNetwork(factorization, weights, x).at(-1)![0];
          const found = hierarchicalSeparationRank(factorization, weights, modes);
          // Three templates in general position span the space, but may lose small singular values to the threshold.
          expect(gridTensorRank(network, templates, modes).rank).toBeLessThanOrEqual(found.rank);
          expect(found.rank).toBeLessThanOrEqual(found.cut.weight);
          expect(found.modularRank).toBeUndefined();
          expect(found.entanglement).toBeLessThanOrEqual(Math.log(found.rank) + 1e-9);

          const random = createRandom(seed, "integers");
          const integers = weights.map(() => random.integer(9) - 4);
          const exact = hierarchicalSeparationRank(factorization, integers, modes);
          const expected = rationalRank(matricize(factorization.endTensor(integers), modes));
          expect(exact.modularRank).toBe(expected);
          expect(exact.rank).toBe(expected);
          expect(expected).toBeLessThanOrEqual(exact.cut.weight);
          const small = integerTemplates({ variables: tree.order, count: 3, dimension: 3 }, 5, random);
          const integerNetwork = (x: readonly Float64Array[]) =>
            productPoolingNetwork(factorization, integers, x).at(-1)![0];
          expect(gridTensorModularRank(integerNetwork, small, modes)).toBeLessThanOrEqual(expected);
        },
      ),
      { numRuns: 80 },
    );
  });

  it("meets the cut of a binary tree: the width for a subtree, the product of widths across", () => {
    const factorization = hierarchicalFactorization([4, 4, 4, 4], perfectModeTree(4, 2), 2);
    const weights = gaussianWeightsOf(factorization, 5);
    const rank = (modes: number[]) => {
      const { rank, cut } = hierarchicalSeparationRank(factorization, weights, modes);
      return [rank, cut.weight];
    };
    expect(rank([0, 1])).toEqual([2, 2]);
    expect(rank([0])).toEqual([2, 2]);
    expect(rank([0, 2])).toEqual([4, 4]);
    expect(rank([])).toEqual([1, 1]);
    expect(rank([0, 1, 2, 3])).toEqual([1, 1]);
  });

  it("is 0 for the zero function; says so where integers are not exact in doubles", () => {
    const factorization = hierarchicalFactorization([2, 2, 2], modeTree([0, 1, 2]), 2);
    const zero = new Float64Array(factorization.weightCount);
    expect(hierarchicalSeparationRank(factorization, zero, [1])).toMatchObject({ rank: 0, modularRank: 0 });
    const large = zero.map(() => 2 ** 20);
    expect(hierarchicalSeparationRank(factorization, large, [1])).toMatchObject({
      rank: 1,
      modularRank: undefined,
    });
    expect(() => hierarchicalSeparationRank(factorization, zero.subarray(1), [1])).toThrow("weights");
    expect(() => hierarchicalSeparationRank(factorization, zero, [3])).toThrow("modes");
    expect(() => hierarchicalSeparationRank(factorization, zero.fill(Number.NaN), [0])).toThrow("weights");
  });
});
