import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { lineOf } from "../../support/run-cli.js";
import { runInProcess } from "../../support/run-in-process.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "seprank-test-"));
  return () => rmSync(folder, { recursive: true });
});

const run = (...args: string[]) => runInProcess(["locality", ...args], { folder });
const TINY = ["--data", "pathfinder", "--canvas", "48x48", "--train", "8", "--test", "8", "--epochs", "1"];
const SHORT = [...TINY, "--distance", "3", "--regularizer"];

test("paths: a table, records, a picture, and more seeds later", async () => {
  const args = [...TINY, "--distance", "3", "--batch", "4", "--seeds", "1", "-o", "paths"];
  const { code, stdout, stderr } = await run(...args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^pathfinder, resnet-small: accuracies/m);
  expect(stdout).toMatch(/^ +3 +reg 0 +1 +\d+\.\d/m);
  expect(stdout).toMatch(/^ +3 +reg 1 +1 +\d+\.\d.* [+-]\d+\.\d/m);
  for (const file of ["runs.jsonl", "accuracy.txt", "accuracy.svg", "accuracy.png"])
    expect(existsSync(join(folder, "paths", file)), file).toBe(true);
  const lines = () =>
    readFileSync(join(folder, "paths", "runs.jsonl"), "utf8")
      .trimEnd()
      .split("\n");
  const before = lines();
  expect(before.length).toBe(2);
  const more = await run(...args.with(args.indexOf("--seeds") + 1, "2"), "--json");
  expect(more).toMatchObject({ code: 0, stderr: "" });
  expect(lines().slice(0, 2)).toEqual(before);
  expect(lines().length).toBe(4);
  const { panels } = JSON.parse(more.stdout);
  expect(
    panels[0].rows.map(({ series, test: { n } }: { series: string; test: { n: number } }) => [series, n]),
  ).toEqual([
    ["reg 0", 2],
    ["reg 1", 2],
  ]);
});

test.each([
  [2, ["--data", "mazes", "-o", "x"], /'mazes' is invalid/],
  [2, ["--data", "pathfinder"], /needs -o <folder>/],
  [2, [...TINY, "--distance", "far", "-o", "x"], /Expected a number/],
  [3, [...TINY, "--model", "resnet50", "-o", "x"], /--model: expected any of resnet-small/],
  [3, [...TINY, "--distance", "3,3", "-o", "x"], /--distance: expected every one once, got 3,3/],
  [3, [...SHORT, "1", "--batch", "7", "-o", "x"], /batch size: expected one that leaves at least 2 images/],
  [3, [...TINY, "--train", "7", "-o", "x"], /expected an even/],
  [3, [...TINY, "--canvas", "48x50", "-o", "x"], /--canvas: expected a square for pathfinder, got 48x50/],
  [3, [...SHORT, "-1", "-o", "x"], /coefficient: expected a number >= 0, got -1/],
  [3, ["--data", "is-same-class", "-o", "x"], /fashion-mnist/],
] as const)("ends with %i and one line: %j", async (code, args, message) => {
  const result = await run(...args);
  expect(result.code).toBe(code);
  expect(result.stdout).toBe("");
  expect(lineOf(result.stderr)).toMatch(message);
});
