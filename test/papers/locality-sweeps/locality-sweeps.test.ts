import { appendFileSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { InterruptedError } from "../../../src/errors.js";
import { localityFigure, localityTable } from "../../../src/papers/locality-sweeps/locality-figure.js";
import { LOCALITY_RECORDS, localityGrid } from "../../../src/papers/locality-sweeps/locality-grid.js";
import { type LocalityPanel, panelRuns } from "../../../src/papers/locality-sweeps/locality-plan.js";
import { type LocalityResult, localityKey } from "../../../src/papers/locality-sweeps/locality-run.js";
import {
  type LocalityOutcome,
  summarizeLocality,
} from "../../../src/papers/locality-sweeps/locality-summary.js";
import { parseLocalityRecord } from "../../../src/papers/locality-sweeps/parse-locality-record.js";
import { FIGURE_3_6_PLANS } from "../../../src/papers/thesis/hierarchical-factorization/figure-3.6.js";
import { FIGURE_C_5_PLANS } from "../../../src/papers/thesis/hierarchical-factorization/figure-c.5.js";
import { FIGURE_C_6_PLANS } from "../../../src/papers/thesis/hierarchical-factorization/figure-c.6.js";
import { FIGURE_C_7_PLANS } from "../../../src/papers/thesis/hierarchical-factorization/figure-c.7.js";
import { localityExperiment } from "../../../src/papers/thesis/hierarchical-factorization/locality.js";
import { localityComparisons } from "../../../src/papers/thesis/hierarchical-factorization/locality-comparisons.js";
import { both, experimentContext } from "../../support/experiment-context.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

/** The smallest grid: two lengths of path, with and without the regulariser. */
const PANEL: LocalityPanel = {
  title: "tiny",
  data: { kind: "pathfinder", size: 48, train: 12, test: 10 },
  distances: [2, 3],
  series: [
    { name: "reg 0", model: "resnet-small" },
    { name: "reg 0.5", model: "resnet-small", coefficient: 0.5, against: "reg 0" },
  ],
  training: { learningRate: 0.01, batchSize: 6, accumulate: 1, maxEpochs: 2, perfectEpochs: 20 },
};
const runsOf = (panel: LocalityPanel, seeds: number[]) =>
  panelRuns(panel, seeds, "wasm").map(({ run }) => run);

test("a grid keeps every run as a line, goes on after an interrupt, and does nothing twice", async () => {
  const whole = temporaryFolder();
  const options = { dataDir: undefined, onProgress: () => {} };
  const runs = runsOf(PANEL, [1]);
  const records = await localityGrid(runs, { ...options, folder: whole });
  expect(records.map(({ run }) => run)).toEqual(runs);
  const lines = readFileSync(join(whole, LOCALITY_RECORDS), "utf8").trimEnd().split("\n");
  expect(lines.map(parseLocalityRecord)).toEqual(records);
  expect(records.map(({ result }) => result.penalty === null)).toEqual([true, false, true, false]);

  const folder = temporaryFolder();
  const controller = new AbortController();
  const interrupted = localityGrid(runs, {
    ...options,
    folder,
    signal: controller.signal,
    onProgress: (line) => line.startsWith("run 3 of 4") && controller.abort(),
  });
  await expect(interrupted).rejects.toThrow(InterruptedError);
  // A torn line, as of a run that was killed while it wrote.
  appendFileSync(join(folder, LOCALITY_RECORDS), '{"schema":1,');
  const started: string[] = [];
  const rest = await localityGrid(runs, {
    ...options,
    folder,
    onProgress: (line) => started.push(line.slice(0, 12)),
  });
  expect(new Set(started)).toEqual(new Set(["run 3 of 4: ", "run 4 of 4: "]));
  const withoutTime = (found: typeof records) => found.map(({ result }) => ({ ...result, seconds: 0 }));
  expect(withoutTime(rest)).toEqual(withoutTime(records));
  const checkpoints = join(folder, "checkpoints");
  expect(existsSync(checkpoints) ? readdirSync(checkpoints) : []).toEqual([]);
});

test("a damaged line and a damaged record are told by file and line", async () => {
  const folder = temporaryFolder();
  appendFileSync(join(folder, LOCALITY_RECORDS), '{"schema":2}\n');
  await expect(localityGrid([], { folder, dataDir: undefined, onProgress: () => {} })).rejects.toThrow(
    /runs\.jsonl:1: locality run: schema/,
  );
  expect(() => parseLocalityRecord("no")).toThrow(/expected a locality run in JSON/);
});

test("all that a run's result depends on is in its key", () => {
  const [run] = runsOf(PANEL, [1]);
  const keys = new Set([localityKey("1.0.0", run), localityKey("1.0.1", run)]);
  const { data, backend, model, ...numbers } = run;
  for (const [name, value] of Object.entries(numbers))
    keys.add(localityKey("1.0.0", { ...run, [name]: value + 1 }));
  for (const other of [
    { data: { ...data, train: 14 } },
    { backend: `${backend}2` },
    { model: "resnet18" as const },
  ])
    keys.add(localityKey("1.0.0", { ...run, ...other } as typeof run));
  expect(model).toBe("resnet-small");
  expect(keys.size).toBe(2 + Object.keys(numbers).length + 3);
});

describe("a summary", () => {
  const [plain, ours] = PANEL.series;
  const result = (testAccuracy: number): LocalityResult => ({
    testAccuracy,
    trainAccuracy: 1,
    loss: 0.1,
    penalty: 0.25,
    epochs: 3,
    outcome: "fitted",
    seconds: 1,
  });
  const outcomes: LocalityOutcome[] = [
    ...[0.8, 0.82, 0.84].map((a, seed) => ({ series: plain, distance: 2, seed, result: result(a) })),
    ...[0.8, 0.83, 0.84].map((a, seed) => ({ series: ours, distance: 2, seed, result: result(a) })),
    ...[0.5, 0.52, 0.51].map((a, seed) => ({ series: plain, distance: 3, seed, result: result(a) })),
    ...[0.6, 0.61, 0.62].map((a, seed) => ({ series: ours, distance: 3, seed, result: result(a) })),
  ];
  const rows = summarizeLocality(PANEL, outcomes);

  test("has means, deviations and differences in pairs", () => {
    expect(rows.map(({ series, distance }) => `${series} at ${distance}`)).toEqual([
      "reg 0 at 2",
      "reg 0 at 3",
      "reg 0.5 at 2",
      "reg 0.5 at 3",
    ]);
    expect(rows[3].test.mean).toBeCloseTo(0.61, 12);
    expect(rows[3].test.deviation).toBeCloseTo(0.01, 12);
    expect(rows[3].difference?.mean).toBeCloseTo((0.1 + 0.09 + 0.11) / 3, 12);
    expect(rows[0].difference).toBeNull();
    // t = 0.1 / (0.01 / sqrt 3) with two degrees of freedom
    expect(rows[3].comparison?.tTest).toBeCloseTo(0.0033, 4);
  });

  test("is drawn with bars, and written as a table", () => {
    const { panels } = localityFigure("title", [{ panel: PANEL, rows }]);
    expect(panels[0].series.map(({ name }) => name)).toEqual(["reg 0", "reg 0.5", "chance"]);
    expect(Array.from(panels[0].series[1].y, (y) => Number(y.toFixed(3)))).toEqual([82.333, 61]);
    expect(panels[0].series[1].high?.[1]).toBeCloseTo(62, 9);
    const table = localityTable({ panel: PANEL, rows });
    expect(table.rows[3].slice(0, 5)).toEqual([3, "reg 0.5", "3", "61.0 ± 1.0", "100.0"]);
    expect(table.rows[3][7]).toBe("+10.0");
    for (const row of table.rows) expect(row.length).toBe(table.header.length);
  });

  test("says whether accuracy falls, is won back, and is not lost where it was high", () => {
    const found = localityComparisons({ panel: PANEL, rows }, outcomes);
    expect(found.map(({ holds }) => holds)).toEqual([true, true, true]);
    const turned = outcomes.map((outcome) => ({ ...outcome, distance: 5 - outcome.distance }));
    const worse = turned.map((outcome) =>
      outcome.series === ours ? { ...outcome, result: result(outcome.result.testAccuracy - 0.2) } : outcome,
    );
    const other = localityComparisons({ panel: PANEL, rows: summarizeLocality(PANEL, worse) }, worse);
    expect(other.map(({ holds }) => holds)).toEqual([false, false, false]);
  });
});

test("a figure's experiment runs, keeps its parts, and compares", async () => {
  const folder = temporaryFolder();
  const experiment = localityExperiment("title", both({ panels: [PANEL], runs: 1, reduction: "all of it" }));
  const context = { ...experimentContext(folder), backend: "wasm" };
  const first = await experiment(context);
  expect(first.figures[0].figure.panels.length).toBe(1);
  expect(first.tables?.[0].rows.length).toBe(4);
  expect(first.comparisons.length).toBe(3);
  const started: string[] = [];
  expect(await experiment({ ...context, onProgress: (line) => started.push(line) })).toEqual(first);
  expect(started.every((line) => line.includes("test accuracy"))).toBe(true);
});

test("the figures' plans are the paper's: networks, images, coefficients, Table C.1", () => {
  for (const [plans, model] of [
    [FIGURE_3_6_PLANS, "resnet18"],
    [FIGURE_C_5_PLANS, "resnet34"],
    [FIGURE_C_6_PLANS, "resnet18"],
    [FIGURE_C_7_PLANS, "resnet34"],
  ] as const) {
    const { panels, runs, reduction } = plans.full;
    expect([runs, reduction]).toEqual([5, null]);
    expect(panels.map(({ data }) => data)).toMatchObject([
      {
        kind: "is-same-class",
        source: "cifar-10",
        shrink: 1,
        height: 224,
        width: 224,
        train: 5000,
        test: 10_000,
      },
      { kind: "pathfinder", size: 224, train: 10_000, test: 10_000 },
    ]);
    for (const { series, training } of panels) {
      expect(new Set(series.map((own) => own.model))).toEqual(new Set([model]));
      expect(training).toMatchObject({
        learningRate: 0.01,
        batchSize: 64,
        maxEpochs: 150,
        perfectEpochs: 20,
      });
      expect(training.accumulate).toBe(model === "resnet34" ? 2 : 1);
      const names = series.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      for (const { against } of series) if (against !== undefined) expect(names).toContain(against);
    }
    for (const panel of plans.small.panels)
      for (const { against } of panel.series)
        if (against !== undefined) expect(panel.series.map(({ name }) => name)).toContain(against);
  }
  expect(FIGURE_3_6_PLANS.full.panels[0].series.map(({ coefficient }) => coefficient)).toEqual([
    0, 0.1, 0.5, 1, 3, 6, 9, 10,
  ]);
  expect(FIGURE_C_7_PLANS.full.panels[1].series[3]).toMatchObject({ coefficient: 0.5, dropout: 0.3 });
});
