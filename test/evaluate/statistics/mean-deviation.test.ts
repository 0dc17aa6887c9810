import fc from "fast-check";
import { expect, test } from "vitest";
import { meanDeviation } from "../../../src/evaluate/statistics/mean-deviation.js";

test("known values", () => {
  // numpy.std([2, 4, 4, 4, 5, 5, 7, 9], ddof=1)
  const { n, mean, deviation } = meanDeviation([2, 4, 4, 4, 5, 5, 7, 9]);
  expect(n).toBe(8);
  expect(mean).toBe(5);
  expect(deviation).toBeCloseTo(2.138089935299395, 14);
});

test("one value has a mean and no deviation", () => {
  expect(meanDeviation([0.5])).toEqual({ n: 1, mean: 0.5, deviation: null });
});

test("agrees with the sum over all pairs of squared differences", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 30 }),
      (values) => {
        // sum_{i<j} (x_i - x_j)^2 = n * (n - 1) * s^2
        let pairs = 0;
        for (const x of values) for (const y of values) pairs += (x - y) ** 2 / 2;
        const { n, deviation } = meanDeviation(values);
        expect(deviation! ** 2).toBeCloseTo(pairs / (n * (n - 1)), 12);
      },
    ),
  );
});
