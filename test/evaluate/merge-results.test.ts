import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { mergeResults } from "../../src/evaluate/merge-results.js";
import { RESULTS_FILE, readResults } from "../../src/evaluate/records/results-file.js";
import type { TrialRecord } from "../../src/evaluate/trials/record.js";
import { trialKey } from "../../src/evaluate/trials/trial.js";
import { failedRecord, finishedRecord } from "../generators/trial-records.js";

const root = mkdtempSync(join(tmpdir(), "seprank-test-"));
afterAll(() => rmSync(root, { recursive: true }));
let made = 0;

function folderOf(...records: TrialRecord[]): string {
  const folder = join(root, `part-${made++}`);
  mkdirSync(join(folder, "orders"), { recursive: true });
  writeFileSync(join(folder, RESULTS_FILE), records.map((record) => `${JSON.stringify(record)}\n`).join(""));
  return folder;
}

const seeds = (...list: number[]) => list.map((seed) => finishedRecord({ seed, testAccuracy: seed / 100 }));
const newFolder = () => join(root, `merged-${made++}`);

it("takes every trial once, whatever folder it is in, and adds nothing the second time", async () => {
  const [a, b] = [folderOf(...seeds(1, 3)), folderOf(...seeds(2, 3))];
  writeFileSync(join(a, "orders", "one.npy"), "order");
  writeFileSync(join(b, "orders", "two.npy"), "other");
  writeFileSync(join(b, "orders", ".seprank-1-2.tmp"), "unfinished");
  const out = newFolder();
  expect(await mergeResults([a, b], out)).toMatchObject({ added: 3, repeated: 1 });
  const { records } = await readResults(out);
  expect(records).toEqual(seeds(1, 3, 2));
  expect(readFileSync(join(out, "orders", "two.npy"), "utf8")).toBe("other");
  expect(await mergeResults([b, a], out)).toMatchObject({ added: 0, records });
  expect((await readResults(out)).records).toEqual(records);
});

it("counts a finished record before a failed one, and a failure once", async () => {
  const failures = [0, 1].map((seed) => failedRecord({ seed }));
  const out = newFolder();
  await mergeResults([folderOf(...failures), folderOf(...seeds(0), failures[1])], out);
  const { records } = await readResults(out);
  expect(records.map((record) => [record.outcome, record.seed])).toEqual([
    ["ok", 0],
    ["failed", 1],
  ]);
  expect(new Set(records.map(trialKey)).size).toBe(2);
});

it("keeps what the folder holds, and adds the rest", async () => {
  const out = folderOf(...seeds(5), failedRecord({ seed: 6 }));
  expect(await mergeResults([folderOf(...seeds(6, 5))], out)).toMatchObject({ added: 1 });
  expect((await readResults(out)).records).toEqual([...seeds(5), failedRecord({ seed: 6 }), ...seeds(6)]);
});

it("refuses two different results of one trial within a folder, and takes the same result twice", async () => {
  const again = finishedRecord({ seed: 1, testAccuracy: 1 / 100, seconds: 99 });
  expect(await mergeResults([folderOf(...seeds(1), again)], newFolder())).toMatchObject({ added: 1 });
  const changed = folderOf(...seeds(1, 2), { ...again, bestEpoch: 3 });
  await expect(mergeResults([changed], newFolder())).rejects.toThrow(
    /^1 trials have two different results, such as .*, seed 1: bestEpoch 7 and 3, in [^ ]*results\.jsonl; leave one/,
  );
});

it("takes a shard that no trial fell into; nothing but such shards is refused", async () => {
  expect(await mergeResults([folderOf(...seeds(1)), folderOf()], newFolder())).toMatchObject({ added: 1 });
  await expect(mergeResults([folderOf(), folderOf()], newFolder())).rejects.toThrow(/there are none$/);
});

const other = finishedRecord({ seed: 9 });
it.each<[string, TrialRecord, RegExp]>([
  [
    "another result",
    { ...other, seed: 1, testAccuracy: 0.5 },
    /^1 trials have two different results, such as gcn, random, 500 edges removed, seed 1: testAccuracy 0\.01 and 0\.5, in .*part-\d+.results\.jsonl and /,
  ],
  [
    "another input",
    { ...other, input: { ...other.input, sha256: "cd".repeat(32) } },
    /another configuration \(input sha256/,
  ],
  [
    "another version",
    { ...other, seprank: "0.0.1" },
    /another configuration \(seprank version "0\.0\.1", now "0\.0\.0"\)/,
  ],
  [
    "another option",
    { ...other, options: { ...other.options, hidden: 8 } },
    /another configuration \(option hidden 8, now 64\)/,
  ],
  [
    "another split of another model",
    { ...other, model: "gin", options: { ...other.options, split: { given: 3 } } },
    /another configuration \(option split/,
  ],
  ["another backend", { ...other, backend: "cpu" }, /another configuration \(backend "cpu", now "wasm"\)/],
])("refuses %s, and writes nothing", async (_, record, message) => {
  const out = newFolder();
  await expect(mergeResults([folderOf(...seeds(1, 2)), folderOf(record)], out)).rejects.toThrow(message);
  expect((await readResults(out)).records).toEqual([]);
  expect(existsSync(join(out, "run.lock"))).toBe(false);
});

it("takes models with options of their own, and refuses a folder without records", async () => {
  const gin = { ...other, model: "gin", options: { ...other.options, hidden: 16 } };
  expect(await mergeResults([folderOf(...seeds(1)), folderOf(gin)], newFolder())).toMatchObject({ added: 2 });
  const empty = join(root, "nothing-there");
  await expect(mergeResults([empty], newFolder())).rejects.toThrow(
    /nothing-there.results\.jsonl: expected the records of seprank evaluate, there are none/,
  );
});
