/**
 * Runs what is missing of plan.yaml, in one process, and writes trials.jsonl, differences.svg and README.md: npm run rewire:check.
 *
 *   --minutes M   stop after M minutes (default: when all is done); Ctrl-C stops too, and keeps what is finished
 *   --page        run nothing, only write the page from the records
 */
import { existsSync } from "node:fs";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { parse } from "yaml";
import { endAfter, built as fromBuild, openPlanned } from "../planned.mjs";

const built = (path) => fromBuild("rewire:check", path);
const { addEdges, buildAdjacency, edgeAdditions, twoHopPairs } = await built("src/adjacency.js");
const { createRandom, shuffle } = await built("src/random.js");
const { classificationGraph, trainGraphClassifier, trainVertexClassifier } = await built("src/nn/index.js");
const { rocAuc } = await built("src/nn/metrics/roc-auc.js");
const { trialSplit } = await built("src/evaluate/trials/trial-split.js");
const { graphCollection } = await built("src/evaluate/trials/graph-collection.js");
const { meanInterval } = await built("src/evaluate/statistics/paired-comparison.js");
const { meanDeviation } = await built("src/evaluate/statistics/mean-deviation.js");
const { renderSvg } = await built("src/report/figures/render-svg.js");
const { walkIndexCliques } = await built("datasets/graphs/walk-index-cliques.js");
const { openImageSet } = await built("datasets/images/image-set.js");

const here = fileURLToPath(new URL(".", import.meta.url));
const { values } = parseArgs({ options: { minutes: { type: "string" }, page: { type: "boolean" } } });
const minutes = Number(values.minutes ?? Number.POSITIVE_INFINITY);
if (!(minutes > 0)) throw new Error(`rewire:check: --minutes: expected a number above 0, got ${values.minutes}`);

const METHODS = { "walk-2": "walks of 2", "walk-1": "walks of 1", random: "random" };
const CLIQUES = "two cliques";
const plan = parse(await readFile(`${here}plan.yaml`, "utf8"));
const file = `${here}trials.jsonl`;
const trials = existsSync(file) ? (await readFile(file, "utf8")).trim().split("\n").map((line) => JSON.parse(line)) : [];
const keyOf = ({ dataset, model, method, added, seed }) => JSON.stringify([dataset, model, method, added, seed]);

if (values.page !== true) await run();
await writePage();

/** Nothing added, then every method with every number of edges. */
function arms(numbers) {
  return [{ method: "none", added: 0 }, ...numbers.flatMap((added) => Object.keys(METHODS).map((method) => ({ method, added })))];
}

async function run() {
  const signal = endAfter(minutes);
  const known = new Set(trials.map(keyOf));
  const record = async (trial, train) => {
    if (known.has(keyOf(trial)) || signal.aborted) return;
    try {
      const start = performance.now();
      const { metric, value, trainAccuracy, epochs } = await train();
      const seconds = Number(((performance.now() - start) / 1000).toFixed(2));
      const done = { ...trial, metric, value, trainAccuracy, epochs, seconds };
      trials.push(done);
      await appendFile(file, `${JSON.stringify(done)}\n`);
    } catch (error) {
      if (error.name !== "InterruptedError") throw error;
    }
  };
  for (const { name, shares, seeds } of plan.graphs) {
    const { dataset } = await openPlanned("rewire:check", name);
    const pairs = twoHopPairs(dataset.adjacency);
    const numbers = shares.map((share) => Math.round(share * dataset.adjacency.edgeCount));
    const chosen = chooser(dataset.adjacency, pairs, Math.max(...numbers));
    for (let seed = 0; seed < seeds; seed++)
      for (const { method, added } of arms(numbers))
        for (const model of plan.models)
          await record({ dataset: name, model, method, added, seed }, async () => {
            const more = addEdges(dataset, pick(pairs, chosen(method, seed).subarray(0, added)));
            const graph = classificationGraph(more, { split: "given" });
            const split = trialSplit(graph, seed);
            const options = { ...plan.training, model, seed, backend: "wasm", signal };
            return measured(await trainVertexClassifier({ ...graph, split }, options), graph, split);
          });
    console.log(`${name}: done, ${trials.length} trials`);
  }
  const { trainGraphs, testGraphs, training, learningRate, added: numbers, seeds } = plan.cliques;
  const [trainImages, testImages] = await Promise.all(["train", "test"].map((part) => openImageSet("fashion-mnist", part)));
  const one = walkIndexCliques(trainImages, { graphs: 1, walkIndex: "low", seed: 0 }).adjacency;
  const pairs = missingPairs(one);
  const chosen = chooser(one, pairs, Math.max(...numbers));
  for (let seed = 0; seed < seeds; seed++) {
    const drawn = [
      walkIndexCliques(trainImages, { graphs: trainGraphs, walkIndex: "low", seed: 2 * seed }),
      walkIndexCliques(testImages, { graphs: testGraphs, walkIndex: "low", seed: 2 * seed + 1 }),
    ].map(graphCollection);
    for (const { method, added } of arms(numbers))
      for (const model of plan.models)
        await record({ dataset: CLIQUES, model, method, added, seed }, async () => {
          const task = cliqueTask(drawn, pick(pairs, chosen(method, seed).subarray(0, added)), one.vertexCount);
          const options = { ...training, learningRate: learningRate[model], model, seed, backend: "wasm", signal };
          const { testAccuracy, best, epochs } = await trainGraphClassifier(task, options);
          return { metric: "accuracy", value: testAccuracy, trainAccuracy: best.trainAccuracy, epochs };
        });
  }
  console.log(`${CLIQUES}: done, ${trials.length} trials`);
}

