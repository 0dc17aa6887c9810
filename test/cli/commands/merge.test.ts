import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { lineOf, runCli } from "../../support/run-cli.js";

const folder = mkdtempSync(join(tmpdir(), "seprank-test-"));
afterAll(() => rmSync(folder, { recursive: true }));
const sweep = ["evaluate", "citations", "--methods", "1-wis,random", "--sparsity", "0,0.5", "--seeds", "3"];
const quick = ["--epochs", "4", "--hidden", "4", "--jobs", "1", "--no-structure", "--quiet"];

/** What a trial came to, without what differs from run to run. */
const results = (name: string) =>
  readFileSync(join(folder, name, "results.jsonl"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => ({
      ...JSON.parse(line),
      finishedAt: "",
      seconds: 0,
      inferenceSeconds: 0,
      orderSeconds: 0,
      peakMemory: 0,
    }))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

test("two shards merged are the sweep run as a whole", async () => {
  expect((await runCli([...sweep, ...quick, "-o", "whole"], { folder })).code).toBe(0);
  for (const k of [1, 2]) {
    const run = await runCli([...sweep, ...quick, "--shard", `${k}/2`, "-o", `part-${k}`], { folder });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout).toMatch(
      new RegExp(`^shard ${k} of 2: (\\d+) of \\1 trials done in part-${k}.results.jsonl\n`),
    );
  }
  const merged = await runCli(["merge", "part-1", "part-2", "-o", "merged"], { folder });
  expect(merged.code).toBe(0);
  expect(merged.stderr).toContain("merged: 9 records added; 9 in all");
  expect(merged.stdout).toContain("report: ");
  expect(results("merged")).toEqual(results("whole"));
  const table = (name: string) => readFileSync(join(folder, name, "summary.csv"), "utf8");
  expect(table("merged").length).toBe(table("whole").length);
  const again = await runCli(["merge", "part-1", "part-2", "-o", "merged", "--quiet"], { folder });
  expect(again).toMatchObject({ code: 0, stderr: "" });
  expect(results("merged")).toHaveLength(9);
});

test.each([
  [[...sweep, "--shard", "5/4", "-o", "x"], 2, "Expected I/N with 1 <= I <= N, such as 3/16."],
  [[...sweep, "--shard", "half", "-o", "x"], 2, "Expected I/N with 1 <= I <= N, such as 3/16."],
  [["merge", "nothing", "-o", "x"], 3, "expected the records of seprank evaluate, there are none"],
] as const)("%j is refused in one line", async (args, code, message) => {
  const run = await runCli([...args], { folder });
  expect(run.code).toBe(code);
  expect(lineOf(run.stderr)).toContain(message);
});
