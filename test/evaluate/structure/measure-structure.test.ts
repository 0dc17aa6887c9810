import { appendFileSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ORDERS_FOLDER } from "../../../src/evaluate/orders/order-cache.js";
import { structureMeter } from "../../../src/evaluate/structure/graph-structure.js";
import { measureStructure, STRUCTURE_FILE } from "../../../src/evaluate/structure/measure-structure.js";
import { summarizeStructure } from "../../../src/evaluate/structure/structure-summary.js";
import { runSweep } from "../../../src/evaluate/sweep.js";
import { createLocalRunner } from "../../../src/evaluate/workers/local-runner.js";
import { classificationGraph } from "../../../src/nn/training/classification-graph.js";
import { structureTable, structureTableAtHalf } from "../../../src/report/tables/structure-table.js";
import { tableCsv } from "../../../src/report/tables/table-csv.js";
import { tableText } from "../../../src/report/tables/text-table.js";
import { removalOrder } from "../../../src/sparsify/order-by-method.js";
import { smallDataset } from "../../generators/small-dataset.js";
import { splitDataset } from "../../generators/split-dataset.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const dataset = smallDataset();
const graph = classificationGraph(dataset);
const { edgeCount } = graph.adjacency;

const runIn = (folder: string, methods: readonly string[]) =>
  runSweep(
    {
      dataset,
      sha256: "00",
      grid: { models: ["gcn"], methods, sparsities: [0, 0.5, 0.75, 1], seeds: [0, 1] },
      backend: "wasm",
      hyperparameters: { epochs: 1, layers: 1, hidden: 2 },
    },
    { folder, jobs: 1, createRunner: createLocalRunner },
  );

test("one row a pruned graph: of deterministic methods one for all seeds, of sampled edge sets each level's own", async () => {
  const folder = temporaryFolder();
  const { records } = await runIn(folder, ["1-wis", "random", "spectral-reweighted", "ugs"]);
  const steps: number[] = [];
  const { rows, left } = await measureStructure(records, graph, folder, (n) => void steps.push(n));
  expect(left).toBe(0);
  expect(rows.map(({ method, model, seed, removed }) => [method, model, seed, removed])).toEqual([
    ["1-wis", null, null, 60],
    ["1-wis", null, null, 90],
    ["any", null, null, 0],
    ["any", null, null, edgeCount],
    ...["random", "spectral-reweighted", "ugs"].flatMap((method) =>
      [60, 90].flatMap((removed) =>
        [0, 1].map((seed) => [method, method === "ugs" ? "gcn" : null, seed, removed]),
      ),
    ),
  ]);
  expect(steps).toHaveLength(rows.length);
  const meter = structureMeter(graph.adjacency);
  for (const { method, seed, removed, ...row } of rows) {
    if (method === "any" || method === "ugs") continue;
    const order = removalOrder(method, graph.adjacency, { seed: seed ?? 0, remove: removed });
    expect(row).toMatchObject(meter(order, removed));
  }
  const path = join(folder, STRUCTURE_FILE);
  expect(
    readFileSync(path, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toEqual(rows);
  // Nothing of it is in the records of the trials.
  expect(readFileSync(join(folder, "results.jsonl"), "utf8")).not.toContain("isolated");

  // Measured once: again, it is read.
  const { mtimeMs } = statSync(path);
  steps.length = 0;
  expect((await measureStructure(records, graph, folder, (n) => void steps.push(n))).rows).toEqual(rows);
  expect(steps).toEqual([]);
  expect(statSync(path).mtimeMs).toBe(mtimeMs);
  // A torn line is measured anew.
  appendFileSync(path, '{"method"');
  expect((await measureStructure(records, graph, folder)).rows).toEqual(rows);

  const summary = summarizeStructure(rows);
  expect(summary).toHaveLength(2 + 2 + 3 * 2);
  const random = summary.find(({ method, removed }) => method === "random" && removed === 60);
  const own = rows.filter(({ method, removed }) => method === "random" && removed === 60);
  expect(random?.measures.isolated).toMatchObject({ n: 2, mean: (own[0].isolated + own[1].isolated) / 2 });
  const csv = tableCsv(structureTable(summary)).trimEnd().split("\n");
  expect(csv).toHaveLength(1 + summary.length);
  expect(new Set(csv.map((line) => line.split(",").length))).toEqual(new Set([5 + 2 * 8]));
  const table = tableText(structureTableAtHalf(summary)!);
  expect(table).toMatch(/^Structure with 50 % of the edges removed/);
  for (const name of ["all edges, or none", "1-WIS", "random", "spectral-reweighted", "UGS (GCN)"])
    expect(table).toContain(name);
});

test("an order that took training and is gone is not trained again; others are computed anew", async () => {
  const folder = temporaryFolder();
  const { records } = await runIn(folder, ["random", "ugs"]);
  rmSync(join(folder, ORDERS_FOLDER), { recursive: true });
  const { rows, left } = await measureStructure(records, graph, folder);
  expect(left).toBe(4);
  expect(new Set(rows.map(({ method }) => method))).toEqual(new Set(["any", "random"]));
});

test("without a finished trial there is nothing", async () => {
  expect(await measureStructure([], graph, temporaryFolder())).toEqual({ rows: [], left: 0 });
  expect(structureTableAtHalf([])).toBeNull();
});

test("graphs that labels decided are those of the trials' split; another split's graph is refused", async () => {
  const folder = temporaryFolder();
  const own = splitDataset();
  const { records } = await runSweep(
    {
      dataset: own,
      sha256: "00",
      grid: { models: ["gcn"], methods: ["gwis@label"], sparsities: [0.5], seeds: [0] },
      backend: "wasm",
      hyperparameters: { epochs: 1, layers: 1, hidden: 2 },
      split: "given",
    },
    { folder, jobs: 1, createRunner: createLocalRunner },
  );
  // Computed anew, where its order is gone.
  rmSync(join(folder, ORDERS_FOLDER), { recursive: true });
  await expect(measureStructure(records, graph, folder)).rejects.toThrow(
    /expected the graph with that of the records, \{"given":1\}, got \{"train":0\.8/,
  );
  const { rows } = await measureStructure(records, classificationGraph(own, { split: "given" }), folder);
  const labels = own.labels!.map((label, t) => (own.splits[0].train.includes(t) ? label : -1));
  const order = removalOrder("gwis@label", own.adjacency, { labels });
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject(structureMeter(own.adjacency)(order, rows[0].removed));
});
