import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { generateCitations } from "../../../datasets/graphs/citations.js";
import { datasetDigest } from "../../../datasets/store/digest.js";
import { FormatError } from "../../../src/errors.js";
import { type LeaderboardPlan, parseLeaderboardPlan } from "../../../src/evaluate/leaderboard/plan.js";
import { countTrials, fitToPlan, leaderboardRounds } from "../../../src/evaluate/leaderboard/rounds.js";
import { leaderboardStandings, rankBlocks } from "../../../src/evaluate/leaderboard/standings.js";
import { readTrialArchive, writeTrialArchive } from "../../../src/evaluate/leaderboard/trial-archive.js";
import { runSweep } from "../../../src/evaluate/sweep.js";
import type { FinishedRecord } from "../../../src/evaluate/trials/record.js";
import { createLocalRunner } from "../../../src/evaluate/workers/local-runner.js";
import { leaderboardPage } from "../../../src/report/page/leaderboard-page.js";
import { finishedRecord } from "../../generators/trial-records.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const PLAN = `
version: 1
models: [gcn, gin]
methods: [1-wis, jaccard, random]
sparsity: [0, 0.5, 1]
seeds: 2
baseline: random
training: { layers: 1, hidden: 4, learningRate: 0.01, weightDecay: 0, dropout: 0, epochs: 2, patience: 2, minImprovement: 0 }
datasets:
  - tiny
  - large
