/**
 * Tries `seprank recommend` on three graphs that are in no leaderboard's plan, and checks its answers by a full sweep: npm run recommend:check.
 *
 *   --minutes M   of each pilot (default: 5)
 *   --seeds N     of the sweep (default: 3)
 *   --page        run nothing, only compare what is there
 *
 * Pilot: one process, seed 0. Sweep: all its methods at seven levels from 0 to 100 % of the edges, trained by the same rule, on seeds from 2000 on,
 * which no pilot uses. Everything is kept in work/, which git does not know; the same command goes on. Writes comparison.json.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const built = (path) => import(new URL(`../../../dist/${path}`, import.meta.url));
const { PILOT_METHODS, PILOT_TRAINING, readResults } = await built("src/evaluate/index.js");
const { summarize, summarizeCurves } = await built("src/evaluate/results.js");
const { meanInterval } = await built("src/evaluate/statistics/paired-comparison.js");
const { accuraciesOf } = await built("src/evaluate/summaries/summary.js");

const { flagOf } = await built("cli/options/flag-of.js");

const here = fileURLToPath(new URL(".", import.meta.url));
const cli = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));
const { values } = parseArgs({
  options: { minutes: { type: "string" }, seeds: { type: "string" }, page: { type: "boolean" } },
});
const [minutes, seeds] = [values.minutes ?? "5", values.seeds ?? "3"];
const data = process.env.SEPRANK_DATA;
if (data === undefined) fail("SEPRANK_DATA: expected the folder of the data sets, got none");
const graphs = [
  { name: "minesweeper", graph: "minesweeper" },
  { name: "amherst", graph: `${data}/facebook100/Amherst41.mat` },
  { name: "dblp", graph: "dblp" },
];
const levels = [0, 0.3, 0.5, 0.65, 0.8, 0.9, 1];
const training = Object.entries(PILOT_TRAINING).flatMap(([name, value]) => [
  flagOf(name),
  `${value}`,
]);

if (values.page !== true) {
  for (const { name, graph } of graphs) {
    const folder = `${here}work/${name}`;
    // A pilot that has answered is not run again: its minutes are over.
    if (!existsSync(`${folder}/recommendation.json`))
      run(["recommend", graph, "--minutes", minutes, "--jobs", "1", "--backend", "wasm", "-o", folder]);
  }
  for (const { name, graph } of graphs)
    run([
      ...["evaluate", graph, "--methods", ["random", ...PILOT_METHODS].join(",")],
      ...["--sparsity", levels.join(","), "--seeds", seeds, "--seed", "2000", "--jobs", "1"],
      ...["--backend", "wasm", "--no-structure", ...training, "-o", `${here}work/${name}-sweep`],
    ]);
}

const compared = [];
for (const { name } of graphs) compared.push({ name, ...(await compare(name)) });
writeFileSync(`${here}comparison.json`, `${JSON.stringify(compared, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(compared, null, 2)}\n`);

/** The pilot's answer beside what the sweep, on seeds of its own, says of the same. */
async function compare(name) {
  const { choice, contestants, checks, budget, trials, input } = JSON.parse(
    readFileSync(`${here}work/${name}/recommendation.json`, "utf8"),
  );
  const { records: all } = await readResults(`${here}work/${name}-sweep`);
  const records = all.filter(
    ({ seed, sparsity }) => seed < 2000 + Number(seeds) && levels.includes(sparsity),
  );
  const curves = summarizeCurves(records);
  // Over the levels at which methods race: the score that the pilot goes by.
  const [{ methods, levels: measured }] = accuraciesOf(records);
  const race = measured.filter(({ sparsity }) => [0.5, 0.8].includes(sparsity));
  const scores = new Map(
    methods.map((method) => [
      method,
      [...race[0].of(method).keys()].map(
        (seed) => race.reduce((sum, { of }) => sum + of(method).get(seed), 0) / race.length,
      ),
    ]),
  );
  const ranked = methods.map((method) => ({ method, score: mean(scores.get(method)) }));
  ranked.sort((a, b) => b.score - a.score);
  const [best] = ranked;
  const behind = scores.get(best.method).map((score, k) => score - scores.get(choice.method)[k]);
  const rows = summarize(records).filter(({ method }) => method === choice.method);
  const full = measured.find(({ sparsity }) => sparsity === 0).of(choice.method);
  const lossAt = (sparsity) => {
    const of = measured.find((level) => level.sparsity === sparsity)?.of(choice.method);
    if (of === undefined) return null;
    const losses = [...of].map(([seed, accuracy]) => accuracy - full.get(seed));
    return { sparsity, mean: mean(losses), interval: meanInterval(losses) };
  };
  const below = Math.max(...levels.filter((level) => level <= choice.sparsity));
  const above = Math.min(...levels.filter((level) => level >= choice.sparsity));
  return {
    input,
    pilot: {
      spent: budget.spent,
      trials,
      method: choice.method,
      sparsity: choice.sparsity,
      confidence: choice.confidence,
      check: checks.at(-1) ?? null,
      race: contestants.map(({ method, outcome, round, seeds: n }) => ({ method, outcome, round, seeds: n })),
    },
    sweep: {
      trials: records.filter(({ outcome }) => outcome === "ok").length,
      seeds: rows[0].accuracy.n,
      ranked,
      best: best.method,
      placeOfChoice: ranked.findIndex(({ method }) => method === choice.method) + 1,
      bestMinusChoice: { mean: mean(behind), interval: meanInterval(behind) },
      withinPoint: Object.fromEntries(curves.map(({ method, withinPoint }) => [method, withinPoint])),
      lossAround: [...new Set([below, above])].map(lossAt),
    },
  };
}

function mean(numbers) {
  return numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
}

function run(args) {
  const { status } = spawnSync(process.execPath, [cli, ...args], { stdio: "inherit" });
  if (status !== 0) fail(`seprank ${args[0]} ended with exit code ${status}`);
}

function fail(message) {
  process.stderr.write(`recommend: ${message}\n`);
  process.exit(1);
}
