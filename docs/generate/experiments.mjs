/** A page for every record of docs/results: the papers' experiments and the sweeps of accuracy against sparsity. */
import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { code, escaped, fence, table } from "./markdown.mjs";
import { readSweeps } from "./sweeps.mjs";

/** Records whose README is their page, and what it is about. */
const OWN_PAGES = {
  leaderboard: "22 methods on 10 data sets, with GCN and GIN: mean ranks, wins and losses",
  recommend: "whether the pilot of seprank recommend is right, on three graphs it was not made on",
  "longer-walks": "1-WIS beside 2-WIS, 3-WIS and 4-WIS, with networks of two and four layers",
  rewire: "edges that are added by walk indices, beside random ones and none, on four data sets",
  gpu: "training steps on a GPU, beside PyTorch Geometric's on CUDA",
};

const results = fileURLToPath(new URL("../results", import.meta.url));

export async function writeExperiments(folder) {
  const reasons = await readReasons();
  const names = (await readdir(results)).sort(new Intl.Collator("en", { numeric: true }).compare);
  const experiments = [];
  for (const name of names) {
    const text = await readFile(`${results}/${name}/compare.json`, "utf8").catch(() => undefined);
    if (text !== undefined)
      experiments.push({ name, ...JSON.parse(text), pictures: await copyPictures(name, folder) });
  }
  const sweeps = await readSweeps();
  for (const experiment of experiments)
    await writeFile(
      `${folder}/${experiment.name}.md`,
      experimentPage(experiment, reasons.get(experiment.name)),
    );
  for (const sweep of sweeps)
    await writeFile(`${folder}/${sweep.name}.md`, sweepPage(sweep, await copyPictures(sweep.name, folder)));
  for (const name of Object.keys(OWN_PAGES))
    await writeFile(`${folder}/${name}.md`, await ownPage(name, await copyPictures(name, folder, ".svg")));
  await writeFile(`${folder}/growth.md`, growthPage(await copyPictures("growth", folder)));
  await writeFile(`${folder}/index.md`, index(experiments, sweeps));
}

/** A record's own README as a page: its pictures from where they were copied, its other files by name. */
async function ownPage(name, pictures) {
  const text = await readFile(`${results}/${name}/README.md`, "utf8");
  const linked = text.replaceAll(/\]\(\.\.\/([\w-]+)\/README\.md\)/g, "](./$1.md)");
  return linked.replaceAll(/(!?)\[([^\]]*)\]\(([^):#/]+)\)/g, (_, image, words, file) =>
    image && pictures.includes(file)
      ? `![${words}](./pictures/${name}/${file})`
      : `${words} (${code(`docs/results/${name}/${file}`)})`,
  );
}

/** Why criteria did not hold, as docs/results/README.md tells it. */
async function readReasons() {
  const text = await readFile(`${results}/README.md`, "utf8");
  return new Map([...text.matchAll(/^- \*\*([^*]+)\*\*: (.*)$/gm)].map(([, name, reason]) => [name, reason]));
}

async function copyPictures(name, folder, extension = ".png") {
  const files = (await readdir(`${results}/${name}`)).filter((file) => file.endsWith(extension));
  if (files.length > 0) await mkdir(`${folder}/pictures/${name}`, { recursive: true });
  for (const file of files)
    await copyFile(`${results}/${name}/${file}`, `${folder}/pictures/${name}/${file}`);
  return files;
}

function index(experiments, sweeps) {
  return `# Results

What was run, and what came out. In words, with what won, what tied and what lost:
[what sparsification costs a graph neural network](../accuracy.md).

${Object.entries(OWN_PAGES)
  .map(([name, about]) => `- [${name}](./${name}.md): ${about}.`)
  .join("\n")}

## Accuracy against sparsity

${table(
  ["record", "model", "seeds:", "levels:", "methods"],
  sweeps.map(({ name, input, model, seeds, levels, methods }) => [
    `[${name}](./${name}.md)`,
    `${model.toUpperCase()} on ${escaped(input)}`,
    seeds,
    levels.length,
    methods.map(escaped).join(", "),
  ]),
)}

## The papers' experiments

A criterion is fixed before a run and may fail; docs/results/README.md names the four that were changed after a first run had been seen. At small scale an experiment is reduced, and its page says how; at full scale it follows the
paper's protocol.

${table(
  ["experiment", "what it shows", "source", "scale", "criteria that hold:"],
  experiments.map(({ name, title, source, scale, comparisons }) => {
    const { held, checked } = counts(comparisons);
    return [`[${name}](./${name}.md)`, escaped(title), escaped(source), scale, `${held} of ${checked}`];
  }),
)}
`;
}