/** Two classes that are far from balanced (minesweeper): the area under the ROC curve, as its authors have it; else accuracy. */
function measured({ testAccuracy, trainAccuracy, scores, epochs }, { labels, classCount }, { test }) {
  if (classCount !== 2) return { metric: "accuracy", value: testAccuracy, trainAccuracy, epochs };
  return { metric: "ROC AUC", value: rocAuc(scores, labels, test, classCount), trainAccuracy, epochs };
}

/** The first candidates of each method, in its order; random ones are drawn by the seed. */
function chooser(adjacency, pairs, most) {
  const known = new Map();
  return (method, seed) => {
    if (method === "none") return new Uint32Array();
    const key = method === "random" ? seed : method;
    if (!known.has(key)) known.set(key, choose(method, seed));
    return known.get(key);
  };
  function choose(method, seed) {
    if (method !== "random") return edgeAdditions(adjacency, pairs, { add: most, walkLength: method === "walk-1" ? 1 : 2 });
    const all = Uint32Array.from(pairs.sources, (_, k) => k);
    return shuffle(all, createRandom(seed, "rewire:check")).subarray(0, most);
  }
}

function pick({ sources, targets }, chosen) {
  return { sources: Array.from(chosen, (c) => sources[c]), targets: Array.from(chosen, (c) => targets[c]) };
}

function missingPairs({ vertexCount, sources, targets }) {
  const there = new Set(Array.from(sources, (u, e) => Math.min(u, targets[e]) * vertexCount + Math.max(u, targets[e])));
  const pairs = { sources: [], targets: [] };
  for (let u = 0; u < vertexCount; u++)
    for (let v = u + 1; v < vertexCount; v++)
      if (!there.has(u * vertexCount + v)) {
        pairs.sources.push(u);
        pairs.targets.push(v);
      }
  return pairs;
}

/** Train and test graphs as one task, the same edges added to each. */
function cliqueTask([first, second], added, size) {
  const graphs = first.labels.length + second.labels.length;
  const shift = first.adjacency.vertexCount;
  const joined = (end) => [
    ...first.adjacency[end],
    ...Array.from(second.adjacency[end], (u) => u + shift),
    ...Array.from({ length: graphs }, (_, g) => added[end].map((u) => u + g * size)).flat(),
  ];
  const values = new Float32Array(first.features.values.length + second.features.values.length);
  values.set(first.features.values);
  values.set(second.features.values, first.features.values.length);
  const vertexCount = graphs * size;
  return {
    adjacency: buildAdjacency({ vertexCount, sources: joined("sources"), targets: joined("targets") }).adjacency,
    offsets: Uint32Array.from({ length: graphs + 1 }, (_, g) => g * size),
    features: { ...first.features, rows: vertexCount, values },
    labels: Int32Array.from([...first.labels, ...second.labels]),
    classCount: 2,
    split: {
      train: Uint32Array.from(first.labels, (_, g) => g),
      validation: new Uint32Array(),
      test: Uint32Array.from(second.labels, (_, g) => first.labels.length + g),
    },
  };
}

async function writePage() {
  const datasets = [...plan.graphs.map(({ name }) => name), CLIQUES];
  const rows = datasets.flatMap((dataset) => plan.models.flatMap((model) => rowsOf(dataset, model)));
  await writeFile(`${here}differences.svg`, await renderSvg(specification(rows)));
  await writeFile(`${here}README.md`, page(rows, await readFile(`${here}notes.md`, "utf8")));
}

