import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseRecord } from "../../../src/evaluate/trials/record.js";
import { writeGraph } from "../../../src/graph/formats/formats.js";
import { smallDataset } from "../../generators/small-dataset.js";
import { lineOf, runCli } from "../../support/run-cli.js";
import { runInProcess } from "../../support/run-in-process.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

async function folderWithGraphs(): Promise<string> {
  const folder = temporaryFolder();
  for (const size of [40, 60])
    writeFileSync(join(folder, `g${size}.npz`), await writeGraph(smallDataset(size), "npz"));
  writeFileSync(
    join(folder, "sweep.yaml"),
    `datasets: [g40.npz, g60.npz]
models: [gcn, gin]
methods: [1-wis, random]
sparsity: [0, 0.5]
seeds: 2
epochs: 3
layers: 1
hidden: 4
jobs: 1
out: results
`,
  );
  return folder;
}

const recordsIn = (...path: string[]) =>
  readFileSync(join(...path, "results.jsonl"), "utf8")
    .trimEnd()
    .split("\n")
    .map(parseRecord);

test("a file gives data sets, models, methods, levels and seeds; each data set has its folder; flags go before the file", async () => {
  const folder = await folderWithGraphs();
  const args = ["evaluate", "--config", "sweep.yaml", "--backend", "wasm"];
  const dry = await runInProcess([...args, "--dry-run", "--set", "methods=[random]"], { folder });
  expect(dry.stdout).toMatch(/^g40\.npz: 8 trials, .*\ng60\.npz: 8 trials, 0 .* compute: 2 \(random: 2\)\n$/);
  const { code, stdout } = await runCli([...args, "--json", "--seeds", "1", "--set", "seeds=7"], { folder });
  expect(code).toBe(0);
  const { datasets } = JSON.parse(stdout);
  expect(datasets.map(({ input, planned }: never) => [(input as { name: string }).name, planned])).toEqual([
    ["g40.npz", 6],
    ["g60.npz", 6],
  ]);
  for (const name of ["g40.npz", "g60.npz"]) {
    const records = recordsIn(folder, "results", name);
    expect(records).toHaveLength(6);
    expect(new Set(records.map(({ model }) => model))).toEqual(new Set(["gcn", "gin"]));
    expect(records.every(({ seed, options }) => seed === 0 && options.epochs === 3)).toBe(true);
    expect(existsSync(join(folder, "results", name, "summary.csv"))).toBe(true);
  }
  // More seeds: what is there is not run again.
  const more = await runCli(args, { folder });
  expect(more.code).toBe(0);
  expect(more.stdout.match(/: test accuracy \(%\), mean/g)).toHaveLength(4);
  expect(recordsIn(folder, "results", "g60.npz")).toHaveLength(12);
});

test("a data set as an argument goes before those of the file", async () => {
  const folder = await folderWithGraphs();
  const args = ["evaluate", "g40.npz", "--config", "sweep.yaml", "--set", "models=gcn", "--seeds", "1"];
  expect((await runCli(args, { folder })).code).toBe(0);
  expect(recordsIn(folder, "results")).toHaveLength(3);
});

test.each([
  [["--config", "none.yaml"], 3, "--config none.yaml: cannot be read"],
  [["--config", "sweep.yaml", "--set", "epochs=0"], 3, "--set epochs: too small"],
  [["--config", "bad.yaml"], 3, "bad.yaml:2:1: expected one of the keys"],
  [["-o", "results"], 2, "GRAPH: expected a data set"],
  [["g40.npz"], 2, "--out: expected a folder"],
  [["g40.npz", "./g40.npz", "-o", "results"], 3, "datasets: expected names that differ"],
])("%j is refused in one line", async (args, code, message) => {
  const folder = await folderWithGraphs();
  writeFileSync(join(folder, "bad.yaml"), "seeds: 1\nepoch: 3\n");
  const result = await runInProcess(["evaluate", ...args], { folder });
  expect(result.code).toBe(code);
  expect(lineOf(result.stderr)).toContain(message);
});
