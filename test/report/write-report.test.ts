import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { tableFromIPC } from "apache-arrow";
import { expect, test } from "vitest";
import { InputError } from "../../src/errors.js";
import { summarizeInputs } from "../../src/evaluate/summaries/input-summary.js";
import { summarize } from "../../src/evaluate/summaries/summary.js";
import type { FinishedRecord } from "../../src/evaluate/trials/record.js";
import { ANY_METHOD } from "../../src/evaluate/trials/trial.js";
import { accuracyChart } from "../../src/report/figures/accuracy-chart.js";
import { drawTo } from "../../src/report/figures/draw-to.js";
import { renderSvg } from "../../src/report/figures/render-svg.js";
import { htmlReport } from "../../src/report/page/html-report.js";
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
  const svg = await renderSvg(accuracyChart(summarizeInputs(sweepRecords())[0]));
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
  const svg = await renderSvg(accuracyChart(summarizeInputs(records)[0]));
  expect(marks(svg, "mark-line")).toHaveLength(2 * METHODS.length);
  expect(svg).toContain("GCN, GIN on cora");
});

test("table, SVG and a PNG of twice its size are written; the same records give the same bytes", async () => {
  const folder = temporaryFolder();
  const files = await writeReport(summarizeInputs(sweepRecords()), folder);
  expect(readdirSync(folder).sort()).toEqual([
    "accuracy.png",
    "accuracy.svg",
    "accuracy.vl.json",
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

  const again = await writeReport(summarizeInputs(sweepRecords().reverse()), temporaryFolder());
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
  const files = await writeReport(summarizeInputs(records), folder);
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
  const files = await writeReport(summarizeInputs(records), temporaryFolder());
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
  await expect(writeReport(summarizeInputs([failedRecord()]), folder)).rejects.toThrow(InputError);
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ["of 100 KB", "long".repeat(25_000)],
  ["with control characters and a half of a surrogate pair", "a\u0000b\u001bc\ud800"],
  ["that names a prototype", "__proto__"],
])("an input and methods with a name %s: everything is written, nothing is huge", async (_, name) => {
  const input = { ...finishedRecord().input, name };
  const records = sweepRecords().map((record) => ({
    ...record,
    input,
    method:
      record.method === ANY_METHOD || record.method === "random" ? record.method : `${name}${record.method}`,
  }));
  const folder = temporaryFolder();
  const before = process.memoryUsage().rss;
  const files = await writeReport(summarizeInputs(records), folder);
  expect(files.undrawn).toEqual([]);
  expect(readFileSync(files.png[0]).readUInt32BE(16)).toBeLessThan(4000);
  expect(readFileSync(files.html).length).toBeLessThan(3e6);
  expect(process.memoryUsage().rss - before).toBeLessThan(600e6);
});

test.each(["constructor", "toString", "valueOf", "__proto__", "null", ""])(
  "a method called %j is drawn as any other, and accuracies that are all but equal too",
  async (method) => {
    for (const others of [[], ["random"]])
      for (const difference of [0, 1e-16, 1e-320]) {
        const records = [method, ...others].flatMap((name) =>
          [0, 1].map((seed) => finishedRecord({ method: name, seed, testAccuracy: difference * seed })),
        );
        const [summary] = summarizeInputs(records);
        expect(await renderSvg(accuracyChart(summary))).toContain("</svg>");
        htmlReport([{ ...summary, picture: "", structure: [] }]);
      }
  },
);

test("where a picture cannot be drawn, the page and the tables are written all the same, and the reason is told", async () => {
  const folder = temporaryFolder();
  // A folder in the way of the picture would be an input error; an accuracy that is no number is none, and Vega stumbles over it.
  const drawn = await drawTo(folder, "accuracy", () => {
    throw new Error("Operator not defined: 7\nat some line");
  });
  expect(drawn).toEqual({
    reason: `${join(folder, "accuracy.svg")}: the picture cannot be drawn (Operator not defined: 7)`,
  });
});

test("a report of 20,900 records of 22 seeds takes seconds", async () => {
  const METHOD_COUNT = 40;
  const records = Array.from({ length: 20_900 }, (_, k) => {
    const [seed, place] = [k % 22, Math.floor(k / 22)];
    const [method, level] = [place % METHOD_COUNT, Math.floor(place / METHOD_COUNT)];
    return finishedRecord({
      method: method === 0 ? "random" : `${method}-wis`,
      seed,
      sparsity: level / 100,
      removed: 10 * level,
      testAccuracy: 0.5 + 0.4 * Math.abs(Math.sin(k)),
    });
  });
  const start = performance.now();
  const summaries = summarizeInputs(records);
  const files = await writeReport(summaries, temporaryFolder());
  expect(files.undrawn).toEqual([]);
  expect(performance.now() - start).toBeLessThan(90_000);
});
