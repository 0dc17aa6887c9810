import { describe, expect, it } from "vitest";
import { incomparableRanks } from "../../../src/factorization/index.js";
import { hierarchicalRank, modeTree, type NestedModes } from "../../../src/tensor/index.js";

describe("Proposition 6", () => {
  it.each<[number[], NestedModes[]]>([
    [
      [2, 2, 2],
      [
        [0, 1, 2],
        [[0, 1], 2],
        [0, [1, 2]],
        [[0, 2], 1],
      ],
    ],
    [
      [3, 2, 4],
      [
        [0, 1, 2],
        [[0, 2], 1],
      ],
    ],
    [
      [2, 3, 2, 2],
      [
        [0, 1, 2, 3],
        [
          [0, 1],
          [2, 3],
        ],
        [
          [0, 2],
          [1, 3],
        ],
        [0, [1, [2, 3]]],
      ],
    ],
  ])("shape %j: two solutions, neither of lower hierarchical rank, for every tree", (shape, trees) => {
    const { indices, values, solutions } = incomparableRanks(shape);
    const at = (index: readonly number[]) => index.reduce((sum, i, n) => sum * shape[n] + i, 0);
    expect(new Set(indices.map(String)).size).toBe(4);
    for (const { data } of solutions) expect(indices.map((index) => data[at(index)])).toEqual(values);
    for (const nested of trees) {
      const [a, b] = solutions.map((tensor) => hierarchicalRank(tensor, modeTree(nested)));
      expect(a.some((rank, k) => rank < b[k])).toBe(true);
      expect(a.some((rank, k) => rank > b[k])).toBe(true);
    }
  });

  it("needs three modes of two", () => {
    expect(() => incomparableRanks([2, 2])).toThrow(/at least three dimensions/);
    expect(() => incomparableRanks([2, 2, 1])).toThrow(/at least 2, got \(2, 2, 1\)/);
  });
});
