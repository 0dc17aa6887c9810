import { expect, test } from "vitest";
import { createRandom } from "../../../src/random.js";
import {
  criticalDifferenceSvg,
  undistinguishedGroups,
} from "../../../src/report/figures/critical-difference.js";

/** All intervals of places whose ends are not apart, less those within another: by trying every pair. */
function literalGroups(ranks: readonly number[], difference: number): [number, number][] {
  const pairs: [number, number][] = [];
  for (let i = 0; i < ranks.length; i++)
    for (let j = i + 1; j < ranks.length; j++) if (ranks[j] - ranks[i] < difference) pairs.push([i, j]);
  return pairs.filter(([i, j]) => !pairs.some(([a, b]) => a <= i && b >= j && (a !== i || b !== j)));
}

test("groups of what is not told apart are the longest ones", () => {
  const random = createRandom(1);
  for (let turn = 0; turn < 200; turn++) {
    const ranks = Array.from({ length: 2 + random.integer(9) }, () => 1 + 8 * random.uniform()).sort(
      (a, b) => a - b,
    );
    const difference = 6 * random.uniform();
    expect(undistinguishedGroups(ranks, difference)).toEqual(literalGroups(ranks, difference));
  }
});

test("the picture names every method once, escaped, with a bar for every group", () => {
  const { text } = criticalDifferenceSvg({
    title: "ranks",
    methods: [
      { name: "a<b", meanRank: 1.2 },
      { name: "c", meanRank: 2 },
      { name: "d", meanRank: 2.8 },
    ],
    criticalDifference: 1,
  });
  expect(text.match(/a&lt;b 1\.2/g)).toHaveLength(1);
  expect(text.match(/stroke="#36c"/g)).toHaveLength(2);
  expect(text).not.toContain("NaN");
});
