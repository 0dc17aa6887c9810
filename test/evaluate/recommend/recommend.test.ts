import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { karate } from "../../../datasets/graphs/karate.js";
import { InputError, InterruptedError } from "../../../src/errors.js";
import { PILOT_TRAINING } from "../../../src/evaluate/recommend/pilot-settings.js";
import { type PilotTask, recommend } from "../../../src/evaluate/recommend/recommend.js";
import { recommendByStructure } from "../../../src/evaluate/recommend/recommend-structure.js";
import { readResults } from "../../../src/evaluate/records/results-file.js";
import { structureMeter } from "../../../src/evaluate/structure/graph-structure.js";
import { ANY_METHOD, type Trial } from "../../../src/evaluate/trials/trial.js";
import type { TrialRunner } from "../../../src/evaluate/workers/trial-runner.js";
import { recommendationText } from "../../../src/report/tables/recommendation-text.js";
import { removalOrder } from "../../../src/sparsify/order-by-method.js";
import { smallDataset } from "../../generators/small-dataset.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const dataset = smallDataset(100);
const { edgeCount } = dataset.adjacency;
const task: PilotTask = {
  dataset,
  sha256: "00",
  model: "gcn",
  backend: "wasm",
  hyperparameters: {},
  methods: ["1-wis", "2-wis", "degree", "forman", "triangle", "jaccard"],
};

/** How much a method loses with a share of the edges gone: `degree` nothing up to 0.65, the others early. */
const LOSSES: Record<string, (sparsity: number) => number> = {
  degree: (sparsity) => (sparsity <= 0.66 ? 0 : 0.3 * (sparsity - 0.55)),
  "1-wis": (sparsity) => 0.1 * sparsity,
  random: (sparsity) => 0.3 * sparsity,
};

/** Accuracies that are a function of the trial alone; the same seed is lucky or not with every method. */
function planted({ method, sparsity, seed }: Trial): number {
  const luck = 0.02 * Math.sin(7 * seed);
  const own = 0.002 * Math.sin(3 * seed + 11 * sparsity + method.length);
  return 0.8 + luck + own - (LOSSES[method] ?? ((x: number) => 0.2 * x))(sparsity);
}

