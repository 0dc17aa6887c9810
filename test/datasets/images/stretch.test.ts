import fc from "fast-check";
import { expect, test } from "vitest";
import { stretchAt } from "../../../datasets/images/stretch.js";

test("finds the stretch that a search from the front finds", () => {
  const weights = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(weights, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (drawn, share) => {
      const sums = [0];
      for (const weight of drawn) sums.push(sums[sums.length - 1] + weight);
      const point = share * sums[drawn.length];
      expect(stretchAt(sums, point)).toBe(drawn.findIndex((_, k) => point < sums[k + 1]));
    }),
  );
});
