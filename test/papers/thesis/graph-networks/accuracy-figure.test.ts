import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { InputError, InterruptedError } from "../../../../src/errors.js";
import { readResults } from "../../../../src/evaluate/records/results-file.js";
import { createLocalRunner } from "../../../../src/evaluate/workers/local-runner.js";
import type { CreateTrialRunner } from "../../../../src/evaluate/workers/trial-runner.js";
import { modelByName } from "../../../../src/nn/models/models.js";
import { accuracyFigure } from "../../../../src/papers/thesis/graph-networks/accuracy-figure.js";
import type { AccuracyFigurePlan } from "../../../../src/papers/thesis/graph-networks/accuracy-plans.js";
import { FIGURE_5_3_PLANS } from "../../../../src/papers/thesis/graph-networks/figure-5.3.js";
import { FIGURE_D_5_PLANS } from "../../../../src/papers/thesis/graph-networks/figure-d.5.js";
import { parseMethod } from "../../../../src/sparsify/method-spec.js";
import { writeOgbFolder } from "../../../generators/ogb-folder.js";
import { smallDataset } from "../../../generators/small-dataset.js";
import { splitFrom } from "../../../generators/split-dataset.js";
import { both, experimentContext } from "../../../support/experiment-context.js";
import { temporaryFolder } from "../../../support/temporary-folder.js";

const panel = {
  dataset: "citations",
  model: "gcn",
  methods: ["1-wis", "2-wis", "random"],
  sparsities: [0, 0.5, 1],
  runs: 2,
  hyperparameters: { epochs: 2, hidden: 2, layers: 1 },
};
const plan: AccuracyFigurePlan = {
  title: "small",
  panels: [panel, { ...panel, model: "gin", methods: ["random"], runs: 1 }],
  reduction: "a test",
};

/** Works in this process, and counts trainings; where it is told to, it stops the run with the n-th. */
function countingRunner(stopAt = Number.POSITIVE_INFINITY, controller = new AbortController()) {
  const trained: string[] = [];
  const create: CreateTrialRunner = (graph, { backend }) => {
    const local = createLocalRunner(graph, { backend });
    return {
      ...local,
      async train(trial, order, options) {
        const measured = await local.train(trial, order, options);
        trained.push(`${trial.model} ${trial.method} ${trial.sparsity} ${trial.seed}`);
        if (trained.length === stopAt) controller.abort();
        return measured;
      },
    };
  };
  return { create, trained, signal: controller.signal };
}

test("runs seed by seed through all panels; an interrupted run goes on; records of other folders are taken over", async () => {
  const folder = temporaryFolder();
  const first = countingRunner(6);
  const stopped = accuracyFigure(
    both(plan),
    first.create,
  )({ ...experimentContext(folder), signal: first.signal, backend: "wasm" });
  await expect(stopped).rejects.toThrow(InterruptedError);
  // The fixture's seed is 1. Five of the first panel's first seed, then the second panel's.
  expect(first.trained.slice(0, 5).every((name) => /^gcn .* 1$/.test(name))).toBe(true);
  expect(first.trained[5]).toMatch(/^gin any .* 1$/);

  const second = countingRunner();
  const result = await accuracyFigure(
    both(plan),
    second.create,
  )({ ...experimentContext(folder), backend: "wasm" });
  // The trial that was under way is run again.
  expect(second.trained).toHaveLength(2 * 5 + 3 - 5);
  expect(result.reduction).toBe("a test");
  expect(result.figures[0].figure.panels.map(({ title, series }) => [title, series.length])).toEqual([
    ["GCN on citations", 3],
    ["GIN on citations", 1],
  ]);
  const [wis] = result.figures[0].figure.panels[0].series;
  expect(wis).toMatchObject({ name: "1-WIS", x: [0, 50, 100] });
  expect(result.tables?.[0]).toMatchObject({ header: ["removed", "1-WIS", "2-WIS", "random"] });
  expect(result.tables?.[0].rows).toHaveLength(3);

  // Another experiment takes them over, and trains nothing.
  const other = temporaryFolder();
  const third = countingRunner();
  const reused = await accuracyFigure(
    both(plan),
    third.create,
  )({ ...experimentContext(other), backend: "wasm", records: [folder] });
  expect(third.trained).toEqual([]);
  expect(reused).toEqual(result);
  const { records } = await readResults(join(other, "citations-gcn"));
  expect(records).toHaveLength(10);
  expect(existsSync(join(other, "citations-gcn", "run.lock"))).toBe(false);
  // Other hyperparameters, other trials.
  const changed = { ...plan, panels: [{ ...panel, runs: 1, hyperparameters: { epochs: 1, hidden: 2 } }] };
  const fourth = countingRunner();
  await accuracyFigure(
    both(changed),
    fourth.create,
  )({ ...experimentContext(), backend: "wasm", records: [folder] });
  expect(fourth.trained).toHaveLength(5);
  // The folders that records come from are only read.
  expect(readFileSync(join(folder, "citations-gcn", "results.jsonl"), "utf8").split("\n")).toHaveLength(11);
});

