import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ImageBytes, imageTask } from "../../../datasets/images/image-bytes.js";
import { isSameClass } from "../../../datasets/images/is-same-class.js";
import { InputError } from "../../../src/errors.js";

/** Images of 2 x 3 pixels whose every byte tells which image it is: k + 1; classes as given. */
const pool = (labels: readonly number[], channels = 1): ImageBytes => ({
  name: "pool",
  pixels: Uint8Array.from(
    { length: labels.length * 6 * channels },
    (_, p) => Math.floor(p / (6 * channels)) + 1,
  ),
  labels: Uint8Array.from(labels),
  count: labels.length,
  height: 2,
  width: 3,
  channels,
});
const POOL = pool([0, 1, 2, 0, 1, 2, 0, 1, 1, 2]);
const supply = { count: 40, seed: 3, part: "train" } as const;

/** Reads a canvas without knowing where the images were put: the bytes that are not 0, by row. */
function findImages(canvas: Uint8Array, height: number, width: number, channels: number) {
  const lit: { row: number; column: number; value: number }[] = [];
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const value = canvas[(row * width + column) * channels];
      if (value > 0) lit.push({ row, column, value });
    }
  const columns = [...new Set(lit.map(({ column }) => column))];
  const rows = [...new Set(lit.map(({ row }) => row))];
  return { lit, columns, rows };
}

test("on any canvas, two whole images stand around the centre, the asked distance apart; the label says whether the classes are one", () => {
  const setting = fc.record({
    distance: fc.nat({ max: 9 }),
    moreColumns: fc.nat({ max: 5 }),
    moreRows: fc.nat({ max: 5 }),
    channels: fc.constantFrom(1, 3),
    seed: fc.nat({ max: 50 }),
  });
  fc.assert(
    fc.property(setting, ({ distance, moreColumns, moreRows, channels, seed }) => {
      const [height, width] = [2 + moreRows, 6 + distance + moreColumns];
      const images = pool([...POOL.labels], channels);
      const made = isSameClass(images, { distance, height, width }, { ...supply, seed });
      expect(made.pixels.length).toBe(40 * height * width * channels);
      for (let k = 0; k < made.count; k++) {
        const canvas = made.pixels.subarray(
          k * height * width * channels,
          (k + 1) * height * width * channels,
        );
        const { lit, columns, rows } = findImages(canvas, height, width, channels);
        expect(lit).toHaveLength(12);
        expect(rows).toEqual([rows[0], rows[0] + 1]);
        const [a] = columns;
        expect(columns).toEqual([a, a + 1, a + 2, a + 3 + distance, a + 4 + distance, a + 5 + distance]);
        const [freeLeft, freeRight] = [a, width - 1 - columns[5]];
        expect(freeRight - freeLeft === 0 || freeRight - freeLeft === 1).toBe(true);
        const below = height - 1 - rows[1] - rows[0];
        expect(below === 0 || below === 1).toBe(true);
        const values = (inLeft: boolean) =>
          new Set(lit.filter(({ column }) => column < a + 3 === inLeft).map(({ value }) => value));
        const [first, second] = [values(true), values(false)].map((found) => [...found]);
        expect([first.length, second.length]).toEqual([1, 1]);
        expect(first[0]).not.toBe(second[0]);
        const same = images.labels[first[0] - 1] === images.labels[second[0] - 1];
        expect(made.labels[k]).toBe(same ? 1 : 0);
      }
    }),
    { numRuns: 60 },
  );
});

