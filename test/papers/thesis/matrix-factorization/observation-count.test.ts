import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quantile } from "../../../../src/evaluate/statistics/quantile.js";
import {
  observationCount,
  rankComparison,
  smallerErrorComparison,
} from "../../../../src/papers/thesis/matrix-factorization/observation-count.js";
import { both, experimentContext } from "../../../support/experiment-context.js";

it("figures 1.2 and A.3: the factorization finds what zeros do not", async () => {
  const result = await observationCount(
    both({
      rank: 1,
      tensors: [{ shape: [4, 4, 4], counts: [20, 40, 63] }],
      deviations: [0.01],
      trials: 2,
      maxIterations: 3000,
      stopBelow: 1e-7,
      mostRank: 5,
      als: { restarts: 2, maxSweeps: 60 },
      reduction: "tiny",
    }),
  )(experimentContext());
  expect(result.comparisons.map(({ holds }) => holds)).toEqual([true, true]);
  const [errors, ranks] = result.figures[0].figure.panels;
  expect(errors.series.map(({ name }) => name)).toEqual(["linear", "tf (init 0.01)"]);
  expect(Array.from(ranks.series[1].y).at(-1)).toBe(1);
  // What zeros miss is the one entry that is not observed.
  expect(Array.from(errors.series[0].y)[2]).toBeLessThan(Array.from(errors.series[0].y)[0]);
});

it("their criteria can fail", () => {
  expect(smallerErrorComparison("x", [9, 0.2, 9], [0.3, 0.3, 0.3]).holds).toBe(true);
  expect(smallerErrorComparison("x", [0.1, 0.3, 0.1], [0.3, 0.3, 0.3]).holds).toBe(false);
  expect(smallerErrorComparison("x", [0.1, 0.1], [0.3, 0.3]).holds).toBe(false);
  expect(rankComparison("x", [4, 1, 1], 1).holds).toBe(true);
  expect(rankComparison("x", [1, 1, 2], 1).holds).toBe(false);
});

describe("quantile", () => {
  it("is the median and the ends", () => {
    expect([0, 0.25, 0.5, 1].map((share) => quantile([4, 1, 3, 2], share))).toEqual([1, 1.75, 2.5, 4]);
    expect(quantile([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY], 0.5)).toBe(
      Number.POSITIVE_INFINITY,
    );
  });

  it("rises with its share, between the ends", () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), fc.tuple(fc.nat(100), fc.nat(100)), (values, [a, b]) => {
        const [low, high] = [Math.min(a, b) / 100, Math.max(a, b) / 100];
        expect(quantile(values, low)).toBeLessThanOrEqual(quantile(values, high) + 1e-6);
        expect(quantile(values, low)).toBeGreaterThanOrEqual(Math.min(...values));
      }),
    );
  });
});