`;
const plan = parseLeaderboardPlan(PLAN, "plan.yaml");

function opened(vertices: number, name: string) {
  const dataset = {
    ...generateCitations({
      vertices,
      edges: vertices,
      features: 21,
      featuresPerVertex: 3,
      maxAttractiveness: 10,
    }),
    name,
  };
  return { dataset, sha256: datasetDigest(dataset) };
}
const data = new Map([
  ["large", opened(300, "large")],
  ["tiny", opened(60, "tiny")],
]);

/** All records of a plan, with an accuracy for each. */
function recordsOf(
  { datasets, models, methods, sparsity, seeds, training }: LeaderboardPlan,
  accuracy: (dataset: string, method: string, level: number, seed: number) => number,
): FinishedRecord[] {
  const records: FinishedRecord[] = [];
  for (const planned of datasets)
    for (const model of models)
      for (let seed = 0; seed < seeds; seed++)
        for (const level of sparsity)
          for (const method of level === 0 || level === 1 ? ["any"] : methods) {
            const name = String(planned);
            records.push(
              finishedRecord({
                input: { name, sha256: data.get(name)?.sha256 ?? "", vertices: 10, edges: 100 },
                model,
                method,
                sparsity: level,
                removed: 100 * level,
                seed,
                options: { ...training, split: { train: 0.8, validation: 0.1, test: 0.1 } },
                testAccuracy: accuracy(name, method, level, seed),
              }),
            );
          }
  return records;
}
const ACCURACY: Record<string, number> = { any: 0.8, "1-wis": 0.795, jaccard: 0.6, random: 0.7 };
const all = recordsOf(
  plan,
  (_, method, level, seed) => ACCURACY[method] - 0.4 * Math.floor(level) + 0.01 * seed,
);

describe("a plan", () => {
  test.each([
    ["methods: [1-wis, jaccard, random]", "methods: [1-wis, jacard, random]", /did you mean jaccard/],
    ["baseline: random", "baseline: spectral", /baseline: expected one of the methods, got spectral/],
    ["sparsity: [0, 0.5, 1]", "sparsity: [0.5, 1]", /expected 0 among the levels/],
    ["models: [gcn, gin]", "models: [gcn, gcn]", /expected no element twice/],
    ["  - large", "  - tiny", /expected no name twice, got tiny/],
    ["seeds: 2", "seeds: 2\nseed: 3", /Unrecognized key/],
    ["hidden: 4", "hidden: 0", /training\.hidden/],
    ["seeds: 2", "seeds: [", /plan\.yaml/],
  ])("with %s changed to %s is refused", (from, to, message) => {
    const parse = () => parseLeaderboardPlan(PLAN.replace(from, to), "plan.yaml");
    expect(parse).toThrow(FormatError);
    expect(parse).toThrow(message);
  });

  test("runs what is cheap first, and a second seed before what costs more than twice as much", () => {
    expect(leaderboardRounds(plan, data).map(({ name, seed }) => `${name} ${seed}`)).toEqual([
      "tiny 0",
      "tiny 1",
      "large 0",
      "large 1",
    ]);
  });
});

describe("recorded trials under a plan", () => {
  test("fit it, also where it has gained a method and a seed", () => {
    const more = { ...plan, methods: [...plan.methods, "degree"], seeds: 3 };
    for (const one of [plan, more])
      expect(fitToPlan(one, all, data)).toMatchObject({ fitting: all, unplanned: [], contradicting: [] });
  });

  test("that it no longer has are named, with their number", () => {
    const less = { ...plan, methods: ["1-wis", "random"], models: ["gcn"], seeds: 1, datasets: ["tiny"] };
    expect(fitToPlan(less, all, data).unplanned).toEqual(
      [
        "model gin (10 trials)",
        "method jaccard (2 trials)",
        "seed 1 (4 trials)",
        "data set large (20 trials)",
      ].sort(
        (a, b) =>
          fitToPlan(less, all, data).unplanned.indexOf(a) - fitToPlan(less, all, data).unplanned.indexOf(b),
      ),
    );
    expect(fitToPlan(less, all, data).fitting).toHaveLength(4);
  });

  test("that it would run otherwise are named: another option, other bytes", () => {
    const other = { ...plan, training: { ...plan.training, hidden: 8 } };
    expect(fitToPlan(other, all, data)).toMatchObject({
      fitting: [],
      contradicting: [
        "tiny: option hidden is 4, now 8 (20 trials)",
        "large: option hidden is 4, now 8 (20 trials)",
      ],
    });
    const [first] = all;
    const changed = { ...first, input: { ...first.input, sha256: "00" } };
    expect(fitToPlan(plan, [changed], data).contradicting[0]).toMatch(/^tiny: input is of SHA-256 00, now /);
  });
});

describe("standings", () => {
  test("rank by area, count seeds that are complete, and compare with the baseline in pairs", () => {
    const standings = leaderboardStandings(plan, all);
    expect(standings?.rows.map(({ method, meanRank }) => [method, meanRank])).toEqual([
      ["1-wis", 1],
      ["random", 2],
      ["jaccard", 3],
    ]);
    expect(standings?.blocks.map(({ dataset, model, seeds }) => [dataset, model, seeds.length])).toEqual([
      ["tiny", "gcn", 2],
      ["tiny", "gin", 2],
      ["large", "gcn", 2],
      ["large", "gin", 2],
    ]);
    const [wis] = standings?.rows ?? [];
    // Area over 0, 1/2, 1 of curves that differ at 1/2 only: half of the difference there.
    expect(wis.difference).toBeCloseTo((0.795 - 0.7) / 2, 12);
    expect(wis.withinPoint).toBe(0.5);
    expect(standings?.rows[2].withinPoint).toBe(0);
    expect(standings?.blocks[0]).toMatchObject({
      full: expect.closeTo(0.805, 10),
      empty: expect.closeTo(0.405, 10),
    });
  });

  test("have the median over data sets of an order's seconds, and over blocks of an epoch's at the level next to 0.8", () => {
    // An order serves both models and all seeds at its level; trials at 1/2 and 1 are of "any" or slow, and do not count.
    const levels = { ...plan, sparsity: [0, 0.5, 0.75, 1] };
    const timed = recordsOf(levels, (_, method) => ACCURACY[method]).map((record) => {
      const isLarge = record.input.name === "large";
      const orderSeconds = isLarge ? 30 : 10;
      const perEpoch =
        (record.sparsity === 0.75 ? 1 : 100) * (isLarge ? 4 : 2) * (record.model === "gin" ? 2 : 1);
      const epochs = record.seed === 1 ? 5 : 10;
      return { ...record, orderSeconds, epochs, seconds: perEpoch * epochs };
    });
    // A trial that trained no epoch has no seconds of one.
    timed.push({
      ...timed.find(({ method, sparsity }) => method === "random" && sparsity === 0.75)!,
      epochs: 0,
    });
    const rows = leaderboardStandings(levels, timed)?.rows ?? [];
    expect(rows).toHaveLength(3);
    // 2, 4 on the small data set, 4, 8 on the large one.
    for (const row of rows) expect(row).toMatchObject({ orderSeconds: 20, epochSeconds: 4 });
  });

  test("leave out a seed that lacks a trial, and rank no method without records", () => {
    const partial = all.filter(
      ({ input, seed, method }) => !(input.name === "tiny" && seed === 1 && method === "jaccard"),
    );
    const more = { ...plan, methods: [...plan.methods, "degree"] };
    const standings = leaderboardStandings(more, partial);
    expect(standings?.unmeasured).toEqual(["degree"]);
    expect(standings?.blocks.map(({ seeds }) => seeds)).toEqual([[0], [0], [0, 1], [0, 1]]);
    expect(
      leaderboardStandings(
        plan,
        all.filter(({ sparsity }) => sparsity !== 1),
      ),
    ).toBeNull();
  });

  test("take areas that differ by rounding for tied", () => {
    const block = { dataset: "a", model: "gcn", seeds: [0], withinPoint: [], full: 1, empty: null };
    const { test: friedman } = rankBlocks([{ ...block, areas: [[0.1 + 0.2], [0.3], [0.1]] }]);
    expect(friedman.meanRanks).toEqual([1.5, 1.5, 3]);
  });
});

test("the page says first where walk index sparsification wins, ties and loses, and has a diagram for each kind of graph", () => {
  const standings = leaderboardStandings(plan, all);
  if (standings === null) throw new Error("expected standings");
  const facts = (homophily: number) => ({
    title: "x",
    vertices: 10,
    edges: 100,
    homophily,
    planned: 20,
    recorded: 20,
  });
  const { text, pictures } = leaderboardPage(
    plan,
    standings,
    new Map([
      ["tiny", facts(0.8)],
      ["large", facts(0.2)],
    ]),
    "As it was.",
  );
  expect(text.indexOf("wins, ties and loses")).toBeLessThan(text.indexOf("## Mean ranks"));
  expect(text).toContain("**1-WIS** has mean rank 1.0, place 1 of 3.");
  expect(text).toContain("40 of 40 trials of plan version 1; 4 blocks");
  expect([...pictures.keys()]).toEqual(["ranks.svg", "ranks-homophilous.svg", "ranks-heterophilous.svg"]);
  expect(pictures.get("ranks.svg")).toContain("1-WIS 1.0");
  expect(text).not.toMatch(/undefined|NaN/);
});

describe("an archive of trials", () => {
  test("gives back what was written, sorted: the same trials are the same bytes", async () => {
    const folder = temporaryFolder();
    const [a, b] = [join(folder, "a.gz"), join(folder, "b.gz")];
    expect(await writeTrialArchive(a, all)).toBe(all.length);
    await writeTrialArchive(b, [...all].reverse());
    const read = await readTrialArchive(a);
    expect(new Set(read)).toEqual(new Set(all));
    expect(await readTrialArchive(b)).toEqual(read);
    expect(await readTrialArchive(join(folder, "none.gz"))).toEqual([]);
  });

  test("keeps trials that differ in an option alone", async () => {
    const path = join(temporaryFolder(), "trials.jsonl.gz");
    const deeper = all.map((record) => ({ ...record, options: { ...record.options, layers: 9 } }));
    expect(await writeTrialArchive(path, [...all, ...deeper])).toBe(2 * all.length);
    expect(new Set(await readTrialArchive(path))).toEqual(new Set([...all, ...deeper]));
  });

  test("that is damaged is refused with its name", async () => {
    const path = join(temporaryFolder(), "trials.jsonl.gz");
    await writeFile(path, "no gzip");
    await expect(readTrialArchive(path)).rejects.toThrow(
      /trials\.jsonl\.gz: expected trials, gzip of JSON Lines/,
    );
  });
});

test("a round of a plan runs, is counted, and is not run again under a plan with one more method", async () => {
  const small = parseLeaderboardPlan(PLAN.replace("  - large\n", ""), "plan.yaml");
  const folder = temporaryFolder();
  const run = async (one: LeaderboardPlan) => {
    const [{ sweep }] = leaderboardRounds(one, data);
    return runSweep(sweep, { folder, jobs: 1, createRunner: createLocalRunner });
  };
  const first = await run(small);
  expect(first).toMatchObject({ planned: 10, present: 0, failed: 0 });
  const more = { ...small, methods: [...small.methods, "degree"] };
  const second = await run(more);
  expect(second).toMatchObject({ planned: 12, present: 10, failed: 0 });
  const tiny = data.get("tiny");
  if (tiny === undefined) throw new Error("expected data");
  expect(countTrials(more, tiny, second.records)).toEqual({ planned: 24, recorded: 12 });
  expect(fitToPlan(more, second.records, data).fitting).toHaveLength(12);
});
