/**
 * Runs what is missing of plan.yaml, in one process, and writes trials.jsonl.gz, differences.svg and README.md: npm run longer-walks.
 *
 *   --minutes M   stop after M minutes (default: when all is done); Ctrl-C stops too, and keeps what is finished
 *   --page        run nothing, only write the page from the records
 */
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { parse } from "yaml";
import { endAfter, built as fromBuild, openPlanned } from "../planned.mjs";

const built = (path) => fromBuild("longer-walks", path);
const { parseLeaderboardPlan, datasetName } = await built("src/evaluate/leaderboard/plan.js");
const { leaderboardSweep } = await built("src/evaluate/leaderboard/rounds.js");
const { readTrialArchive, writeTrialArchive } = await built("src/evaluate/leaderboard/trial-archive.js");
const { readResults, runSweep, createLocalRunner } = await built("src/evaluate/index.js");
const { summarizeCurves } = await built("src/evaluate/summaries/curve-summary.js");
const { edgeHomophily } = await built("src/graph/attributes/edge-homophily.js");
const { renderSvg } = await built("src/report/figures/render-svg.js");

const here = fileURLToPath(new URL(".", import.meta.url));
const archive = `${here}trials.jsonl.gz`;
const { values } = parseArgs({ options: { minutes: { type: "string" }, page: { type: "boolean" } } });
const minutes = Number(values.minutes ?? Number.POSITIVE_INFINITY);
if (!(minutes > 0)) throw new Error(`longer-walks: --minutes: expected a number above 0, got ${values.minutes}`);

const study = parse(await readFile(`${here}plan.yaml`, "utf8"));
const board = parseLeaderboardPlan(await readFile(`${here}../leaderboard/plan.yaml`, "utf8"), "plan.yaml");
const opened = new Map();
for (const planned of board.datasets)
  if (study.datasets.includes(datasetName(planned))) opened.set(datasetName(planned), await openPlanned("longer-walks", planned));
const [own, taken] = [await readTrialArchive(archive), await readTrialArchive(`${here}../leaderboard/trials.jsonl.gz`)];

/** What is compared: a data set and a depth, its sweep, its folder. */
const cells = study.layers.flatMap((layers) =>
  study.datasets.map((name) => {
    const { models, methods, sparsity, seeds } = study;
    const training = { ...board.training, layers };
    const sweep = leaderboardSweep({ ...board, models, methods, sparsity, seeds, training }, opened.get(name));
    return { name, layers, sweep, folder: `${here}work/${name}-${layers}` };
  }),
);

if (values.page !== true) await run();
await writePage();

function belongs({ name, layers, sweep }) {
  const { models, methods, seeds } = sweep.grid;
  return ({ input, options, model, method, seed }) =>
    input.name === name &&
    input.sha256 === sweep.sha256 &&
    options.layers === layers &&
    models.includes(model) &&
    (methods.includes(method) || method === "any") &&
    seeds.includes(seed);
}

async function recordsOf(cell) {
  const kept = [...own, ...taken].filter(belongs(cell));
  return existsSync(cell.folder) ? (await readResults(cell.folder)).records : kept;
}

async function run() {
  const ends = endAfter(minutes);
  for (const cell of cells) {
    if (!existsSync(cell.folder)) {
      const lines = (await recordsOf(cell)).map((record) => `${JSON.stringify(record)}\n`);
      await mkdir(cell.folder, { recursive: true });
      await writeFile(`${cell.folder}/results.jsonl`, lines.join(""));
    }
    try {
      const { failed, present, planned } = await runSweep(cell.sweep, {
        folder: cell.folder,
        jobs: 1,
        createRunner: createLocalRunner,
        signal: ends,
      });
      console.log(`${cell.name}, ${cell.layers} layers: ${present} of ${planned} trials were there, ${failed} failed`);
    } catch (error) {
      if (error.name !== "InterruptedError") throw error;
      console.log(`${cell.name}, ${cell.layers} layers: stopped; the same command goes on`);
      break;
    }
  }
  const known = new Set(taken.map(keyOf));
  const all = [];
  for (const cell of cells) all.push(...(await recordsOf(cell)).filter((record) => !known.has(keyOf(record))));
  console.log(`${await writeTrialArchive(archive, all)} trials in trials.jsonl.gz beside the leaderboard's`);
}

function keyOf({ input, options, model, method, sparsity, seed }) {
  return JSON.stringify([input.sha256, options.layers, model, method, sparsity, seed]);
}

