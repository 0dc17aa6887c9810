import * as fc from "fast-check";
import { expect, test } from "vitest";
import { observeEntries } from "../../src/completion/observe-entries.js";
import { createRandom } from "../../src/random.js";

const known = (count: number) => ({
  shape: [count, 2],
  places: Float64Array.from({ length: count }, (_, k) => 2 * k),
  values: Float64Array.from({ length: count }, (_, k) => k / 3),
});

test("observed and held-out entries are all that are known, each once, in order", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(), fc.nat(1000), (count, wish, seed) => {
      const part = 1 + (wish % count);
      const { observed, heldOut } = observeEntries(known(count), { count: part }, createRandom(seed));
      const pairs = [observed, heldOut].flatMap((entries) =>
        entries === null ? [] : Array.from(entries.places, (place, k) => [place, entries.values[k]]),
      );
      expect(observed.places).toHaveLength(part);
      expect(heldOut === null).toBe(part === count);
      expect([...observed.places]).toEqual([...observed.places].sort((a, b) => a - b));
      expect(pairs.sort((a, b) => a[0] - b[0])).toEqual(
        Array.from(known(count).places, (place, k) => [place, k / 3]),
      );
    }),
  );
});

test("a fraction is rounded; each entry is drawn as often as the others", () => {
  const times = new Float64Array(10);
  for (let seed = 0; seed < 2000; seed++)
    for (const place of observeEntries(known(10), { fraction: 0.34 }, createRandom(seed)).observed.places)
      times[place / 2]++;
  // 3 of 10, 2000 times: 600 each, standard deviation 20.5.
  for (const count of times) expect(Math.abs(count - 600)).toBeLessThan(100);
});

test.each<[{ fraction: number } | { count: number }, RegExp]>([
  [{ fraction: 0 }, /above 0, at most 1, got 0/],
  [{ fraction: 1.5 }, /got 1\.5/],
  [{ fraction: Number.NaN }, /got NaN/],
  [{ fraction: 0.01 }, /expected 1 to 10, .*got 0 \(0\.01 of 10\)/],
  [{ count: 0 }, /expected 1 to 10/],
  [{ count: 11 }, /expected 1 to 10/],
])("%j leaves nothing, or is more than there is", (part, says) => {
  expect(() => observeEntries(known(10), part, createRandom(0))).toThrow(says);
});
