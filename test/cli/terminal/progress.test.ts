import { expect, test } from "vitest";
import { bytesText, createProgress, progressLine } from "../../../cli/terminal/progress.js";

test("a line of progress has the share, the rate and the time left", () => {
  const what = { what: "2-wis", unit: "edges ordered" };
  const line = progressLine(what, { done: 1234, total: 10_721, run: 1234, elapsed: 4000 });
  expect(line).toBe("2-wis: 1,234 of 10,721 edges ordered, 11 %, 309/s, about 31 s left");
  const slow = progressLine({ what: "", unit: "trials" }, { done: 3, total: 8, run: 2, elapsed: 60_000 });
  expect(slow).toBe("3 of 8 trials, 37 %, 2.0/min, about 3 min left");
  expect(progressLine(what, { done: 0, total: 5, run: 0, elapsed: 0 })).toBe(
    "2-wis: 0 of 5 edges ordered, 0 %",
  );
});

test("what was there at the beginning does not count for the rate", () => {
  const lines: string[] = [];
  let time = 0;
  const console = {
    progress: (text: string | (() => string) | null) => void lines.push((text as () => string)()),
  };
  const show = createProgress(console, { what: "ugs", unit: "edges", now: () => time });
  show(500, 1000);
  time = 10_000;
  show(600, 1000, ", loss 0.5");
  expect(lines).toEqual([
    "ugs: 500 of 1,000 edges, 50 %",
    "ugs: 600 of 1,000 edges, 60 %, 10/s, about 40 s left, loss 0.5",
  ]);
});

test("bytes in the unit that suits them", () => {
  expect([999, 12_345, 45_600_000, 2.5e9].map(bytesText)).toEqual(["999 B", "12.3 kB", "45.6 MB", "2.50 GB"]);
});
