import fc from "fast-check";
import { expect, it } from "vitest";
import { compareSortedTuples, sortedTupleKey } from "../../../src/sparsify/orders/sorted-tuple-key.js";

/** A tuple, and two changes of it: what some entries lose. Small values, for ties; up to 80 entries, for keys in two steps. */
const changes = fc.integer({ min: 1, max: 80 }).chain((size) => {
  const losses = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3 })), {
    minLength: size,
    maxLength: size,
  });
  const tuple = fc.array(fc.integer({ min: 3, max: 12 }), { minLength: size, maxLength: size });
  return fc.tuple(tuple, losses, losses);
});

/** Changes whose lowest entries are the same, so that the others decide. */
const alikeBelow = fc.tuple(
  fc.array(fc.tuple(fc.integer({ min: 3, max: 5 }), fc.integer({ min: 1, max: 3 })), {
    minLength: 8,
    maxLength: 12,
  }),
  fc.array(
    fc.tuple(fc.integer({ min: 8, max: 12 }), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 })),
    {
      minLength: 16,
      maxLength: 40,
    },
  ),
);

it("compares changes of a tuple as the sorted tuples compare", () => {
  fc.assert(
    fc.property(changes, ([tuple, first, second]) => {
      comparesAsSorted(tuple, first, second);
      expect(compareSortedTuples(keyOf(tuple, first), keyOf(tuple, first))).toBe(0);
    }),
    { numRuns: 400 },
  );
});

it("compares the others where the lowest entries are the same", () => {
  fc.assert(
    fc.property(alikeBelow, ([low, high]) =>
      comparesAsSorted(
        [...low, ...high].map(([entry]) => entry),
        [...low, ...high].map(([, loss]) => loss),
        [...low.map(([, loss]) => loss), ...high.map(([, , loss]) => loss)],
      ),
    ),
    { numRuns: 400 },
  );
});

it("holds what differs, not all that is compared: a key may be kept for every edge", () => {
  const [a, b] = [0, 1].map(() => keyOf(new Array<number>(500).fill(9), new Array<number>(500).fill(2)));
  expect(compareSortedTuples(a, b)).toBe(0);
  for (const { values, differences, rest } of [a, b])
    expect([values.buffer.byteLength, differences.buffer.byteLength, rest]).toEqual([16, 8, null]);
});

function comparesAsSorted(tuple: number[], first: number[], second: number[]): void {
  const sorted = (lost: number[]) => tuple.map((x, k) => x - lost[k]).sort((a, b) => a - b);
  const [a, b] = [sorted(first), sorted(second)];
  const differs = a.findIndex((x, k) => x !== b[k]);
  // Negative where the first is the larger tuple.
  const expected = differs < 0 ? 0 : Math.sign(b[differs] - a[differs]);
  const [keyA, keyB] = [keyOf(tuple, first), keyOf(tuple, second)];
  expect(Math.sign(compareSortedTuples(keyA, keyB))).toBe(expected);
  expect(Math.sign(compareSortedTuples(keyB, keyA))).toBe(-expected + 0);
}

function keyOf(tuple: number[], lost: number[]) {
  const changed = tuple.flatMap((x, k) => (lost[k] > 0 ? [[x, x - lost[k]]] : []));
  return sortedTupleKey(
    Float64Array.from(changed, ([before]) => before),
    Float64Array.from(changed, ([, after]) => after),
  );
}
