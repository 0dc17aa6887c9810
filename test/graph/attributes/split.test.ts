import fc from "fast-check";
import { expect, test } from "vitest";
import { randomSplit } from "../../../src/graph/attributes/split.js";
import { createRandom } from "../../../src/random.js";

const shares = { train: 0.8, validation: 0.1, test: 0.1 };

test("the parts hold every labelled vertex once, ascending, and depend on the seed alone", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -1, max: 3 }), { maxLength: 60 }),
      fc.nat({ max: 1000 }),
      (values, seed) => {
        const labels = Int32Array.from(values);
        const split = randomSplit(labels, shares, createRandom(seed, "split"));
        const all = [...split.train, ...split.validation, ...split.test];
        const labelled = [...labels.keys()].filter((vertex) => labels[vertex] >= 0);
        expect(all.sort((a, b) => a - b)).toEqual(labelled);
        expect(split.train.length).toBe(Math.round(0.8 * labelled.length));
        for (const part of Object.values(split)) expect([...part]).toEqual([...part].sort((a, b) => a - b));
        expect(randomSplit(labels, shares, createRandom(seed, "split"))).toEqual(split);
      },
    ),
  );
});

test("every vertex comes into the test part equally often", () => {
  const counts = new Array<number>(20).fill(0);
  const random = createRandom(1);
  for (let trial = 0; trial < 4000; trial++)
    for (const vertex of randomSplit(new Int32Array(20), shares, random).test) counts[vertex]++;
  // Expected 400 with standard deviation 19.
  expect(Math.min(...counts)).toBeGreaterThan(300);
  expect(Math.max(...counts)).toBeLessThan(500);
});

test.each([
  [{ train: 0.9, validation: 0.1, test: 0.1 }],
  [{ train: -0.1, validation: 0.1, test: 0.1 }],
  [{ train: Number.NaN, validation: 0.1, test: 0.1 }],
])("shares %o are refused", (bad) => {
  expect(() => randomSplit(new Int32Array(3), bad, createRandom(0))).toThrow(/expected shares from 0 to 1/);
});
