import { expect, test } from "vitest";
import { createDurationWarning } from "../../../cli/terminal/duration-warning.js";

/** What is said while edges are ordered: [seconds, edges ordered of 1,000] each. */
function said(steps: readonly (readonly [seconds: number, ordered: number])[]): string[] {
  const lines: string[] = [];
  let time = 0;
  const warnOfDuration = createDurationWarning({ message: (text) => lines.push(text) }, "2-wis", () => time);
  for (const [seconds, ordered] of steps) {
    time = seconds;
    warnOfDuration(ordered, 1000);
  }
  return lines;
}

test("what takes long is told once, with an estimate", () => {
  expect(
    said([
      [1, 1],
      [10, 10],
      [11, 10],
      [200, 20],
    ]),
  ).toEqual([
    "2-wis: 10 of 1000 edges ordered in 10 s, about 17 min more at this rate; --timeout SECONDS gives up in time, 1-wis and random are fast on any graph",
  ]);
  expect(
    said([
      [20, 0],
      [61, 0],
    ])[0],
  ).toMatch(/0 of 1000 edges ordered in 61 s, no edge is ordered yet;/);
  expect(
    said([
      [10, 1],
      [20_000, 2],
    ])[0],
  ).toContain("about 3 h more");
});

test("what is soon done is not", () => {
  expect(
    said([
      [1, 100],
      [9, 900],
    ]),
  ).toEqual([]);
  expect(
    said([
      [10, 500],
      [15, 700],
      [100, 800],
    ]),
  ).toEqual([]);
});

test("work of another kind is told in its own words, parts of a whole too", () => {
  const lines: string[] = [];
  let time = 0;
  const words = { unit: "networks measured", none: "none so far", advice: "fewer are faster" };
  const warn = createDurationWarning({ message: (text) => lines.push(text) }, "rank", () => time, words);
  time = 10;
  warn(0.25, 20);
  expect(lines).toEqual([
    "rank: 0.25 of 20 networks measured in 10 s, about 13 min more at this rate; --timeout SECONDS gives up in time, fewer are faster",
  ]);
});
