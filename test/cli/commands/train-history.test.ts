import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tableFromIPC } from "apache-arrow";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { writeGraph } from "../../../src/graph/formats/formats.js";
import { smallDataset } from "../../generators/small-dataset.js";
import { lineOf, runCli } from "../../support/run-cli.js";
import { runInProcess } from "../../support/run-in-process.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const TRAIN = ["train", "small.npz", "--layers", "1", "--hidden", "8", "--seed", "2", "--backend", "wasm"];
const FIELDS = ["epoch", "loss", "trainAccuracy", "validationAccuracy", "testAccuracy"];

test("a row an epoch, the same in CSV, JSON Lines and Arrow; the best epoch's accuracies are the result's", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "small.npz"), await writeGraph(smallDataset(60), "npz"));
  for (const file of ["h.csv", "h.jsonl", "h.arrow"]) {
    const run = await runCli([...TRAIN, "--epochs", "12", "--history", file, "--json"], { folder });
    expect(run.code).toBe(0);
    const result = JSON.parse(run.stdout);
    expect(result.history).toBe(file);
    const bytes = readFileSync(join(folder, file));
    const rows: Record<string, number>[] = file.endsWith(".csv")
      ? parse(bytes, { columns: true, cast: (text, { header }) => (header ? text : Number(text)) })
      : file.endsWith(".jsonl")
        ? bytes
            .toString()
            .trimEnd()
            .split("\n")
            .map((line) => JSON.parse(line))
        : tableFromIPC(bytes)
            .toArray()
            .map((row) => ({ ...row.toJSON() }));
    expect(rows.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 12 }, (_, k) => k + 1));
    expect(Object.keys(rows[0])).toEqual(FIELDS);
    const best = rows[result.bestEpoch - 1];
    expect(best).toMatchObject({
      trainAccuracy: result.trainAccuracy,
      validationAccuracy: result.validationAccuracy,
      testAccuracy: result.testAccuracy,
    });
    expect(rows[11].loss).toBeLessThan(rows[0].loss);
  }
});

test("bad input: another ending, no folder, a checkpoint beside it; nothing is written", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "small.npz"), await writeGraph(smallDataset(60), "npz"));
  const ending = await runInProcess([...TRAIN, "--history", "h.xlsx"], { folder });
  expect(ending.code).toBe(3);
  expect(lineOf(ending.stderr)).toMatch(
    /--history h\.xlsx: expected a file name ending in \.csv, \.jsonl or \.arrow/,
  );
  expect((await runInProcess([...TRAIN, "--history", join("none", "h.csv")], { folder })).code).toBe(3);
  const both = await runInProcess([...TRAIN, "--history", "h.csv", "--checkpoint", "c.safetensors"], {
    folder,
  });
  expect(both.code).toBe(2);
  expect(existsSync(join(folder, "h.csv"))).toBe(false);
});