describe("draws", () => {
  const made = (given: Partial<typeof supply> | { part: "test" } = {}, distance = 1) =>
    isSameClass(POOL, { distance, height: 2, width: 12 }, { ...supply, ...given });
  const pairsOf = ({ pixels }: ImageBytes, distance = 1) =>
    Array.from({ length: pixels.length / 24 }, (_, k) => {
      const column = Math.floor((6 - distance) / 2);
      return [pixels[k * 24 + column], pixels[k * 24 + column + 3 + distance]];
    });

  test("same seed, same bytes; the first images stay when there are more; another seed or part, other pairs", () => {
    expect(made()).toEqual(made());
    expect(made({ count: 60 } as object).pixels.subarray(0, 40 * 24)).toEqual(made().pixels);
    expect(made({ seed: 4 } as object).pixels).not.toEqual(made().pixels);
    expect(made({ part: "test" }).pixels).not.toEqual(made().pixels);
  });

  test("another distance keeps the pairs and the labels", () => {
    expect(pairsOf(made({}, 6), 6)).toEqual(pairsOf(made()));
    expect(made({}, 6).labels).toEqual(made().labels);
  });

  test("half of the labels are 1, in random order", () => {
    const { labels } = isSameClass(POOL, { distance: 0, height: 2, width: 6 }, { ...supply, count: 2000 });
    expect(labels.reduce((sum, label) => sum + label, 0)).toBe(1000);
    for (let k = 0; k < 2000; k += 2) expect(labels[k] + labels[k + 1]).toBe(1);
    const firsts = labels.filter((_, k) => k % 2 === 0).reduce((sum, label) => sum + label, 0);
    expect(Math.abs(firsts - 500)).toBeLessThan(80); // five standard deviations
  });

  test("first images are uniform over all, partners over the class or over all others", () => {
    const count = 20_000;
    const images = isSameClass(POOL, { distance: 0, height: 2, width: 6 }, { ...supply, count });
    const seen = new Map<string, number>();
    for (let k = 0; k < count; k++) {
      const key = `${images.pixels[12 * k]},${images.pixels[12 * k + 3]}`;
      seen.set(key, (seen.get(key) ?? 0) + 1);
    }
    const sizes = [3, 4, 3];
    for (let a = 0; a < 10; a++)
      for (let b = 0; b < 10; b++) {
        const own = sizes[POOL.labels[a]];
        const chance =
          a === b ? 0 : POOL.labels[a] === POOL.labels[b] ? 0.5 / 10 / (own - 1) : 0.5 / 10 / (10 - own);
        const expected = count * chance;
        expect(Math.abs((seen.get(`${a + 1},${b + 1}`) ?? 0) - expected)).toBeLessThanOrEqual(
          5 * Math.sqrt(expected),
        );
      }
  });
});

test.each([
  [POOL, { distance: 219 }, supply, "at most 218 for two images of 3 columns on a canvas of 224, got 219"],
  [POOL, { distance: 0, width: 5 }, supply, "expected at least 6 columns for two images, got 5"],
  [POOL, { distance: 0, height: 1 }, supply, "expected at least 2 rows for the images, got 1"],
  [POOL, { distance: -1 }, supply, "distance between images: expected an integer >= 0, got -1"],
  [POOL, { distance: 0.5 }, supply, "distance between images: expected an integer >= 0, got 0.5"],
  [POOL, { distance: 0, width: 7.5 }, supply, "canvas width: expected an integer >= 1, got 7.5"],
  [POOL, { distance: 0 }, { ...supply, count: 7 }, "images: expected an even number >= 2"],
  [POOL, { distance: 0 }, { ...supply, seed: -1 }, "seed: expected an integer"],
  [pool([1, 1, 1]), { distance: 0 }, supply, "expected at least two classes, got 1"],
  [pool([]), { distance: 0 }, supply, "expected at least two classes, got 0"],
  [pool([0, 0, 1]), { distance: 0 }, supply, "expected at least two of every class, got one of class 1"],
])("what cannot be made is refused: case %#", (images, options, given, message) => {
  expect(() => isSameClass(images, options, given)).toThrow(InputError);
  expect(() => isSameClass(images, options, given)).toThrow(message);
});

test("bytes become numbers from 0 to 1", () => {
  const task = imageTask({
    ...pool([0, 1]),
    pixels: Uint8Array.from({ length: 12 }, (_, k) => (k === 0 ? 255 : k)),
  });
  expect(task.images[0]).toBe(1);
  expect(task.images[5]).toBe(Math.fround(5 / 255));
  expect(Object.keys(task).sort()).toEqual([
    "channels",
    "count",
    "height",
    "images",
    "labels",
    "name",
    "width",
  ]);
});
