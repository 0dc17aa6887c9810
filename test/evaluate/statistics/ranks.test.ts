import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { chiSquareTail, friedmanTest } from "../../../src/evaluate/statistics/friedman.js";
import { holm } from "../../../src/evaluate/statistics/holm.js";
import {
  nemenyiDifference,
  studentizedRangeProbability,
  studentizedRangeQuantile,
} from "../../../src/evaluate/statistics/nemenyi.js";
import { normalTail } from "../../../src/evaluate/statistics/normal.js";
import { createRandom } from "../../../src/random.js";

/** Friedman's statistic from its definition as a ratio of sums of squares: (k - 1) between methods / within blocks. */
function literalFriedman(scores: readonly (readonly number[])[]): number {
  const k = scores[0].length;
  // A value's rank: one more than the larger values, and half of the equal ones.
  const ranks = scores.map((block) =>
    block.map((x) => 1 + block.filter((y) => y > x).length + (block.filter((y) => y === x).length - 1) / 2),
  );
  const middle = (k + 1) / 2;
  const within = ranks.flat().reduce((sum, r) => sum + (r - middle) ** 2, 0);
  const between = Array.from(
    { length: k },
    (_, j) => ranks.reduce((sum, row) => sum + row[j] - middle, 0) ** 2,
  );
  return ((k - 1) * between.reduce((a, b) => a + b, 0)) / within;
}

function drawScores(blocks: number, methods: number, seed: number, distinct: number): number[][] {
  const random = createRandom(seed);
  return Array.from({ length: blocks }, () =>
    Array.from({ length: methods }, () => random.integer(distinct)),
  );
}

test.each([
  [5, 3, 1000],
  [12, 7, 4],
  [20, 22, 9],
  [1, 2, 2],
])(
  "Friedman's statistic of %i blocks and %i methods, ties among %i values, by its sums of squares",
  (blocks, methods, distinct) => {
    for (let seed = 0; seed < 20; seed++) {
      const scores = drawScores(blocks, methods, seed, distinct);
      if (scores.every((block) => new Set(block).size === 1)) continue;
      expect(friedmanTest(scores).statistic).toBeCloseTo(literalFriedman(scores), 9);
    }
  },
);

test("the best in every block has mean rank 1; what is tied shares its ranks; nothing but ties says nothing", () => {
  const { meanRanks } = friedmanTest([
    [0.9, 0.5, 0.5],
    [0.8, 0.1, 0.1],
  ]);
  expect(meanRanks).toEqual([1, 2.5, 2.5]);
  expect(friedmanTest([[1, 1, 1]])).toMatchObject({ statistic: 0, pValue: 1, meanRanks: [2, 2, 2] });
});

// q_0.05 / sqrt(2) of Demsar (2006), Table 5 (a), whose last decimal is not always right.
test.each([
  [2, 1.96],
  [3, 2.343],
  [4, 2.569],
  [5, 2.728],
  [6, 2.85],
  [7, 2.949],
  [8, 3.031],
  [9, 3.102],
  [10, 3.164],
])("Nemenyi's critical value for %i methods as in the paper's table", (methods, value) => {
  expect(Math.abs(studentizedRangeQuantile(0.95, methods) / Math.SQRT2 - value)).toBeLessThan(1e-3);
});

test("Demsar's example: four methods on fourteen data sets, critical difference 1.25", () => {
  expect(nemenyiDifference(4, 14)).toBeCloseTo(1.25, 2);
});

test("two methods: the range is a difference of two normal values", () => {
  for (const q of [0.1, 1, 2.5, 5]) {
    expect(studentizedRangeProbability(q, 2)).toBeCloseTo(1 - 2 * normalTail(q / Math.SQRT2), 12);
  }
});

test("the normal tail where its two forms meet, and far out", () => {
  expect(normalTail(3 + 1e-9) / normalTail(3 - 1e-9)).toBeCloseTo(1, 7);
  // scipy.stats.norm.sf
  expect(normalTail(10) / 7.61985302416047e-24).toBeCloseTo(1, 10);
  expect(normalTail(-1) + normalTail(1)).toBeCloseTo(1, 15);
});

const PYTHON = `
import json, sys
from scipy import stats
import numpy as np
given = json.load(sys.stdin)
answer = {
  "friedman": [[float(x) for x in stats.friedmanchisquare(*np.array(s).T)] for s in given["scores"]],
  "chi": [float(stats.chi2.sf(x, f)) for x, f in given["chi"]],
  "range": [float(stats.studentized_range.cdf(q, k, np.inf)) for q, k in given["range"]],
  "normal": [float(stats.norm.sf(x)) for x in given["normal"]],
}
try:
  from statsmodels.stats.multitest import multipletests
  answer["holm"] = [list(map(float, multipletests(p, method="holm")[1])) for p in given["holm"]]
except ImportError:
  pass
print(json.dumps(answer))
`;

test("scipy and statsmodels agree", (context) => {
  const python = process.env.SEPRANK_PYTHON;
  if (python === undefined) return context.skip("needs SciPy: set SEPRANK_PYTHON to a Python that has it");
  const random = createRandom(5);
  const given = {
    scores: [drawScores(10, 5, 1, 3), drawScores(20, 22, 2, 1000), drawScores(6, 4, 3, 2)],
    chi: [1, 2, 3, 10, 21].flatMap((f) => [0.1, 1, 7, 40].map((x) => [x, f])),
    range: [2, 5, 22].flatMap((k) => [0.5, 3, 5].map((q) => [q, k])),
    normal: [-3, -0.2, 0, 0.7, 2, 4.9, 5.1, 8],
    holm: [3, 9].map((n) => Array.from({ length: n }, () => random.uniform() ** 3)),
  };
  const output = execFileSync(python, ["-c", PYTHON], { input: JSON.stringify(given), encoding: "utf8" });
  const expected = JSON.parse(output);
  for (const [k, scores] of given.scores.entries()) {
    const { statistic, pValue } = friedmanTest(scores);
    expect(statistic).toBeCloseTo(expected.friedman[k][0], 9);
    expect(pValue / expected.friedman[k][1]).toBeCloseTo(1, 9);
  }
  for (const [k, [x, f]] of given.chi.entries())
    expect(chiSquareTail(x, f) / expected.chi[k]).toBeCloseTo(1, 9);
  for (const [k, [q, n]] of given.range.entries())
    expect(studentizedRangeProbability(q, n)).toBeCloseTo(expected.range[k], 9);
  for (const [k, x] of given.normal.entries()) expect(normalTail(x) / expected.normal[k]).toBeCloseTo(1, 10);
  if (expected.holm === undefined) return;
  for (const [k, p] of given.holm.entries())
    for (const [i, value] of holm(p).entries()) expect(value).toBeCloseTo(expected.holm[k][i], 12);
});
