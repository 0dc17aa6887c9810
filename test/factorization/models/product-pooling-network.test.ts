import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  hierarchicalFactorization,
  productPoolingNetwork,
  vectorInputs,
} from "../../../src/factorization/index.js";
import {
  createTensor,
  innerProduct,
  interiorNodes,
  matricize,
  modeTree,
  numericalRank,
  outerProduct,
  perfectModeTree,
} from "../../../src/tensor/index.js";
import { gaussianWeightsOf } from "../../generators/factorization-models.js";
import { arbitrarySeed, gaussian, largestDifference, SAMPLE_TREES } from "../../generators/tensors.js";

describe("product-pooling network", () => {
  it("outputs <outer product of its input, end tensor> (Proposition 8), as the evaluator does", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SAMPLE_TREES),
        fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 4, maxLength: 4 }),
        fc.integer({ min: 1, max: 4 }),
        arbitrarySeed,
        (nested, dimensions, width, seed) => {
          const tree = modeTree(nested);
          const shape = dimensions.slice(0, tree.order);
          const factorization = hierarchicalFactorization(shape, tree, width);
          const weights = gaussianWeightsOf(factorization, seed);
          const input = shape.map((dimension, n) => gaussian([dimension], (seed + n + 1) % 2 ** 31));
          const [output] = productPoolingNetwork(
            factorization,
            weights,
            input.map(({ data }) => data),
          ).at(-1)!;
          const expected = innerProduct(outerProduct(input), factorization.endTensor(weights));
          expect(Math.abs(output - expected)).toBeLessThan(1e-11 * (1 + Math.abs(expected)));
          const evaluated = new Float64Array(1);
          const rows = input.map(({ data }) => createTensor([1, data.length], data));
          factorization.evaluator(vectorInputs(shape, rows)).predict(weights, evaluated);
          expect(Math.abs(output - evaluated[0])).toBeLessThan(1e-11 * (1 + Math.abs(expected)));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("has the layers of Figure 3.2: linear maps at locations, pooling by pairs", () => {
    const factorization = hierarchicalFactorization([2, 2, 2, 2], perfectModeTree(4, 2), [2, 2, 3]);
    const weights = gaussianWeightsOf(factorization, 2);
    const matrix = (v: number) => {
      const { offset, columns } = factorization.blocks[v];
      return (r: number, s: number) => weights[offset + r * columns + s];
    };
    const x = [0, 1, 2, 3].map((n) => gaussian([2], n).data);
    const conv = (v: number, h: ArrayLike<number>, columns: number) =>
      Array.from({ length: columns }, (_, s) =>
        Array.from(h).reduce((sum, value, r) => sum + value * matrix(v)(r, s), 0),
      );
    const first = x.map((vector, n) => conv(n, vector, 2));
    const pooled = [0, 2].map((n) => first[n].map((value, r) => value * first[n + 1][r]));
    const second = pooled.map((h, k) => conv(4 + k, h, 3));
    const output = conv(
      6,
      second[0].map((value, r) => value * second[1][r]),
      1,
    );
    const found = productPoolingNetwork(factorization, weights, x);
    [...first, ...second, output].forEach((expected, v) => {
      expect(largestDifference(found[v], expected)).toBeLessThan(1e-13);
    });
  });

  it("has as separation ranks the ranks of the end tensor's matricizations (Proposition 9)", () => {
    // The separation rank is the rank of the grid tensor over enough points in general position, by any set of modes.
    const shape = [3, 2, 3, 2];
    for (const [nested, widths] of [
      [
        [
          [0, 1],
          [2, 3],
        ],
        [2, 3, 2],
      ],
      [
        [[[0, 3], 2], 1],
        [3, 2, 2],
      ],
    ] as const) {
      const tree = modeTree(nested);
      const factorization = hierarchicalFactorization(shape, tree, [...widths]);
      const weights = gaussianWeightsOf(factorization, 7);
      const end = factorization.endTensor(weights);
      const points = shape.map((dimension, n) => gaussian([dimension + 2, dimension], 40 + n));
      const sides = shape.map((dimension) => dimension + 2);
      const grid = createTensor(sides);
      grid.data.forEach((_, at) => {
        let rest = at;
        const input = new Array<Float64Array>(4);
        for (let n = 3; n >= 0; n--) {
          const row = rest % sides[n];
          rest = Math.floor(rest / sides[n]);
          input[n] = points[n].data.subarray(row * shape[n], (row + 1) * shape[n]);
        }
        [grid.data[at]] = productPoolingNetwork(factorization, weights, input).at(-1)!;
      });
      for (const modes of [[0], [1], [2], [3], [0, 1], [0, 2], [0, 3], [1, 2, 3]]) {
        const rank = numericalRank(matricize(end, modes), 1e-9);
        expect(numericalRank(matricize(grid, modes), 1e-9), `{${modes}}`).toBe(rank);
      }
      for (const v of interiorNodes(tree))
        for (const child of tree.nodes[v].children)
          expect(numericalRank(matricize(grid, tree.nodes[child].modes), 1e-9)).toBeLessThanOrEqual(
            factorization.blocks[v].rows,
          );
    }
  });

  it.each([
    [
      (f: Parameters<typeof productPoolingNetwork>[0]) => productPoolingNetwork(f, new Float64Array(1), []),
      "weights: expected 10, got 1",
    ],
    [
      (f: Parameters<typeof productPoolingNetwork>[0]) =>
        productPoolingNetwork(f, new Float64Array(10), [[1, 2]]),
      "expected 2 vectors, one a mode, got 1",
    ],
    [
      (f: Parameters<typeof productPoolingNetwork>[0]) =>
        productPoolingNetwork(f, new Float64Array(10), [[1, 2], [1]]),
      "mode 1: expected 2 numbers, got 1",
    ],
  ])("refuses what does not fit (%#)", (act, message) => {
    expect(() => act(hierarchicalFactorization([2, 2], modeTree([0, 1]), 2))).toThrow(message);
  });
});
