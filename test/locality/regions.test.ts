import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InputError } from "../../src/errors.js";
import { checkRegionPair, patchRegions, twoPlaceRegions } from "../../src/locality/index.js";
import { createRandom } from "../../src/random.js";

const random = () => createRandom(5);

test("patches are two squares inside the image that do not overlap", () => {
  const sizes = fc.record({
    side: fc.integer({ min: 1, max: 3 }),
    height: fc.integer({ min: 1, max: 12 }),
    width: fc.integer({ min: 1, max: 12 }),
    seed: fc.nat({ max: 99 }),
  });
  fc.assert(
    fc.property(sizes, ({ side, height, width, seed }) => {
      // Room by brute force: is there any pair of squares without a common pixel?
      const corners: [number, number][] = [];
      for (let r = 0; r + side <= height; r++) for (let c = 0; c + side <= width; c++) corners.push([r, c]);
      const possible = corners.some(([r, c]) =>
        corners.some(([s, d]) => Math.max(Math.abs(r - s), Math.abs(c - d)) >= side),
      );
      if (!possible) {
        expect(() => patchRegions({ height, width }, side)).toThrow(/expected room for two patches/);
        return;
      }
      const draw = patchRegions({ height, width }, side);
      const stream = createRandom(seed);
      for (let k = 0; k < 5; k++) {
        const pair = draw(stream);
        checkRegionPair(pair, height * width);
        for (const region of [pair.i, pair.j]) {
          const [row, column] = [Math.floor(region[0] / width), region[0] % width];
          const square: number[] = [];
          for (let r = row; r < row + side; r++)
            for (let c = column; c < column + side; c++) square.push(r * width + c);
          expect(column + side).toBeLessThanOrEqual(width);
          expect([...region]).toEqual(square);
        }
      }
    }),
  );
});

test("patches are uniform over ordered pairs that do not overlap", () => {
  const draw = patchRegions({ height: 3, width: 5 });
  const stream = random();
  const seen = new Map<string, number>();
  const count = 40_000;
  for (let k = 0; k < count; k++) {
    const { i, j } = draw(stream);
    const key = `${i[0]},${j[0]}`;
    seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  // Corners: 2 rows, 4 columns; apart by two columns or more: 6 ordered pairs of columns, 4 of rows.
  expect(seen.size).toBe(24);
  for (const found of seen.values())
    expect(Math.abs(found - count / 24)).toBeLessThan(5 * Math.sqrt(count / 24));
});

test("of two places each is I about half of the time, J the other", () => {
  const left = { row: 1, column: 0, height: 2, width: 2 };
  const right = { row: 1, column: 4, height: 2, width: 2 };
  const draw = twoPlaceRegions({ height: 4, width: 6 }, left, right);
  const [a, b] = [Uint32Array.of(6, 7, 12, 13), Uint32Array.of(10, 11, 16, 17)];
  const stream = random();
  let leftFirst = 0;
  for (let k = 0; k < 1000; k++) {
    const pair = draw(stream);
    if (pair.i[0] === 6) leftFirst++;
    expect([pair.i, pair.j]).toEqual(pair.i[0] === 6 ? [a, b] : [b, a]);
  }
  expect(Math.abs(leftFirst - 500)).toBeLessThan(80);
});

describe("what is no pair of regions is refused", () => {
  test.each([
    [[], [1], "region I: expected at least one pixel, got none"],
    [[1], [], "region J: expected at least one pixel"],
    [[0, 9], [1], "region I: expected pixels from 0 to 8 of the image, got 9"],
    [[0], [1, 1], "region J: expected distinct pixels, got 1 twice"],
    [[0, 3], [2, 3], "regions I and J: expected disjoint ones, both hold pixel 3"],
  ])("case %#", (i, j, message) => {
    const check = () => checkRegionPair({ i: Uint32Array.from(i), j: Uint32Array.from(j) }, 9);
    expect(check).toThrow(InputError);
    expect(check).toThrow(message);
  });

  const place = { row: 0, column: 0, height: 2, width: 2 };
  const canvas = { height: 4, width: 6 };
  test.each([
    [() => twoPlaceRegions(canvas, place, place), /both hold pixel 0/],
    [() => twoPlaceRegions(canvas, place, { ...place, column: 5 }), /got 2 x 2 at row 0, column 5/],
    [() => twoPlaceRegions(canvas, { ...place, width: 0 }, place), /a rectangle inside of 4 x 6 pixels/],
    [() => twoPlaceRegions(canvas, { ...place, row: -1 }, place), /at row -1/],
    [() => patchRegions(canvas, 0), /expected a side that is an integer >= 1, got 0/],
    [() => patchRegions({ height: 3, width: 3 }), /two patches of 2 x 2 pixels side by side, got 3 x 3/],
  ])("places: case %#", (make, message) => {
    expect(make).toThrow(InputError);
    expect(make).toThrow(message);
  });
});
