import { expect, test } from "vitest";
import {
  counted,
  duration,
  fixed,
  grouped,
  mebibytes,
  percentInterval,
  percentSpread,
  pValue,
} from "../../../src/report/wording/numbers.js";

test("numbers as they are printed", () => {
  expect(fixed(-0.04, 1)).toBe("0.0");
  expect(fixed(-0.06, 1, "+")).toBe("\u22120.1");
  expect(fixed(0.06, 1, "+")).toBe("+0.1");
  expect(percentSpread({ n: 3, mean: 0.8644, deviation: 0.0121 })).toBe("86.4 ± 1.2");
  expect(percentSpread({ n: 1, mean: -0.01, deviation: null }, "+")).toBe("\u22121.0");
  expect(percentInterval({ low: -0.013, high: 0.02 }, "+")).toBe("[\u22121.3, +2.0]");
  expect(percentInterval(null)).toBe("");
  expect([pValue(0.0004), pValue(0.0496), pValue(null)]).toEqual(["< 0.001", "0.050", ""]);
  expect([grouped(7), grouped(5278), grouped(1234567)]).toEqual(["7", "5,278", "1,234,567"]);
  expect([duration(0), duration(0.01234), duration(12.345), duration(1234.5)]).toEqual([
    "0 s",
    "12.3 ms",
    "12.3 s",
    "1230 s",
  ]);
  expect(mebibytes(206 * 2 ** 20)).toBe("206 MiB");
  expect([counted(1, "seed"), counted(2000, "seed")]).toEqual(["1 seed", "2,000 seeds"]);
});
