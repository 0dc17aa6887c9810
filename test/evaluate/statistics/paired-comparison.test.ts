import { expect, test } from "vitest";
import { comparePairs, meanInterval } from "../../../src/evaluate/statistics/paired-comparison.js";

test("interval, t-test and sign-flip test as scipy has them", () => {
  const { interval, tTest, signFlip } = comparePairs([0.021, 0.013, -0.004, 0.032, 0.017, 0.008]);
  // scipy.stats.ttest_1samp and its confidence_interval; scipy.stats.permutation_test of the pairs, all 2^6.
  expect(interval?.low).toBeCloseTo(0.0017201315121515622, 12);
  expect(interval?.high).toBeCloseTo(0.027279868487848434, 12);
  expect(tTest).toBeCloseTo(0.03314539975674644, 12);
  expect(signFlip).toBe(0.0625);
});

test("what a few pairs cannot say is not said", () => {
  expect(meanInterval([0.5])).toBeNull();
  expect(comparePairs([0.5])).toEqual({ interval: null, tTest: null, signFlip: 1 });
  // Equal differences have no t; that all five point one way is all that is known.
  expect(comparePairs([0.1, 0.1, 0.1, 0.1, 0.1])).toMatchObject({ tTest: null, signFlip: 0.0625 });
  expect(comparePairs([0, 0, 0])).toMatchObject({ tTest: null, signFlip: 1 });
});
