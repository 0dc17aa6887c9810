import fc from "fast-check";
import { expect, test } from "vitest";
import { signFlipTest } from "../../../src/evaluate/statistics/sign-flip.js";

/** All 2^n assignments, written out as bits; whole numbers, so that sums are exact. */
function literal(differences: readonly number[]): number {
  const total = Math.abs(differences.reduce((a, b) => a + b, 0));
  let count = 0;
  for (let bits = 0; bits < 2 ** differences.length; bits++) {
    const sum = differences.reduce((s, x, k) => s + ((bits >> k) & 1 ? -x : x), 0);
    if (Math.abs(sum) >= total) count++;
  }
  return count / 2 ** differences.length;
}

test("the share of all assignments of signs, whatever the scale", () => {
  const differences = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(differences, (values) => {
      expect(signFlipTest(values)).toBe(literal(values));
      expect(signFlipTest(values.map((x) => x / 2708))).toBe(literal(values));
    }),
  );
});

test("above twenty pairs signs are drawn: near the normal approximation, and the same each time", () => {
  const values = Array.from({ length: 40 }, (_, k) => (k % 4 === 0 ? -1 : 1));
  // 30 against 10 of one size: P(|2 B - 40| >= 20) for B binomial (40, 1/2) = 0.00222...
  expect(signFlipTest(values)).toBeGreaterThan(0.0017);
  expect(signFlipTest(values)).toBeLessThan(0.0028);
  expect(signFlipTest(values)).toBe(signFlipTest(values));
});
