import { expect, test } from "vitest";
import { timeLeft } from "../../../cli/terminal/time-left.js";

test("as long for each trial to come as for those before", () => {
  expect(timeLeft(0, 5, 100)).toBe("");
  expect(timeLeft(5, 0, 100)).toBe("");
  expect(timeLeft(2, 4, 10_000)).toBe(", about 20 s left");
  expect(timeLeft(10, 100, 60_000)).toBe(", about 10 min left");
  expect(timeLeft(1, 100, 180_000)).toBe(", about 5.0 h left");
});
