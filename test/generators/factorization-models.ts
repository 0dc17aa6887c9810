import {
  cpFactorization,
  deepCpFactorization,
  type Factorization,
  hierarchicalFactorization,
  matrixFactorization,
} from "../../src/factorization/index.js";
import { createRandom } from "../../src/random.js";
import { modeTree, perfectModeTree, type Tensor } from "../../src/tensor/index.js";

/** One of every kind of model, small, with unequal dimensions. */
export const MODELS: readonly (readonly [string, () => Factorization])[] = [
  ["matrix, depth 2", () => matrixFactorization([3, 5], 2)],
  ["matrix, depth 4, wide hidden layers", () => matrixFactorization([4, 3], 4, 5)],
  ["CP of order 3", () => cpFactorization([3, 2, 4], 5)],
  ["CP of order 5", () => cpFactorization([2, 3, 2, 2, 2], 3)],
  ["deep CP, unequal depths", () => deepCpFactorization([3, 2, 4], 3, [2, 0, 3])],
  ["deep CP, depth 1", () => deepCpFactorization([2, 3], 2, 1)],
  [
    "hierarchical, binary tree",
    () => hierarchicalFactorization([2, 3, 2, 3], perfectModeTree(4, 2), [4, 3, 2]),
  ],
  [
    "hierarchical, lopsided tree",
    () => hierarchicalFactorization([2, 3, 4, 2], modeTree([[[0, 3], 2], 1]), 3),
  ],
];

/** Independent normal weights. */
export function gaussianWeightsOf(factorization: Factorization, seed: number, deviation = 1): Float64Array {
  const random = createRandom(seed, "test weights");
  return Float64Array.from({ length: factorization.weightCount }, () => deviation * random.normal());
}

/** The entries of a tensor at index tuples. */
export function entriesAt({ shape, data }: Tensor, indices: readonly (readonly number[])[]): Float64Array {
  return Float64Array.from(indices, (index) => data[index.reduce((at, i, n) => at * shape[n] + i, 0)]);
}

/** Random index tuples, repeats and all. */
export function randomIndices(shape: readonly number[], count: number, seed: number): number[][] {
  const random = createRandom(seed, "test entries");
  return Array.from({ length: count }, () => shape.map((dimension) => random.integer(dimension)));
}