test("the full plans take OGBN-ArXiv's own split, as the thesis does, and nothing else differs from it", async () => {
  for (const { full, small } of [FIGURE_5_3_PLANS, FIGURE_D_5_PLANS]) {
    expect(full.reduction).toBeNull();
    for (const { dataset, split } of full.panels)
      expect(split).toBe(dataset === "ogbn-arxiv" ? "given" : "random");
    expect(small.panels.every(({ split = "random" }) => split === "random")).toBe(true);
  }
  // Its panel on a small folder in the same layout.
  const data = temporaryFolder();
  writeOgbFolder(join(data, "arxiv"), smallDataset(), { time: splitFrom(0) });
  const arxiv = FIGURE_5_3_PLANS.full.panels.find(({ dataset }) => dataset === "ogbn-arxiv")!;
  const small = {
    ...FIGURE_5_3_PLANS.full,
    panels: [
      {
        ...arxiv,
        methods: ["1-wis", "ugs"],
        sparsities: [0, 0.5],
        runs: 2,
        hyperparameters: { epochs: 1, hidden: 2, layers: 1 },
      },
    ],
  };
  const context = { ...experimentContext(), backend: "wasm", dataDir: data };
  const result = await accuracyFigure(both(small), countingRunner().create)(context);
  expect(result.reduction).toBeNull();
  expect(result.tables?.[0].title).toMatch(/2 runs, on the data set's own split$/);
  const { records } = await readResults(join(context.folder, "ogbn-arxiv-gcn"));
  expect(records).toHaveLength(6);
  for (const record of records)
    expect(record).toMatchObject({
      outcome: "ok",
      input: { name: "ogbn-arxiv" },
      options: { split: { given: 1 } },
    });
  // Records of random splits are not taken over.
  const random = { ...small, panels: small.panels.map((one) => ({ ...one, split: "random" as const })) };
  const own = countingRunner();
  await accuracyFigure(
    both(random),
    own.create,
  )({ ...context, folder: temporaryFolder(), records: [context.folder] });
  expect(own.trained).toHaveLength(6);
});

test("a folder without records to reuse is refused", async () => {
  const run = accuracyFigure(both(plan))({ ...experimentContext(), records: [temporaryFolder()] });
  await expect(run).rejects.toThrow(InputError);
});

test("the plans name methods, models and levels that there are", () => {
  for (const { full, small } of [FIGURE_5_3_PLANS, FIGURE_D_5_PLANS])
    for (const { model, methods, sparsities, runs } of [...full.panels, ...small.panels]) {
      modelByName(model);
      for (const method of methods) parseMethod(method);
      expect([sparsities[0], sparsities.at(-1)]).toEqual([0, 1]);
      expect(runs).toBeGreaterThanOrEqual(3);
    }
  expect(FIGURE_5_3_PLANS.full.panels[0].sparsities).toHaveLength(21);
  expect(
    FIGURE_D_5_PLANS.full.panels.map(({ model, runs }) => model === "resgcn" || runs === 10),
  ).not.toContain(false);
});
