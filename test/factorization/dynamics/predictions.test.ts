import { describe, expect, it } from "vitest";
import {
  allEntryInputs,
  cpFactorization,
  deepCpFactorization,
  entryInputs,
  type Factorization,
  hierarchicalFactorization,
  type Inputs,
  matrixFactorization,
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
  shallowModeTree,
} from "../../../src/tensor/index.js";
import {
  entriesAt,
  gaussianWeightsOf,
  MODELS,
  randomIndices,
} from "../../generators/factorization-models.js";
import { gaussian, largestDifference } from "../../generators/tensors.js";

const predict = (factorization: Factorization, weights: Float64Array, inputs: Inputs) => {
  const predictions = new Float64Array(inputs.count);
  factorization.evaluator(inputs).predict(weights, predictions);
  return predictions;
};

describe("predictions", () => {
  it.each(MODELS)("%s: are the end tensor's entries, repeats and all", (_, create) => {
    const factorization = create();
    const weights = gaussianWeightsOf(factorization, 1);
    const end = factorization.endTensor(weights);
    expect(end.shape).toEqual(factorization.shape);
    const indices = randomIndices(factorization.shape, 30, 2);
    const found = predict(factorization, weights, entryInputs(factorization.shape, indices));
    expect(largestDifference(found, entriesAt(end, indices))).toBeLessThan(1e-11);
    const all = predict(factorization, weights, allEntryInputs(factorization.shape));
    expect(largestDifference(all, end.data)).toBeLessThan(1e-11);
  });

  it.each(MODELS)(
    "%s: of vectors are inner products with their outer product (Proposition 8)",
    (_, create) => {
      const factorization = create();
      const { shape } = factorization;
      const weights = gaussianWeightsOf(factorization, 3);
      const end = factorization.endTensor(weights);
      const vectors = shape.map((dimension, n) => gaussian([4, dimension], 10 + n));
      const found = predict(factorization, weights, vectorInputs(shape, vectors));
      for (let i = 0; i < 4; i++) {
        const point = vectors.map(({ data }, n) =>
          createTensor([shape[n]], data.slice(i * shape[n], (i + 1) * shape[n])),
        );
        expect(found[i]).toBeCloseTo(innerProduct(outerProduct(point), end), 9);
      }
    },
  );

  it("of a few entries of a matrix, and their gradient, are those of all entries where the others count nothing", () => {
    const factorization = matrixFactorization([9, 8], 3);
    const weights = gaussianWeightsOf(factorization, 9);
    const few = [1, 30, 71]; // far below the part from which whole products are taken
    const indices = few.map((place) => [Math.floor(place / 8), place % 8]);
    const evaluate = (inputs: Inputs, residuals: Float64Array) => {
      const evaluator = factorization.evaluator(inputs);
      const predictions = new Float64Array(inputs.count);
      const gradient = new Float64Array(weights.length);
      evaluator.predict(weights, predictions);
      evaluator.pullBack(weights, residuals, gradient);
      return { predictions, gradient };
    };
    const all = new Float64Array(72);
    few.forEach((place, k) => {
      all[place] = k + 1;
    });
    const gathered = evaluate(entryInputs([9, 8], indices), Float64Array.of(1, 2, 3));
    const dense = evaluate(allEntryInputs([9, 8]), all);
    expect(largestDifference(gathered.gradient, dense.gradient)).toBeLessThan(1e-11);
    expect(
      largestDifference(
        gathered.predictions,
        few.map((place) => dense.predictions[place]),
      ),
    ).toBeLessThan(1e-11);
  });

  it("two evaluators of one factorization do not disturb each other", () => {
    const factorization = deepCpFactorization([2, 3], 2, 2);
    const first = gaussianWeightsOf(factorization, 1);
    const second = gaussianWeightsOf(factorization, 2);
    const inputs = allEntryInputs([2, 3]);
    const gradientOf = (disturb: boolean) => {
      const evaluator = factorization.evaluator(inputs);
      evaluator.predict(first, new Float64Array(6));
      if (disturb) predict(factorization, second, inputs);
      const gradient = new Float64Array(first.length);
      evaluator.pullBack(first, new Float64Array(6).fill(1), gradient);
      return gradient;
    };
    expect(gradientOf(true)).toEqual(gradientOf(false));
  });
});