/** A runner that trains nothing, and a clock that each trial moves. */
function plantedRunner(secondsPerTrial: number, accuracy: (trial: Trial) => number = planted) {
  const clock = { time: 0 };
  const trained: Trial[] = [];
  let closed = 0;
  const runner: TrialRunner = {
    jobs: 1,
    backend: async () => "wasm",
    removalOrder: async (method) => ({
      order: { method: method.name, edges: Uint32Array.from({ length: edgeCount }, (_, e) => e) },
      seconds: 0,
    }),
    async train(trial) {
      trained.push(trial);
      clock.time += 1000 * secondsPerTrial;
      const testAccuracy = accuracy(trial);
      const rest = { validationAccuracy: 0.5, trainAccuracy: 0.5, bestEpoch: 1, epochs: 2 };
      return { testAccuracy, ...rest, seconds: secondsPerTrial };
    },
    close: async () => {
      closed++;
    },
  };
  const options = { jobs: 1, now: () => clock.time, createRunner: () => runner };
  return { clock, trained, options, closed: () => closed };
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

test("the planted method wins, its level is found to a step, and the interval is that of the fresh seeds alone", async () => {
  const folder = temporaryFolder();
  const { options, trained, clock, closed } = plantedRunner(1);
  const answer = await recommend(task, { ...options, folder, budget: 1200 });
  expect(clock.time).toBeLessThanOrEqual(1_200_000);
  expect(answer.budget.spent).toBeCloseTo(clock.time / 1000, 9);
  expect(closed()).toBe(1);
  expect(answer.choice).toMatchObject({ method: "degree", sparsity: 0.65, confidence: "sure" });
  expect(answer.contestants.map(({ method }) => method).slice(0, 2)).toContain("degree");
  expect(answer.sure.methods).toContain("degree");

  // Once more, from the records alone.
  const { records } = await readResults(folder);
  const at = (method: string, removed: number, seed: number) =>
    records.find((one) => one.method === method && one.removed === removed && one.seed === seed) as {
      testAccuracy: number;
    };
  const removed = Math.round(0.65 * edgeCount);
  const fresh = [...new Set(records.filter(({ seed }) => seed >= 100).map(({ seed }) => seed))];
  expect(fresh).toHaveLength(20);
  const losses = fresh.map(
    (seed) => at("degree", removed, seed).testAccuracy - at(ANY_METHOD, 0, seed).testAccuracy,
  );
  const check = answer.choice?.check;
  expect(check?.seeds).toBe(20);
  expect(check?.toFull.mean).toBeCloseTo(mean(losses), 12);
  const deviation = Math.sqrt(mean(losses.map((x) => (x - mean(losses)) ** 2)) * (20 / 19));
  // The quantile of Student's t for 19 degrees of freedom.
  expect(check?.toFull.interval?.low).toBeCloseTo(mean(losses) - (2.093024 * deviation) / Math.sqrt(20), 6);
  const random = fresh.map(
    (seed) => at("degree", removed, seed).testAccuracy - at("random", removed, seed).testAccuracy,
  );
  expect(check?.toBaseline?.mean).toBeCloseTo(mean(random), 12);
  // What chose took no part in the check, and the sweep that makes sure takes neither's seeds.
  const raced = trained.filter(({ seed }) => seed < 100);
  expect(Math.max(...raced.map(({ seed }) => seed))).toBeLessThan(20);
  expect(Math.min(...answer.sure.seeds)).toBe(1000);
});

test("methods that lose are left behind by halves, and those that are left have more seeds", async () => {
  const { options } = plantedRunner(1);
  const { contestants } = await recommend(task, { ...options, folder: temporaryFolder(), budget: 1200 });
  const rounds = contestants.map(({ round }) => round).filter((round) => round !== null);
  expect(rounds.toSorted()).toEqual([1, 1, 1, 2, 3]);
  const seedsOf = (round: number | null) =>
    contestants.filter((one) => one.round === round).map(({ seeds }) => seeds);
  expect(Math.min(...seedsOf(null))).toBeGreaterThanOrEqual(Math.max(...seedsOf(1)));
});

test.each([10, 25, 60])("a budget of %d s is kept: one trial's time over it at most", async (budget) => {
  const { options, clock } = plantedRunner(1);
  const answer = await recommend(task, { ...options, folder: temporaryFolder(), budget });
  expect(clock.time / 1000).toBeLessThanOrEqual(budget + 4);
  expect(answer.budget.ended).toBe("time");
  if (budget > 10) expect(answer.choice).not.toBeNull();
});

test("on a real clock, what is under way at the end is given up, and the same call goes on", async () => {
  const folder = temporaryFolder();
  const slow = plantedRunner(0);
  const runner = slow.options.createRunner();
  const createRunner = () => ({
    ...runner,
    train: async (...args: Parameters<TrialRunner["train"]>) => {
      await setTimeout(40);
      return runner.train(...args);
    },
  });
  const begun = performance.now();
  const first = await recommend(task, { folder, jobs: 1, budget: 1, createRunner });
  expect((performance.now() - begun) / 1000).toBeLessThan(2.5);
  expect(first.budget.ended).toBe("time");
  const kept = (await readResults(folder)).records.length;
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(30);
  const again = await recommend(task, { folder, jobs: 1, budget: 3, createRunner });
  expect(again.trials.present).toBe(kept);
  expect((await readResults(folder)).records.length).toBeGreaterThan(kept);
});

test("a method whose order does not come is given up, the others go on", async () => {
  const { options } = plantedRunner(0);
  const runner = options.createRunner();
  const createRunner = () => ({
    ...runner,
    removalOrder: (...args: Parameters<TrialRunner["removalOrder"]>) =>
      args[0].name === "2-wis" ? new Promise<never>(() => undefined) : runner.removalOrder(...args),
  });
  const few = { ...task, methods: ["2-wis", "degree"] };
  const answer = await recommend(few, { folder: temporaryFolder(), jobs: 1, budget: 4, createRunner });
  expect(answer.contestants.find(({ method }) => method === "2-wis")?.outcome).toBe("too slow");
  expect(answer.choice?.method).toBe("degree");
  expect(answer.untried).toContain("2-wis");
  expect(answer.budget.ended).toBe("time");
}, 15_000);

test("a level that fresh seeds do not bear out is taken back", async () => {
  // The race's seeds see no loss at all, the others one of 0.1 a unit of sparsity.
  const flattered = ({ method, sparsity, seed }: Trial) =>
    0.8 +
    0.001 * Math.sin(9 * seed + sparsity) -
    (method === "random" ? 0.3 : seed < 100 && sparsity < 1 ? 0 : 0.1) * sparsity;
  const { options } = plantedRunner(1, flattered);
  const few = { ...task, methods: ["degree", "1-wis"] };
  const answer = await recommend(few, { ...options, folder: temporaryFolder(), budget: 600 });
  expect(answer.search?.level).toBeGreaterThan(0.9);
  expect(answer.checks.length).toBeGreaterThan(1);
  expect(answer.choice?.sparsity).toBeLessThanOrEqual(0.1);
  const text = recommendationText(answer, {
    input: { name: "small", vertices: 100, edges: edgeCount },
    columns: 200,
    command: "seprank evaluate",
  });
  expect(text).toContain("Levels checked: 95 %");
});

test("a graph that the network does not need, and one of which no edge can go", async () => {
  const useless = plantedRunner(1, () => 0.7);
  const needless = await recommend(task, { ...useless.options, folder: temporaryFolder(), budget: 600 });
  expect(needless.choice).toMatchObject({ sparsity: 1, removed: edgeCount, confidence: "sure" });
  const brittle = plantedRunner(1, ({ sparsity }) => (sparsity === 0 ? 0.9 : 0.5));
  const all = await recommend(task, { ...brittle.options, folder: temporaryFolder(), budget: 600 });
  expect(all.choice).toMatchObject({ sparsity: 0, removed: 0, check: null });
  expect(all.budget.ended).toBe("done");
  const about = { input: { name: "small", vertices: 100, edges: edgeCount }, columns: 200, command: "" };
  expect(recommendationText(needless, about)).toContain("the network does not need the graph");
  expect(recommendationText(all, about)).toContain("not even 5 % of the edges can go");
});

test("trials that fail take their method out; where all do, there is no choice", async () => {
  const fails = (failing: (trial: Trial) => boolean) =>
    plantedRunner(1, (trial) => {
      if (failing(trial)) throw new Error("out of memory");
      return planted(trial);
    });
  const one = fails(({ method }) => method === "degree");
  const some = await recommend(task, { ...one.options, folder: temporaryFolder(), budget: 400 });
  expect(some.contestants.find(({ method }) => method === "degree")?.outcome).toBe("failed");
  expect(some.choice?.method).toBe("1-wis");
  const every = fails(() => true);
  const none = await recommend(task, { ...every.options, folder: temporaryFolder(), budget: 400 });
  expect(none.choice).toBeNull();
});

test("an abort ends it, and keeps what is finished", async () => {
  const folder = temporaryFolder();
  const controller = new AbortController();
  const { options, trained } = plantedRunner(0);
  const onTrial = () => {
    if (trained.length === 5) controller.abort();
  };
  const run = recommend(task, { ...options, folder, budget: 100, signal: controller.signal, onTrial });
  await expect(run).rejects.toThrow(InterruptedError);
  expect((await readResults(folder)).records.length).toBeGreaterThanOrEqual(5);
});

test.each([
  [{ ...task, methods: ["2-wiss"] }, 10, 'got "2-wiss"; did you mean 2-wis?'],
  [{ ...task, model: "gcm" }, 10, "gcm"],
  [task, 0, "budget: expected seconds > 0"],
  [task, Number.NaN, "budget: expected seconds > 0"],
  [{ ...task, dataset: { ...dataset, features: null } }, 10, "has no vertex features"],
] as const)("what cannot be run is told before anything is", async (bad, budget, message) => {
  const { options, trained } = plantedRunner(1);
  const run = recommend(bad, { ...options, folder: join(temporaryFolder(), "none"), budget });
  await expect(run).rejects.toThrow(InputError);
  await expect(run).rejects.toThrow(message);
  expect(trained).toEqual([]);
});

test("a pilot trains by the leaderboard's rule", () => {
  const plan = parse(readFileSync("docs/results/leaderboard/plan.yaml", "utf8"));
  expect(PILOT_TRAINING).toEqual(plan.training);
});

test("structure alone: what the meter says of each method, and which keep most", async () => {
  const { adjacency } = karate();
  const methods = ["random", "2-wis", "disparity", "spanning-forest"];
  const { rows, most, untried, budget } = await recommendByStructure(adjacency, { methods, budget: 60 });
  expect(rows).toHaveLength(6);
  const meter = structureMeter(adjacency);
  const [row] = rows.filter(({ method, sparsity }) => method === "2-wis" && sparsity === 0.8);
  expect(row).toMatchObject(meter(removalOrder("2-wis", adjacency), row.removed));
  expect(untried).toEqual([{ method: "disparity", reason: expect.stringContaining("weights") }]);
  expect(budget.ended).toBe("done");
  for (const { measure, sparsity, methods: best, value } of most) {
    const known = rows.filter((one) => one.sparsity === sparsity).map((one) => one[measure] as number);
    const more = ["largestComponent", "walkIndexKept", "trianglesKept"].includes(measure);
    expect(value).toBe(more ? Math.max(...known) : Math.min(...known));
    expect(best.length).toBeGreaterThan(0);
  }
});

test("structure alone keeps its time", async () => {
  let time = 0;
  const now = () => (time += 400);
  const { rows, untried, budget } = await recommendByStructure(karate().adjacency, { budget: 2, now });
  expect(budget.ended).toBe("time");
  expect(rows.length).toBeLessThan(4);
  expect(untried.length).toBeGreaterThan(6);
  expect(untried.map(({ reason }) => reason)).toContain("not begun, as time was over");
});
