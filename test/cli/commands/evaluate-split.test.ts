import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseRecord } from "../../../src/evaluate/trials/record.js";
import type { Split } from "../../../src/graph/dataset.js";
import { writeOgbFolder } from "../../generators/ogb-folder.js";
import { smallDataset } from "../../generators/small-dataset.js";
import { splitFrom } from "../../generators/split-dataset.js";
import { lineOf, runCli } from "../../support/run-cli.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const MODEL = ["--layers", "1", "--hidden", "4", "--backend", "wasm"];

function folderWith(splits: Readonly<Record<string, Split>>): string {
  const folder = temporaryFolder();
  writeOgbFolder(join(folder, "tiny"), smallDataset(), splits);
  return folder;
}

const recordsIn = (folder: string) =>
  readFileSync(join(folder, "results", "results.jsonl"), "utf8")
    .trimEnd()
    .split("\n")
    .map(parseRecord);

test("evaluate --split given: a folder in OGB's layout by its own split, from the flag or the file; the report says so", async () => {
  const folder = folderWith({ time: splitFrom(0) });
  writeFileSync(
    join(folder, "sweep.yaml"),
    "datasets: [tiny]\nmethods: [ugs, random]\nsparsity: [0, 0.5]\nepochs: 3\njobs: 1\nsplit: given\nout: results\n",
  );
  const args = ["evaluate", "--config", "sweep.yaml", ...MODEL, "--seeds"];
  const first = await runCli([...args, "1"], { folder });
  expect(first).toMatchObject({ code: 0, stderr: "3 trials\n" });
  expect(first.stdout).toMatch(/^GCN on tiny: test accuracy/m);
  expect(first.stdout).toMatch(/^Over 1 seed, all on the split that came with the data;/m);
  const records = recordsIn(folder);
  expect(records).toHaveLength(3);
  for (const record of records) {
    expect(record).toMatchObject({ outcome: "ok", options: { split: { given: 1 } } });
    expect(record.l1).toBe(record.method === "ugs" ? 0.01 : undefined);
    if (record.outcome !== "ok") continue;
    // Of 40 vertices 24 to train on, 8 to choose by and 8 to test on; at random they would be 32, 4 and 4.
    expect(Number.isInteger(Math.round(record.trainAccuracy * 24 * 1e9) / 1e9)).toBe(true);
    expect(Number.isInteger(Math.round(record.testAccuracy * 8 * 1e9) / 1e9)).toBe(true);
  }
  const page = readFileSync(join(folder, "results", "report.html"), "utf8");
  expect(page).toContain("all on the split that came with the data");
  expect(page).toMatch(/l1 of UGS.{1,6}s edge mask/);

  // More seeds go on; random splits need another folder.
  const more = await runCli([...args, "2", "--dry-run"], { folder });
  expect(more.stdout).toMatch(/^6 trials, 3 of them there already, 3 to run; .* compute: 2 \(/);
  const random = await runCli([...args, "2", "--split", "random"], { folder });
  expect(random.code).toBe(3);
  expect(lineOf(random.stderr)).toMatch(
    /option split \{"given":1\}, now \{"train":0\.8.*another output folder/,
  );
  expect(recordsIn(folder)).toHaveLength(3);
});

test("train and sparsify --split given: of several splits the seed's", async () => {
  const folder = folderWith({
    a: splitFrom(0),
    b: { ...splitFrom(3), validation: splitFrom(3).validation.slice(2) },
  });
  const train = ["train", "tiny", ...MODEL, "--epochs", "2", "--split", "given", "--json"];
  const countsOf = async (...args: string[]) => {
    const { code, stdout } = await runCli([...train, ...args], { folder });
    expect(code).toBe(0);
    const { metrics, options, splitSeed } = JSON.parse(stdout);
    expect(options.split).toEqual({ given: 2 });
    return [splitSeed, metrics.train.count, metrics.validation.count, metrics.test.count];
  };
  expect(await countsOf()).toEqual([0, 24, 8, 8]);
  expect(await countsOf("--seed", "3", "--split-seed", "5")).toEqual([5, 24, 6, 8]);

  const ugs = [
    ...["sparsify", "tiny", "--method", "ugs", "--set", "epochs=1", "--set", "share=0.5"],
    ...["--remove", "50%", "--backend", "wasm"],
  ];
  expect(await runCli([...ugs, "--split", "given", "-o", "half.npz"], { folder })).toMatchObject({
    code: 0,
    stderr: "",
  });
  const other = await runCli(
    ["sparsify", "tiny", "--method", "random", "--split", "given", "--remove", "1", "-o", "h.npz"],
    { folder },
  );
  expect(other.code).toBe(2);
  expect(lineOf(other.stderr)).toContain("--split is for ugs, not for random");
});

const { train, validation, test: tested } = splitFrom(0);

const EVALUATE = ["evaluate", "tiny", "-o", "results", "--dry-run"];

test.each<[string, string[], Record<string, Split>, RegExp]>([
  [
    "no split",
    EVALUATE,
    {},
    /^seprank: tiny: brings no split of its own; take random ones \(--split random\)/,
  ],
  [
    "overlapping parts",
    ["train", "tiny"],
    { time: { train, validation, test: Uint32Array.of(...tested, train[0]) } },
    /^seprank: split: vertex 0 is in more than one of train, validation and test: in train and test/,
  ],
  [
    "an empty training part",
    EVALUATE,
    { time: { train: new Uint32Array(), validation, test: tested } },
    /^seprank: tiny: its split 1 of 1: expected at least one train vertex, got none; /,
  ],
])("%s is refused in one line", async (_, args, splits, message) => {
  const { code, stderr } = await runCli([...args, "--split", "given"], { folder: folderWith(splits) });
  expect(lineOf(stderr)).toMatch(message);
  expect(code).toBe(3);
});

test("a word that is no way to split is a usage error; in a file, an error of the file", async () => {
  const folder = folderWith({});
  const flag = await runCli(["evaluate", "tiny", "-o", "results", "--split", "public"], { folder });
  expect(flag.code).toBe(2);
  expect(lineOf(flag.stderr)).toMatch(/Allowed choices are random, given/);
  const set = await runCli(["evaluate", "tiny", "-o", "results", "--set", "split=own"], { folder });
  expect(set.code).toBe(3);
  expect(lineOf(set.stderr)).toMatch(/--set split: .*"random"\|"given"/);
});