describe("identities between models", () => {
  it("deep CP of depth 0 is CP", () => {
    const cp = cpFactorization([3, 2, 4], 3);
    const deep = deepCpFactorization([3, 2, 4], 3, 0);
    expect(deep.blocks).toEqual(cp.blocks);
    const weights = gaussianWeightsOf(cp, 4);
    expect(deep.endTensor(weights)).toEqual(cp.endTensor(weights));
    expect(deep.unbalancedness(weights)).toBe(cp.unbalancedness(weights));
  });

  it("deep CP with identity matrices is CP", () => {
    const cp = cpFactorization([3, 2], 2);
    const deep = deepCpFactorization([3, 2], 2, [2, 1]);
    const weights = new Float64Array(deep.weightCount);
    weights.set(gaussianWeightsOf(cp, 5));
    for (const { offset, rows, columns } of deep.blocks.slice(2))
      for (let i = 0; i < rows; i++) weights[offset + i * columns + (i % columns)] = 1;
    const shallow = cp.endTensor(weights.subarray(0, cp.weightCount));
    expect(largestDifference(deep.endTensor(weights).data, shallow.data)).toBeLessThan(1e-14);
  });

  it("CP of order 2 is matrix factorization of depth 2", () => {
    const cp = cpFactorization([3, 4], 3);
    const matrix = matrixFactorization([3, 4], 2, 3);
    const weights = gaussianWeightsOf(cp, 6);
    const moved = new Float64Array(matrix.weightCount);
    const [inner, outer] = matrix.blocks; // W_1 is the second factor transposed, W_2 the first
    for (let i = 0; i < 4; i++)
      for (let r = 0; r < 3; r++) moved[inner.offset + r * 4 + i] = weights[cp.blocks[1].offset + i * 3 + r];
    moved.set(weights.subarray(0, 9), outer.offset);
    expect(largestDifference(matrix.endTensor(moved).data, cp.endTensor(weights).data)).toBeLessThan(1e-14);
  });

  it("CP is a hierarchical factorization with a shallow tree and root weights one", () => {
    const cp = cpFactorization([3, 2, 4], 5);
    const hierarchical = hierarchicalFactorization([3, 2, 4], shallowModeTree(3), 5);
    const weights = gaussianWeightsOf(cp, 7);
    const same = new Float64Array(hierarchical.weightCount).fill(1);
    same.set(weights);
    expect(largestDifference(hierarchical.endTensor(same).data, cp.endTensor(weights).data)).toBeLessThan(
      1e-13,
    );
  });

  it.each([
    ["binary", [3, 2, 3, 2], perfectModeTree(4, 2)],
    ["lopsided", [3, 2, 2, 3], modeTree([[[0, 3], 2], 1])],
  ] as const)(
    "%s tree: local components at a node add up to the end tensor; rank by a child is at most R_v",
    (_, shape, tree) => {
      const widths = interiorNodes(tree).map((__, k) => 2 + (k % 2));
      const factorization = hierarchicalFactorization(shape, tree, widths);
      const weights = gaussianWeightsOf(factorization, 8);
      const end = factorization.endTensor(weights);
      for (const [k, v] of interiorNodes(tree).entries()) {
        const sum = new Float64Array(end.data.length);
        factorization.localComponents[v].forEach((_slices, kept) => {
          const alone = weights.slice();
          factorization.localComponents[v].forEach(([row], r) => {
            if (r !== kept) alone.fill(0, row.offset, row.offset + row.length);
          });
          factorization.endTensor(alone).data.forEach((value, place) => {
            sum[place] += value;
          });
        });
        expect(largestDifference(sum, end.data)).toBeLessThan(1e-11);
        for (const child of tree.nodes[v].children)
          expect(numericalRank(matricize(end, tree.nodes[child].modes), 1e-10)).toBeLessThanOrEqual(
            widths[k],
          );
      }
    },
  );
});
