import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { theoremTwoBounds } from "../../../src/factorization/index.js";
import {
  createTensor,
  distanceFromRank,
  effectiveRank,
  schattenNorm,
  singularValues,
} from "../../../src/tensor/index.js";

/** Adjacent entries larger than what the differences make of sqrt(2 loss): the others are the theorem's trivial case. */
const size = fc.double({ min: 0.9, max: 3, noNaN: true });
const difference = fc.double({ min: -0.5, max: 0.5, noNaN: true });

describe("theoremTwoBounds", () => {
  it("is equation 1.13 of the unperturbed problem", () => {
    const { leastNorm } = theoremTwoBounds(1e-4, { adjacent: [1, 1], opposite: 0 });
    expect(leastNorm).toBeCloseTo(1 / Math.sqrt(2e-4) - 8, 10);
  });

  it("holds for every matrix whose determinant has the sign of z z'", () => {
    fc.assert(
      fc.property(
        size,
        size,
        fc.double({ min: 0, max: 2, noNaN: true }),
        fc.double({ min: 1e-6, max: 9, noNaN: true }),
        fc.tuple(difference, difference, difference),
        (z, other, opposite, determinant, [a, b, c]) => {
          fc.pre(Math.abs(opposite + c) > 1e-3);
          const entry = ((z + a) * (other + b) + determinant) / (opposite + c);
          const matrix = [entry, z + a, other + b, opposite + c];
          const loss = (a * a + b * b + c * c) / 2;
          const bounds = theoremTwoBounds(loss, { adjacent: [z, other], opposite });
          const values = singularValues(createTensor([2, 2], Float64Array.from(matrix)));
          for (const p of [1, 2, Number.POSITIVE_INFINITY])
            expect(schattenNorm(values, p)).toBeGreaterThanOrEqual(bounds.leastNorm - 1e-9);
          expect(effectiveRank(values)).toBeLessThanOrEqual(bounds.largestEffectiveRank + 1e-9);
          expect(distanceFromRank(values, 1)).toBeLessThanOrEqual(bounds.largestDistanceFromRankOne + 1e-9);
        },
      ),
    );
  });
});
