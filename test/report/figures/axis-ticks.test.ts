import fc from "fast-check";
import { expect, test } from "vitest";
import { axisTicks } from "../../../src/report/figures/axis-ticks.js";

test("round numbers", () => {
  expect(axisTicks(0.69, 0.908, 7)).toEqual([0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95]);
  expect(axisTicks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  expect(axisTicks(0.8, 0.8, 5).length).toBeGreaterThan(1);
});

test("they enclose the range, evenly, and are few", () => {
  const number = fc.double({ min: -100, max: 100, noNaN: true });
  fc.assert(
    fc.property(number, fc.double({ min: 1e-4, max: 100, noNaN: true }), (low, span) => {
      const ticks = axisTicks(low, low + span, 7);
      const step = ticks[1] - ticks[0];
      expect(ticks[0]).toBeLessThanOrEqual(low + 1e-6 * span);
      expect(ticks[ticks.length - 1]).toBeGreaterThanOrEqual(low + span - 1e-6 * span);
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(10);
      ticks.slice(1).forEach((tick, k) => {
        expect(tick - ticks[k]).toBeCloseTo(step, 8);
      });
    }),
  );
});