async function writePage() {
  const rows = [];
  for (const cell of cells) {
    const { adjacency, labels } = opened.get(cell.name).dataset;
    const homophily = edgeHomophily(adjacency, labels);
    for (const row of summarizeCurves(await recordsOf(cell), "1-wis")) {
      const { model, method, area, difference, comparison } = row;
      if (area.n < study.seeds) continue;
      const { low, high } = comparison?.interval ?? { low: 0, high: 0 };
      const points = { area: area.mean, difference: difference?.mean ?? 0, low, high };
      for (const key of Object.keys(points)) points[key] *= 100;
      rows.push({ dataset: cell.name, homophily, layers: cell.layers, model, method, ...points });
    }
  }
  const longer = rows.filter(({ method }) => /^[2-9]-wis$/.test(method));
  await writeFile(`${here}differences.svg`, await renderSvg(specification(longer)));
  const notes = await readFile(`${here}notes.md`, "utf8");
  await writeFile(`${here}README.md`, page(rows, longer, notes));
}

function page(rows, longer, notes) {
  const of = (dataset, layers, model, method) =>
    rows.find((r) => r.dataset === dataset && r.layers === layers && r.model === model && r.method === method);
  const methods = study.methods.filter((method) => method !== "1-wis");
  const lines = cells.flatMap(({ name, layers }) =>
    study.models.flatMap((model) => {
      const first = of(name, layers, model, "1-wis");
      if (first === undefined) return [];
      const differences = methods.map((method) => told(of(name, layers, model, method)));
      return `| ${name} | ${first.homophily.toFixed(2)} | ${model} | ${layers} | ${first.area.toFixed(1)} | ${differences.join(" | ")} |`;
    }),
  );
  const missing = cells.length * study.models.length - lines.length;
  const above = longer.filter(({ low }) => low > 0).length;
  const below = longer.filter(({ high }) => high < 0).length;
  return `# When do longer walks win?

Written by \`npm run longer-walks\` from \`trials.jsonl.gz\`, [the leaderboard's trials](../leaderboard/README.md) and notes.md.

Walk Index Sparsification with walks of length 1 to 4 and random removal, ${study.seeds} seeds, ${study.sparsity.length} levels. The table has the
mean test accuracy of 1-WIS over all levels (the area under its curve, in percent), and how many points the others are above it, paired by seed, with
the 95 % interval; bold where it does not hold 0. *Homophily*: the share of edges between vertices of one class.

| data set | homophily | network | layers | 1-WIS | ${methods.map(title).join(" | ")} |
| --- | ---: | --- | ---: | ---: | ${methods.map(() => "---:").join(" | ")} |
${lines.join("\n")}

Of ${longer.length} intervals of longer walks, ${above} lie above 0 and ${below} below; by chance alone, ${(0.025 * longer.length).toFixed(1)} would on each
side.${missing > 0 ? ` ${missing} rows are not measured yet.` : ""}

![Area under the curve of 2-WIS, 3-WIS and 4-WIS minus that of 1-WIS, by data set, network and depth](differences.svg)

${notes}`;
}

function told(row) {
  if (row === undefined) return "not measured";
  const { difference, low, high } = row;
  const text = `${signed(difference)} [${signed(low)}, ${signed(high)}]`;
  return low > 0 || high < 0 ? `**${text}**` : text;
}

function title(method) {
  return method.replace("wis", "WIS");
}

function signed(points) {
  return `${points < 0 ? "-" : "+"}${Math.abs(points).toFixed(1)}`;
}

/** A panel for each network and depth, a row for each data set, a point and its interval for each length of walks. */
function specification(longer) {
  const data = longer.map((row) => ({ ...row, walks: title(row.method), network: `${row.model.toUpperCase()}, ${row.layers} layers` }));
  const y = { field: "dataset", type: "nominal", sort: study.datasets, title: null };
  const yOffset = { field: "walks" };
  const color = { field: "walks", type: "nominal", title: null, scale: { range: ["#0072b2", "#d55e00", "#009e73"] } };
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    background: "white",
    data: { values: data },
    facet: { field: "network", type: "nominal", title: null, columns: 2 },
    columns: 2,
    spec: {
      width: 330,
      height: { step: 16 },
      layer: [
        { mark: { type: "rule", color: "#888" }, encoding: { x: { datum: 0 } } },
        {
          mark: { type: "rule", strokeWidth: 2 },
          encoding: { y, yOffset, color, x: { field: "low", type: "quantitative", title: "points above 1-WIS" }, x2: { field: "high" } },
        },
        {
          mark: { type: "point", filled: true, size: 45, opacity: 1 },
          encoding: { y, yOffset, color, shape: { field: "walks", type: "nominal", title: null }, x: { field: "difference", type: "quantitative" } },
        },
      ],
    },
  };
}
