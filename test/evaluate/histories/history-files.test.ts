import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { packHistory, unpackHistory } from "../../../src/evaluate/histories/epoch-history.js";
import {
  HISTORIES_FOLDER,
  historyFileName,
  historyPath,
  readHistory,
} from "../../../src/evaluate/histories/history-files.js";
import { mergeResults } from "../../../src/evaluate/merge-results.js";
import { RESULTS_FILE, readResults } from "../../../src/evaluate/records/results-file.js";
import { reuseRecords } from "../../../src/evaluate/reuse-records.js";
import { runSweep, type Sweep } from "../../../src/evaluate/sweep.js";
import type { FinishedRecord } from "../../../src/evaluate/trials/record.js";
import { createLocalRunner } from "../../../src/evaluate/workers/local-runner.js";
import type { EpochRecord } from "../../../src/nn/training/training-session.js";
import { smallDataset } from "../../generators/small-dataset.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const sweep: Sweep = {
  dataset: smallDataset(),
  sha256: "00",
  grid: { models: ["gcn"], methods: ["1-wis", "random"], sparsities: [0, 0.5], seeds: [0, 1] },
  backend: "wasm",
  hyperparameters: { epochs: 5, layers: 1, hidden: 4 },
};

const run = (folder: string, history: boolean, asked = sweep) =>
  runSweep(asked, { folder, jobs: 1, history, createRunner: createLocalRunner });
const filesIn = (folder: string) =>
  readdirSync(join(folder, HISTORIES_FOLDER))
    .sort()
    .map((name) => [name, readFileSync(join(folder, HISTORIES_FOLDER, name), "utf8")]);
const finished = async (folder: string) => (await readResults(folder)).records as FinishedRecord[];

test("each finished trial has a row an epoch; the best epoch's accuracies are the record's", async () => {
  const folder = temporaryFolder();
  await run(folder, true);
  const records = await finished(folder);
  expect(records).toHaveLength(6);
  expect(filesIn(folder)).toHaveLength(6);
  for (const record of records) {
    const history = await readHistory(folder, record);
    expect(history.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5]);
    const { trainAccuracy, validationAccuracy, testAccuracy } = record;
    expect(history[record.bestEpoch - 1]).toMatchObject({ trainAccuracy, validationAccuracy, testAccuracy });
    expect(history.every(({ loss }) => Number.isFinite(loss) && loss > 0)).toBe(true);
  }
});

test("a run that ended between a history and its record goes on, with no line lost and none twice", async () => {
  const [whole, torn] = [temporaryFolder(), temporaryFolder()];
  await run(whole, true);
  await run(torn, true);
  const path = join(torn, RESULTS_FILE);
  const lines = readFileSync(path, "utf8").split("\n");
  // The third record is half written, its history a wrong one, the fourth has neither.
  writeFileSync(path, `${lines.slice(0, 2).join("\n")}\n${lines[2].slice(0, 100)}`);
  writeFileSync(historyPath(torn, JSON.parse(lines[2])), "epoch,loss\n1,");
  for (const line of lines.slice(3, 6)) rmSync(historyPath(torn, JSON.parse(line)));
  await run(torn, true);
  expect(filesIn(torn)).toEqual(filesIn(whole));
  for (const record of await finished(torn)) expect(await readHistory(torn, record)).toHaveLength(5);
});

test("trials that were run without stay without, those that are added have one", async () => {
  const folder = temporaryFolder();
  await run(folder, false, { ...sweep, grid: { ...sweep.grid, seeds: [0] } });
  await run(folder, true);
  const records = await finished(folder);
  expect(records.map(({ seed, history }) => [seed, history !== undefined])).toEqual(
    [0, 0, 0, 1, 1, 1].map((seed) => [seed, seed === 1]),
  );
  await expect(readHistory(folder, records[0])).rejects.toThrow(/was run without --history$/);
});

test("histories come along with merged and reused records; one that is damaged or gone is refused, and nothing is written", async () => {
  const [whole, one, two, out, reused, bad] = Array.from({ length: 6 }, temporaryFolder);
  await run(whole, true);
  await run(one, true, { ...sweep, shard: { index: 1, count: 2 } });
  await run(two, true, { ...sweep, shard: { index: 2, count: 2 } });
  await mergeResults([one, two], out);
  expect(filesIn(out)).toEqual(filesIn(whole));
  await reuseRecords(sweep, reused, [out]);
  expect(filesIn(reused)).toEqual(filesIn(whole));

  const [record] = await finished(two);
  const path = historyPath(two, record);
  writeFileSync(
    path,
    readFileSync(path, "utf8").replace(/\d/, (digit) => String((Number(digit) + 1) % 10)),
  );
  await expect(mergeResults([one, two], bad)).rejects.toThrow(/expected the history that the trial's record/);
  rmSync(path);
  await expect(mergeResults([one, two], bad)).rejects.toThrow(/no such file, which the trial's record names/);
  expect(await finished(bad)).toEqual([]);
  expect(readdirSync(bad)).not.toContain(HISTORIES_FOLDER);
});

test("a trial whose runner tells too little is no record", async () => {
  const folder = temporaryFolder();
  const forgetful = runSweep(sweep, {
    folder,
    jobs: 1,
    history: true,
    createRunner: (graph, { backend }) => createLocalRunner(graph, { backend }),
  });
  await expect(forgetful).rejects.toThrow(/expected the history of 5 epochs from the trial, got none/);
  expect(await finished(folder)).toEqual([]);
});

test("names of files differ where trials do, and are names on every system", () => {
  const names = ["gwis@cut:16", "gwis@cut-16", "../a", "A".repeat(300)].flatMap((method) =>
    [0, 1].map((seed) => historyFileName({ model: "gcn", method, removed: 3, seed })),
  );
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(8);
  for (const name of names) expect(name).toMatch(/^gcn_[\w.@-]{1,200}\.csv$/);
});

test("property: what is packed for a queue comes out as it went in; anything else is refused", () => {
  const accuracy = fc.option(fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0));
  const epoch: fc.Arbitrary<EpochRecord> = fc.record({
    epoch: fc.nat(),
    loss: fc.float({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
    trainAccuracy: fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0),
    validationAccuracy: accuracy,
    testAccuracy: accuracy,
  });
  fc.assert(
    fc.property(fc.array(epoch), (history) => {
      expect(unpackHistory(packHistory(history))).toEqual(history);
    }),
  );
  for (const text of ["", "x", packHistory([]).slice(1), Buffer.from("[[1]]").toString("base64")])
    expect(() => unpackHistory(text)).toThrow(/^expected the packed history of a trial/);
});
