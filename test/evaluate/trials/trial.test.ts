import fc from "fast-check";
import { expect, test } from "vitest";
import { InputError } from "../../../src/errors.js";
import { ANY_METHOD, planTrials, trialKey } from "../../../src/evaluate/trials/trial.js";

const grid = { models: ["gcn"], methods: ["1-wis", "random"], sparsities: [0, 0.5, 1], seeds: [3, 4] };

test("seed by seed, coarse levels first; the whole and the empty graph once for all methods", () => {
  const trials = planTrials(grid, 11);
  expect(trials.map(({ seed, method, removed }) => [seed, method, removed])).toEqual([
    [3, ANY_METHOD, 0],
    [3, ANY_METHOD, 11],
    [3, "1-wis", 6],
    [3, "random", 6],
    [4, ANY_METHOD, 0],
    [4, ANY_METHOD, 11],
    [4, "1-wis", 6],
    [4, "random", 6],
  ]);
});

test("levels that round to one number of edges are one level", () => {
  const trials = planTrials({ ...grid, sparsities: [0.52, 0.5, 0.01], seeds: [0] }, 10);
  expect(trials.map(({ sparsity, removed }) => [sparsity, removed])).toEqual([
    [0.01, 0],
    [0.5, 5],
    [0.5, 5],
  ]);
});

test("no trial twice, whatever the grid", () => {
  const level = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(level, { minLength: 1, maxLength: 8 }),
      fc.array(fc.nat(5), { minLength: 1, maxLength: 4 }),
      fc.nat(40),
      (sparsities, seeds, edgeCount) => {
        const trials = planTrials({ ...grid, sparsities, seeds }, edgeCount);
        expect(new Set(trials.map(trialKey)).size).toBe(trials.length);
        const levels = new Set(sparsities.map((sparsity) => Math.round(sparsity * edgeCount)));
        expect(new Set(trials.map(({ removed }) => removed))).toEqual(levels);
      },
    ),
  );
});

test.each([
  [{ ...grid, methods: [] }, /methods: expected at least one/],
  [{ ...grid, sparsities: [1.5] }, /sparsity: expected fractions from 0 to 1, got 1.5/],
  [{ ...grid, sparsities: [Number.NaN] }, /sparsity/],
  [{ ...grid, seeds: [-1] }, /seed/],
])("a wrong grid is refused (%#)", (wrong, message) => {
  expect(() => planTrials(wrong, 10)).toThrow(message);
  expect(() => planTrials(wrong, 10)).toThrow(InputError);
});
