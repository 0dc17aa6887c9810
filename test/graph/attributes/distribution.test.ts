import fc from "fast-check";
import { expect, test } from "vitest";
import { distribution } from "../../../src/graph/attributes/distribution.js";

test("odd and even numbers of values", () => {
  expect(distribution([5, 1, 3])).toEqual({ minimum: 1, median: 3, mean: 3, maximum: 5 });
  expect(distribution(Uint32Array.of(10, 2, 9, 1))).toEqual({
    minimum: 1,
    median: 5.5,
    mean: 5.5,
    maximum: 10,
  });
  expect(distribution([])).toBeNull();
});

test("half of the values are at most the median, half at least", () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
      const { minimum, median, maximum } = distribution(values)!;
      expect(2 * values.filter((x) => x <= median).length).toBeGreaterThanOrEqual(values.length);
      expect(2 * values.filter((x) => x >= median).length).toBeGreaterThanOrEqual(values.length);
      expect([minimum, maximum]).toEqual([Math.min(...values), Math.max(...values)]);
    }),
  );
});
