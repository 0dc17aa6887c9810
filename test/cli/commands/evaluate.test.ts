import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { summarize } from "../../../src/evaluate/summaries/summary.js";
import { parseRecord } from "../../../src/evaluate/trials/record.js";
import { writeGraph } from "../../../src/graph/formats/formats.js";
import { smallDataset } from "../../generators/small-dataset.js";
import { resultOf, runCli, startCli } from "../../support/run-cli.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const GRID = ["--methods", "1-wis,random", "--sparsity", "0,0.5,1", "--seeds", "2", "--jobs", "2"];
/** Small, so that a trial is short. */
const MODEL = ["--layers", "1", "--hidden", "4"];
const PLANNED = 8;

async function folderWithGraph(): Promise<string> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "small.npz"), await writeGraph(smallDataset(60), "npz"));
  return folder;
}

const evaluate = (...options: string[]) => [
  "evaluate",
  "small.npz",
  ...GRID,
  ...MODEL,
  "-o",
  "results",
  ...options,
];
const recordsIn = (folder: string) => {
  const path = join(folder, "results", "results.jsonl");
  return existsSync(path) ? readFileSync(path, "utf8").split("\n").slice(0, -1) : [];
};

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 10) {
    if (waited > 60_000) throw new Error("waited a minute in vain");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Whether no process of a group is left. */
function isGone(group: number): boolean {
  try {
    process.kill(-group, 0);
    return false;
  } catch {
    return true;
  }
}

test("every trial one record; a table, a csv and pictures; started again, nothing is left to do; other options are refused", async () => {
  const folder = await folderWithGraph();
  const first = await runCli(evaluate("--epochs", "20"), { folder });
  expect(first).toMatchObject({ code: 0, stderr: `${PLANNED} trials\n` });
  expect(first.stdout).toMatch(/^GCN on small\.npz: test accuracy \(%\), mean ± standard deviation$/m);
  expect(first.stdout).toMatch(/^ +50 +\d+ +[\d.]+ ± [\d.]+ +[\d.]+ ± [\d.]+$/m);
  expect(readdirSync(join(folder, "results")).sort()).toEqual([
    "accuracy.png",
    "accuracy.svg",
    "accuracy.vl.json",
    "curves.csv",
    "orders",
    "report.html",
    "results.jsonl",
    "structure.csv",
    "structure.jsonl",
    "summary.arrow",
    "summary.csv",
    "trials.arrow",
  ]);
  const records = recordsIn(folder).map(parseRecord);
  expect(records).toHaveLength(PLANNED);
  for (const record of records)
    expect(record).toMatchObject({
      outcome: "ok",
      epochs: 20,
      model: "gcn",
      input: { name: "small.npz", vertices: 60 },
      options: { epochs: 20, split: { train: 0.8, validation: 0.1, test: 0.1 } },
    });

  const again = await runCli(evaluate("--epochs", "20", "--json"), { folder });
  expect(again).toMatchObject({ code: 0, stderr: `${PLANNED} trials, ${PLANNED} of them there already\n` });
  const document = JSON.parse(again.stdout);
  expect(document).toMatchObject({ input: records[0].input, planned: PLANNED, present: PLANNED, failed: 0 });
  expect(document.summary).toEqual(summarize(records));

  const other = await runCli(evaluate("--epochs", "21"), { folder });
  expect(other.code).toBe(3);
  expect(other.stderr).toMatch(/^seprank: .*option epochs 20, now 21.*choose another output folder/);
  expect(recordsIn(folder)).toHaveLength(PLANNED);
});

test("trials do not depend on the number of jobs, nor on the other trials", async () => {
  const [parallel, single] = [await folderWithGraph(), await folderWithGraph()];
  await runCli(evaluate("--epochs", "15"), { folder: parallel });
  await runCli(evaluate("--epochs", "15", "--jobs", "1", "--methods", "random", "--sparsity", "0.5"), {
    folder: single,
  });
  const accuracies = (folder: string) =>
    recordsIn(folder)
      .map((line) => JSON.parse(line))
      .filter(({ method }) => method === "random")
      .map(({ seed, testAccuracy, validationAccuracy, trainAccuracy, bestEpoch }) => [
        seed,
        testAccuracy,
        validationAccuracy,
        trainAccuracy,
        bestEpoch,
      ])
      .sort((a, b) => a[0] - b[0]);
  expect(accuracies(single)).toHaveLength(2);
  expect(accuracies(single)).toEqual(accuracies(parallel));
});

test("Ctrl-C ends all processes, keeps the finished trials and says how to go on", async () => {
  const folder = await folderWithGraph();
  const child = startCli(evaluate("--epochs", "200"), folder);
  const result = resultOf(child);
  await until(() => recordsIn(folder).length >= 2);
  // As a terminal does: to the whole group.
  process.kill(-child.pid!, "SIGINT");
  const { code, stdout, stderr } = await result;
  expect({ code, stdout }).toEqual({ code: 130, stdout: "" });
  const kept = recordsIn(folder);
  expect(kept.length).toBeLessThan(PLANNED);
  expect(stderr).toBe(
    `${PLANNED} trials\nseprank: interrupted; ${kept.length} of ${PLANNED} trials are kept in ${join("results", "results.jsonl")}, the same command goes on from there\n`,
  );
  await until(() => isGone(child.pid!));
  kept.forEach(parseRecord);
  // Orders are there or not, as the moment was; the lock is gone.
  expect(readdirSync(join(folder, "results")).filter((name) => name !== "orders")).toEqual(["results.jsonl"]);
});

test("killed outright, no worker stays behind; a torn last line is cut off and its trial run again", async () => {
  const folder = await folderWithGraph();
  const child = startCli(evaluate("--epochs", "200"), folder);
  const result = resultOf(child);
  await until(() => recordsIn(folder).length >= 1);
  child.kill("SIGKILL");
  expect((await result).code).toBeNull();
  await until(() => isGone(child.pid!));
  const kept = recordsIn(folder);
  // The lock of the killed run is left, and taken over below.
  expect(existsSync(join(folder, "results", "run.lock"))).toBe(true);
  appendFileSync(join(folder, "results", "results.jsonl"), kept[0].slice(0, 100));

  const resumed = await runCli(evaluate("--epochs", "200"), { folder });
  expect(resumed.code).toBe(0);
  expect(recordsIn(folder).slice(0, kept.length)).toEqual(kept);
  expect(resumed.stderr).toMatch(
    /warning: .*cut off an unfinished last line of 100 bytes; its trial is run again/,
  );
  expect(resumed.stderr).toContain(`${PLANNED} trials, ${kept.length} of them there already`);
  expect(recordsIn(folder).map(parseRecord)).toHaveLength(PLANNED);
});

test("a worker that dies takes its trial along, and no other", async (context) => {
  const folder = await folderWithGraph();
  const child = startCli(evaluate("--epochs", "200"), folder);
  const children = `/proc/${child.pid}/task/${child.pid}/children`;
  if (!existsSync(children)) {
    child.kill("SIGKILL");
    context.skip(`needs ${children} to find the worker`);
  }
  const result = resultOf(child);
  // Both workers train: the orders of the first seed are computed and kept.
  await until(() => recordsIn(folder).length >= 3);
  process.kill(Number(readFileSync(children, "utf8").split(" ")[0]), "SIGKILL");
  expect((await result).code).toBe(1);
  const records = recordsIn(folder).map(parseRecord);
  expect(records).toHaveLength(PLANNED);
  const failed = records.filter((record) => record.outcome === "failed");
  expect(failed.map(({ error }) => error)).toEqual([
    expect.stringMatching(/^the worker process ended \(SIGKILL\)/),
  ]);
});

test("trials that fail are recorded, the exit code is 1, and the command again retries them", async () => {
  const folder = await folderWithGraph();
  // So large a step that the loss is no number any more.
  const args = evaluate("--epochs", "50", "--learning-rate", "1e30", "--jobs", "1", "--seeds", "1");
  const { code, stderr } = await runCli(args, { folder });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^seprank: warning: trial failed \(gcn, .*\): .*loss/m);
  expect(stderr).toMatch(/^seprank: 4 of 4 trials failed .*run the same command again to retry them$/m);
  expect(
    recordsIn(folder)
      .map(parseRecord)
      .every(({ outcome }) => outcome === "failed"),
  ).toBe(true);
  const again = await runCli(args, { folder });
  expect(again.stderr).toMatch(/^4 trials$/m);
  expect(recordsIn(folder)).toHaveLength(8);
});

test("a dry run writes nothing; a second run beside a first is refused", async () => {
  const folder = await folderWithGraph();
  const dry = await runCli(evaluate("--dry-run"), { folder });
  expect(dry).toEqual({
    code: 0,
    stderr: "",
    stdout: `${PLANNED} trials, 0 of them there already, ${PLANNED} to run; removal orders to compute: 3 (1-wis: 1, random: 2)\n`,
  });
  expect(existsSync(join(folder, "results"))).toBe(false);
  const child = startCli(evaluate("--epochs", "2000", "--patience", "2000"), folder);
  const result = resultOf(child);
  await until(() => existsSync(join(folder, "results", "run.lock")));
  const second = await runCli(evaluate("--epochs", "2000"), { folder });
  expect(second.code).toBe(3);
  expect(second.stderr).toMatch(/^seprank: results: process \d+ on .* is writing to this folder; .*\n$/);
  process.kill(-child.pid!, "SIGKILL");
  await result;
});