function counts(comparisons) {
  const checked = comparisons.filter(({ holds }) => holds !== undefined);
  return { held: checked.filter(({ holds }) => holds).length, checked: checked.length };
}

function experimentPage({ name, title, source, scale, reduction, seconds, comparisons, pictures }, reason) {
  const { held, checked } = counts(comparisons);
  const parts = [
    `# ${name}: ${escaped(title)}`,
    `Source: ${escaped(source)}. Scale: ${scale}, ${seconds} s. ${held} of ${checked} criteria hold.`,
  ];
  if (reduction) parts.push(`Reduced from the paper's protocol: ${escaped(reduction)}.`);
  parts.push(fence("sh", `seprank reproduce ${name} --scale ${scale} -o ${name}`));
  for (const file of pictures) parts.push(`![${escaped(title)}](./pictures/${name}/${file})`);
  if (comparisons.length > 0)
    parts.push(
      "## Our numbers beside the paper's",
      table(
        ["quantity", "paper", "ours", "criterion", "holds"],
        comparisons.map(({ quantity, paper, ours, criterion, holds }) => [
          escaped(quantity),
          escaped(shown(paper ?? "")),
          escaped(shown(ours)),
          escaped(criterion ?? ""),
          holds === undefined ? "" : holds ? "yes" : "**no**",
        ]),
      ),
    );
  if (reason !== undefined && held < checked)
    parts.push("## Why some do not hold, as far as is known", escaped(reason));
  parts.push(`The record: ${code(`docs/results/${name}/compare.json`)}.`);
  return `${parts.join("\n\n")}\n`;
}

function shown(value) {
  return typeof value === "number" ? String(Number(value.toPrecision(4))) : value;
}

function sweepPage({ name, input, model, seeds, levels, methods, cells, areas }, pictures) {
  const title = `${model.toUpperCase()} on ${input}`;
  const parts = [
    `# ${name}: ${title}`,
    `Test accuracy in percent, mean ± standard deviation over ${seeds} seeds. Every seed draws a new random 80/10/10 split and new weights. A star:
differs from random removal (paired t-test, Holm-corrected over the methods of a level, p < 0.05).`,
    ...pictures.map(
      (file) => `![Test accuracy of ${title} against the share of edges removed](./pictures/${name}/${file})`,
    ),
    "## Accuracy by level",
    table(
      ["removed", ...methods.map((method) => `${escaped(method)}:`)],
      levels.map((level) => [
        `${Math.round(level * 1000) / 10} %`,
        ...methods.map((method) => cells(method, level)),
      ]),
    ),
  ];
  if (areas.length > 0)
    parts.push(
      "## Areas under the curves",
      "The mean accuracy over all sparsities, in percent, and its difference from random removal, paired by seed, with a 95 % interval.",
      table(
        ["method", "area:", "minus random:"],
        areas.map(({ method, area, difference }) => [escaped(method), area, difference]),
      ),
    );
  parts.push(
    `The records are in ${code(`docs/results/${name}`)}: ${code("results.jsonl")} (one trial a line), ${code("summary.csv")}, ${code("curves.csv")}.
${code(`seprank report docs/results/${name}`)} makes the report from them.`,
  );
  return `${parts.join("\n\n")}\n`;
}

function growthPage(pictures) {
  return `# growth: how the time of the walk index methods grows

Processor time of 1-, 2- and 3-WIS against the number of edges of power-law graphs. The command: ${code("npm run bench -- growth")}; the numbers
are on [the page of benchmarks](../benchmarks.md).

${pictures.map((file) => `![Processor time of 1-, 2- and 3-WIS against the number of edges](./pictures/growth/${file})`).join("\n\n")}
`;
}
