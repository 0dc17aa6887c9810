import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { tableFromIPC } from "apache-arrow";
import { expect, test } from "vitest";
import { InputError } from "../../src/errors.js";
import { summarize } from "../../src/evaluate/summaries/summary.js";
import type { FinishedRecord } from "../../src/evaluate/trials/record.js";
import { ANY_METHOD } from "../../src/evaluate/trials/trial.js";
import { accuracyChart } from "../../src/report/figures/accuracy-chart.js";
import { renderSvg } from "../../src/report/figures/render-svg.js";
import { writeReport } from "../../src/report/write-report.js";
import { failedRecord, finishedRecord } from "../generators/trial-records.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const METHODS = ["1-wis", "2-wis", "random"];
const LEVELS = [0.3, 0.6, 0.9];

function sweepRecords(): FinishedRecord[] {
  return [0, 1].flatMap((seed) => [
    ...[0, 1].map((sparsity) =>
      finishedRecord({
        method: ANY_METHOD,
        seed,
        sparsity,
        removed: 1000 * sparsity,
        testAccuracy: 0.9 - 0.2 * sparsity,
      }),
    ),
    ...METHODS.flatMap((method, k) =>
      LEVELS.map((sparsity) =>
        finishedRecord({
          method,
          seed,
          sparsity,
          removed: Math.round(1000 * sparsity),
          testAccuracy: 0.88 - 0.2 * sparsity - 0.02 * k + 0.01 * seed,
        }),
      ),
    ),
  ]);
}

/** The paths drawn in a group of marks, by the class names that Vega gives it. */
function marks(svg: string, kind: "mark-line" | "mark-symbol" | "mark-rule"): string[] {
  const groups = svg.matchAll(new RegExp(`<g class="${kind} role-mark[^"]*"[^>]*>(.*?)</g>`, "g"));
  return [...groups].flatMap(([, content]) =>
    [...content.matchAll(/<(?:path|line)[^>]*>/g)].map(([mark]) => mark),
  );
}

test("the picture has a line for each method, and a point and a bar for each method and level", async () => {
  const svg = await renderSvg(accuracyChart(sweepRecords()));
  expect(marks(svg, "mark-line")).toHaveLength(METHODS.length);
  // The two levels at which all methods meet are drawn once.
  expect(marks(svg, "mark-symbol")).toHaveLength(METHODS.length * LEVELS.length + 2);
  expect(marks(svg, "mark-rule")).toHaveLength(METHODS.length * LEVELS.length + 2);
  for (const text of [
    "edges removed (%)",
    "test accuracy (%)",
    "GCN on cora",
    "1-WIS",
    "2-WIS",
    "random",
    "2 seeds",
  ])
    expect(svg).toContain(text);
  expect(svg).toContain("DejaVu Sans");
});

test("a panel for each model", async () => {
  const records = sweepRecords().flatMap((record) => [record, { ...record, model: "gin" }]);
  const svg = await renderSvg(accuracyChart(records));
  expect(marks(svg, "mark-line")).toHaveLength(2 * METHODS.length);
  expect(svg).toContain("GCN, GIN on cora");
});

test("table, SVG and a PNG of twice its size are written; the same records give the same bytes", async () => {
  const folder = temporaryFolder();
  const files = await writeReport(sweepRecords(), folder);
  expect(readdirSync(folder).sort()).toEqual([
    "accuracy.png",
    "accuracy.svg",
    "curves.csv",
    "report.html",
    "summary.arrow",
    "summary.csv",
    "trials.arrow",
  ]);
  const png = readFileSync(files.png[0]);
  expect([...png.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const svg = readFileSync(files.svg[0], "utf8");
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)!.map(Number);
  expect(Math.abs(png.readUInt32BE(16) - 2 * width)).toBeLessThanOrEqual(2);
  expect(Math.abs(png.readUInt32BE(20) - 2 * height)).toBeLessThanOrEqual(2);

  const again = await writeReport(sweepRecords().reverse(), temporaryFolder());
  expect(readFileSync(again.svg[0], "utf8")).toBe(svg);
  expect(readFileSync(again.png[0]).equals(png)).toBe(true);
  for (const name of ["html", "csv", "arrow"] as const)
    expect(readFileSync(again[name]).equals(readFileSync(files[name]))).toBe(true);
});

test("records of several inputs: a picture for each, one page, one table", async () => {
  const input = (name: string) => ({ ...sweepRecords()[0].input, name });
  const records = ["a/b", "a b", "c"].flatMap((name) =>
    sweepRecords().map((record) => ({ ...record, input: input(name) })),
  );
  const folder = temporaryFolder();
  const files = await writeReport(records, folder);
  expect(files.png.map((path) => basename(path))).toEqual([
    "accuracy-a_b.png",
    "accuracy-a_b-2.png",
    "accuracy-c.png",
  ]);
  const table = tableFromIPC(readFileSync(files.arrow));
  expect(new Set(table.getChild("input")!.toArray())).toEqual(new Set(["a b", "a/b", "c"]));
  const rows = summarize(sweepRecords());
  expect(table.numRows).toBe(3 * rows.length);
  expect([...table.getChild("mean")!].slice(0, rows.length)).toEqual(
    rows.map(({ accuracy }) => accuracy.mean),
  );
  expect(readFileSync(files.html, "utf8").match(/<h2/g)).toHaveLength(3);
});

test("the Arrow tables hold the summary and all records, what does not exist as null", async () => {
  const records = [...sweepRecords(), failedRecord({ method: "2-wis", seed: 7 })];
  const files = await writeReport(records, temporaryFolder());
  const summary = tableFromIPC(readFileSync(files.arrow));
  const rows = summarize(records);
  expect(summary.numRows).toBe(rows.length);
  expect([...summary.getChild("holm_t")!]).toEqual(
    rows.map(({ comparison }) => comparison?.adjusted.tTest ?? null),
  );
  const trials = tableFromIPC(readFileSync(files.trials));
  expect(trials.numRows).toBe(records.length);
  expect([...trials.getChild("testAccuracy")!]).toEqual(
    records.map((record) => (record.outcome === "ok" ? record.testAccuracy : null)),
  );
  expect([...trials.getChild("error")!].at(-1)).toBe("out of memory");
  expect([...trials.getChild("option_split_train")!]).toEqual(records.map(() => 0.8));
});

test("nothing finished, nothing drawn", async () => {
  const folder = temporaryFolder();
  await expect(writeReport([failedRecord()], folder)).rejects.toThrow(InputError);
  expect(readdirSync(folder)).toEqual([]);
});
