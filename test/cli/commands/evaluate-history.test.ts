import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tableFromIPC } from "apache-arrow";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { saveHistories } from "../../../cli/files/save-histories.js";
import { runSweep } from "../../../src/evaluate/sweep.js";
import { createLocalRunner } from "../../../src/evaluate/workers/local-runner.js";
import { writeGraph } from "../../../src/graph/formats/formats.js";
import { smallDataset } from "../../generators/small-dataset.js";
import { lineOf, runCli } from "../../support/run-cli.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const FIELDS = ["input", "model", "method", "sparsity", "removed", "seed", "epoch", "loss"];
const ACCURACIES = ["trainAccuracy", "validationAccuracy", "testAccuracy"];
const EVALUATE = [
  ...[
    "evaluate",
    "small.npz",
    "--methods",
    "random,1-wis",
    "--sparsity",
    "0,0.5",
    "--seeds",
    "1",
    "--jobs",
    "2",
  ],
  ...["--layers", "1", "--hidden", "4", "--epochs", "6", "--backend", "wasm", "--no-structure"],
];

test("evaluate --history: the epochs of trials in worker processes, a row each; bad names are refused before anything runs", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "small.npz"), await writeGraph(smallDataset(60), "npz"));
  const run = await runCli([...EVALUATE, "-o", "out", "--history", "out/history.csv", "--json"], { folder });
  expect(run.stderr).not.toMatch(/warning/i);
  expect(run.code).toBe(0);
  expect(JSON.parse(run.stdout).history).toEqual({ target: "out/history.csv", trials: 3, without: 0 });
  const rows: Record<string, string>[] = parse(readFileSync(join(folder, "out/history.csv")), {
    columns: true,
  });
  expect(Object.keys(rows[0])).toEqual([...FIELDS, ...ACCURACIES]);
  expect(rows.map((row) => `${row.method} ${row.removed} ${row.epoch}`).sort()).toEqual(
    ["1-wis 90", "any 0", "random 90"].flatMap((trial) =>
      [1, 2, 3, 4, 5, 6].map((epoch) => `${trial} ${epoch}`),
    ),
  );
  expect(readdirSync(join(folder, "out/history"))).toHaveLength(3);

  const refused = await runCli([...EVALUATE, "-o", "other", "--history", "other/results.jsonl"], { folder });
  expect(refused.code).toBe(3);
  expect(lineOf(refused.stderr)).toMatch(/--history other\/results\.jsonl: expected another name/);
  expect(existsSync(join(folder, "other"))).toBe(false);
});

test("the same rows in CSV, JSON Lines, Arrow and in a folder with a file a trial", async () => {
  const folder = temporaryFolder();
  // A name that CSV has to quote.
  const dataset = { ...smallDataset(), name: 'small, "odd"' };
  const { records } = await runSweep(
    {
      dataset,
      sha256: "00",
      grid: { models: ["gcn"], methods: ["random"], sparsities: [0, 0.5], seeds: [0, 1] },
      backend: "wasm",
      hyperparameters: { epochs: 3, layers: 1, hidden: 4 },
    },
    { folder, jobs: 1, history: true, createRunner: createLocalRunner },
  );
  const cast = (text: string, { header, column }: { header: boolean; column: string | number }) =>
    header || ["input", "model", "method"].includes(String(column)) ? text : Number(text);
  const tables: Record<string, (file: string) => object[]> = {
    "h.csv": (file) => parse(readFileSync(file), { columns: true, cast }),
    "h.jsonl": (file) =>
      readFileSync(file, "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    "h.arrow": (file) =>
      tableFromIPC(readFileSync(file))
        .toArray()
        .map((row) => ({ ...row.toJSON() })),
    each: (file) =>
      readdirSync(file).flatMap((name) =>
        parse(readFileSync(join(file, name)), { columns: true, cast }),
      ) as object[],
  };
  const sorted = (rows: object[]) => rows.map((row) => JSON.stringify(row)).sort();
  const found: string[][] = [];
  for (const [name, read] of Object.entries(tables)) {
    const target = join(folder, name);
    expect(await saveHistories([{ folder, records }], target)).toEqual({ trials: 4, without: 0 });
    found.push(sorted(read(target)));
  }
  expect(found[0]).toHaveLength(12);
  for (const rows of found) expect(rows).toEqual(found[0]);
});