/** A number of added edges in a row: each method's mean, and its difference from none and from random, paired by seed. */
function rowsOf(dataset, model) {
  const own = trials.filter((trial) => trial.dataset === dataset && trial.model === model);
  const bySeed = (method, added) => {
    const some = own.filter((trial) => trial.method === method && trial.added === added);
    return some.sort((a, b) => a.seed - b.seed).map(({ value }) => 100 * value);
  };
  const none = bySeed("none", 0);
  const numbers = [...new Set(own.map(({ added }) => added))].filter((added) => added > 0).sort((a, b) => a - b);
  return numbers.flatMap((added) => {
    const cells = Object.keys(METHODS).map((method) => ({ method, points: bySeed(method, added) }));
    if (none.length < 5 || cells.some(({ points }) => points.length !== none.length)) return [];
    const random = bySeed("random", added);
    return cells.map(({ method, points }) => ({
      dataset,
      model,
      added,
      method,
      seeds: none.length,
      metric: own[0].metric,
      base: meanDeviation(none).mean,
      ...difference(points, none),
      overRandom: method === "random" ? null : difference(points, random),
    }));
  });
}

function difference(points, others) {
  const differences = points.map((x, k) => x - others[k]);
  return { mean: meanDeviation(differences).mean, ...meanInterval(differences) };
}

function page(rows, notes) {
  const lines = rows
    .filter(({ method }) => method === "walk-2")
    .map((row) => {
      const of = (method) =>
        rows.find((r) => r.dataset === row.dataset && r.model === row.model && r.added === row.added && r.method === method);
      const cells = Object.keys(METHODS).map((method) => told(of(method)));
      return `| ${row.dataset} | ${row.metric} | ${row.model} | ${row.base.toFixed(1)} | ${row.added} | ${cells.join(" | ")} | ${told(row.overRandom)} |`;
    });
  const chosen = rows.filter(({ overRandom }) => overRandom !== null);
  const above = chosen.filter(({ overRandom }) => overRandom.low > 0).length;
  const below = chosen.filter(({ overRandom }) => overRandom.high < 0).length;
  const planned = plan.models.length * plan.graphs.reduce((sum, { shares }) => sum + shares.length, plan.cliques.added.length);
  return `# Do edges that are added by walk indices help?

Written by \`npm run rewire:check\` from plan.yaml, trials.jsonl and notes.md.

\`seprank rewire\` adds the edges that raise the sorted walk indices most, by walks of length 2 (default) or 1; *random* draws from the same candidates.
The table has the test score without added edges, in percent, and by how many points it changes, paired by seed, with the 95 % interval; bold where
it does not hold 0. The last column is walks of 2 minus random.

| data set | score | network | without | edges added | ${Object.values(METHODS).join(" | ")} | over random |
| --- | --- | --- | ---: | ---: | ${Object.keys(METHODS).map(() => "---:").join(" | ")} | ---: |
${lines.join("\n")}

Of ${chosen.length} intervals of walk indices minus random, ${above} lie above 0 and ${below} below; by chance alone, ${(0.025 * chosen.length).toFixed(1)} would on each
side.${lines.length < planned ? ` ${planned - lines.length} rows are not measured yet.` : ""}

![Change of the test score by added edges, by data set, network, number of edges and way to choose them](differences.svg)

${notes}`;
}

function told({ mean, low, high }) {
  const text = `${signed(mean)} [${signed(low)}, ${signed(high)}]`;
  return low > 0 || high < 0 ? `**${text}**` : text;
}

function signed(points) {
  return `${points < 0 ? "-" : "+"}${Math.abs(points).toFixed(1)}`;
}

/** A panel for each network, a row for each data set and number of edges, a point and its interval for each way to choose. */
function specification(rows) {
  const data = rows.map((row) => ({
    ...row,
    chosen: METHODS[row.method],
    row: `${row.dataset}, ${row.added} edges`,
    network: row.model.toUpperCase(),
  }));
  const y = { field: "row", type: "nominal", sort: [...new Set(data.map(({ row }) => row))], title: null, axis: { labelLimit: 300 } };
  const yOffset = { field: "chosen" };
  const color = { field: "chosen", type: "nominal", title: "edges by", scale: { range: ["#0072b2", "#d55e00", "#009e73"] } };
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    background: "white",
    data: { values: data },
    facet: { column: { field: "network", type: "nominal", title: null } },
    spec: {
      width: 320,
      height: { step: 16 },
      layer: [
        { mark: { type: "rule", color: "#888" }, encoding: { x: { datum: 0 } } },
        {
          mark: { type: "rule", strokeWidth: 2 },
          encoding: { y, yOffset, color, x: { field: "low", type: "quantitative", title: "points above no edge added" }, x2: { field: "high" } },
        },
        {
          mark: { type: "point", filled: true, size: 45, opacity: 1 },
          encoding: { y, yOffset, color, shape: { field: "chosen", type: "nominal", title: "edges by" }, x: { field: "mean", type: "quantitative" } },
        },
      ],
    },
  };
}
