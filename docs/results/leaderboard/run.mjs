/**
 * Runs what is missing of plan.yaml and writes trials.jsonl.gz and README.md: npm run leaderboard.
 *
 *   --jobs N      trials at a time, each in a process of its own (default: one for each processor; 1 runs them in this process)
 *   --minutes M   stop after M minutes (default: when all is done); Ctrl-C stops too, and keeps what is finished
 *   --page        run nothing, only write the page from the records
 *
 * Trials under way are kept in work/, which git does not know; trials.jsonl.gz is written from it at the end and every ten minutes.
 */
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { endAfter, built as fromBuild, openPlanned } from "../planned.mjs";

const built = (path) => fromBuild("leaderboard", path);
const { parseLeaderboardPlan, datasetName } = await built("src/evaluate/leaderboard/plan.js");
const { countTrials, fitToPlan, leaderboardRounds } = await built("src/evaluate/leaderboard/rounds.js");
const { leaderboardStandings } = await built("src/evaluate/leaderboard/standings.js");
const { leaderboardPage } = await built("src/report/page/leaderboard-page.js");
const { edgeHomophily } = await built("src/graph/attributes/edge-homophily.js");
const { readTrialArchive, writeTrialArchive } = await built("src/evaluate/leaderboard/trial-archive.js");
const { readResults, runSweep, createLocalRunner, createWorkerPool } = await built("src/evaluate/index.js");

const here = fileURLToPath(new URL(".", import.meta.url));
const archive = `${here}trials.jsonl.gz`;
const { values } = parseArgs({ options: { jobs: { type: "string" }, minutes: { type: "string" }, page: { type: "boolean" } } });
const minutes = Number(values.minutes ?? Number.POSITIVE_INFINITY);
if (!(minutes > 0)) fail(`--minutes: expected a number above 0, got ${values.minutes}`);
const jobs = Number(values.jobs ?? availableParallelism());
if (!(Number.isInteger(jobs) && jobs >= 1)) fail(`--jobs: expected an integer >= 1, got ${values.jobs}`);

const plan = parseLeaderboardPlan(await readFile(`${here}plan.yaml`, "utf8"), "plan.yaml");
const opened = new Map();
for (const planned of plan.datasets) {
  const name = datasetName(planned);
  try {
    opened.set(name, await openPlanned("leaderboard", planned));
  } catch (error) {
    console.error(`leaderboard: ${name} is left out: ${error.message.split("\n", 1)[0]}`);
  }
}
const kept = await readTrialArchive(archive);
const fit = fitToPlan(plan, kept, opened);
if (fit.contradicting.length > 0)
  fail(
    `trials.jsonl.gz: ${fit.contradicting.length} kinds of trials no longer fit plan.yaml: ${fit.contradicting.join("; ")}; put the plan back, or raise its version and delete the file`,
  );
for (const what of fit.unplanned) console.error(`leaderboard: not in the plan, kept in no record: ${what}`);

if (values.page !== true) await run();
await writePage();

function folderOf(name) {
  return `${here}work/${name}`;
}

/** A data set's trials: those of the archive, and those of work/ that came later. */
async function recordsOf(name) {
  return [...fit.fitting.filter(({ input }) => input.name === name), ...(await readResults(folderOf(name))).records];
}

async function run() {
  for (const name of opened.keys()) {
    const file = `${folderOf(name)}/results.jsonl`;
    if (existsSync(file)) continue;
    await mkdir(folderOf(name), { recursive: true });
    const lines = fit.fitting.filter(({ input }) => input.name === name).map((record) => `${JSON.stringify(record)}\n`);
    await writeFile(file, lines.join(""));
  }
  const ends = endAfter(minutes);
  let packed = Date.now();
  for (const { name, seed, sweep } of leaderboardRounds(plan, opened)) {
    const started = Date.now();
    let count = 0;
    try {
      const { failed, present, planned } = await runSweep(sweep, {
        folder: folderOf(name),
        jobs,
        createRunner: jobs === 1 ? createLocalRunner : createWorkerPool,
        signal: ends,
        onTrial: () => count++,
      });
      if (present < planned)
        console.log(`${name}, seed ${seed}: ${count} trials in ${((Date.now() - started) / 1000).toFixed(0)} s, ${failed} failed`);
    } catch (error) {
      if (error.name !== "InterruptedError") throw error;
      console.log(`${name}, seed ${seed}: stopped after ${count} trials; the same command goes on`);
      break;
    }
    if (Date.now() - packed > 600_000) {
      await pack();
      packed = Date.now();
    }
  }
  await pack();
}

async function pack() {
  const all = [];
  for (const name of plan.datasets.map(datasetName)) all.push(...(await recordsOf(name)));
  console.log(`${await writeTrialArchive(archive, all)} trials in trials.jsonl.gz`);
}

async function writePage() {
  const absent = plan.datasets.map(datasetName).filter((name) => !opened.has(name));
  if (absent.length > 0) fail(`README.md is left as it is: its facts on ${absent.join(", ")} need the data; seprank datasets fetch gets them`);
  const { fitting } = fitToPlan(plan, await readTrialArchive(archive), opened);
  const standings = leaderboardStandings(plan, fitting);
  if (standings === null) return console.log("README.md is left as it is: no data set has all trials of a seed yet");
  const facts = new Map();
  for (const [name, one] of opened) {
    const { adjacency, labels } = one.dataset;
    facts.set(name, {
      title: name,
      vertices: adjacency.vertexCount,
      edges: adjacency.edgeCount,
      homophily: edgeHomophily(adjacency, labels),
      ...countTrials(plan, one, fitting.filter(({ input }) => input.name === name)),
    });
  }
  const { text, pictures } = leaderboardPage(plan, standings, facts, await readFile(`${here}method.md`, "utf8"));
  for (const [file, svg] of pictures) await writeFile(`${here}${file}`, svg);
  await writeFile(`${here}README.md`, text);
}

function fail(message) {
  console.error(`leaderboard: ${message}`);
  process.exit(1);
}
