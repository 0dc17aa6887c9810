/** A page for every method, from the catalogue, the doc comment of its function, its advice, and the records of docs/results. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { METHOD_FAMILIES, METHODS } from "../../dist/src/sparsify/catalog.js";
import { docComment } from "./doc-comment.mjs";
import { code, escaped, fence, table } from "./markdown.mjs";
import { drawMethod } from "./method-picture.mjs";
import { readSweeps } from "./sweeps.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The functions whose doc comments explain a method that the registry has a wrapper of, or does not have. */
const EXPLAINED_IN = {
  "1-wis": ["src/sparsify/wis/one-wis.ts", "oneWis"],
  "2-wis": ["src/sparsify/wis/two-wis.ts", "twoWis"],
  wis: ["src/sparsify/wis/wis.ts", "wis"],
  gwis: ["src/sparsify/wis/gwis.ts", "gwis"],
  ugs: ["src/evaluate/orders/ugs.ts", "ugs"],
};

const RESULT = {
  scores: "a score for every edge; the lowest is removed first",
  order: "an order of all edges",
  "greedy order": "an order of all edges, made one choice after another",
  "edge set": "the edges kept at one level; every level is chosen anew",
  training: "an order of all edges, from training a network",
};

const OPTION = {
  walkLength: "--walk-length",
  partitions: "--partitions",
  orderBy: "--order-by",
  batch: "--batch",
  parity: "--parity",
  protect: "--protect",
  keepDegree: "--keep-degree",
  removed: "--resume",
  model: "--model",
  split: "--split",
};

export async function writeMethods(folder) {
  await mkdir(`${folder}/pictures`);
  const sweeps = await readSweeps();
  const registry = await readFile(`${root}src/sparsify/registry.ts`, "utf8");
  const names = Object.keys(METHODS);
  for (const name of names) {
    const drawn = drawMethod(name);
    if (drawn !== undefined) await writeFile(`${folder}/pictures/${name}.svg`, drawn.svg);
    const [file, identifier] = EXPLAINED_IN[name] ?? functionOf(name, registry);
    const comment = await docComment(`${root}${file}`, identifier);
    await writeFile(`${folder}/${name}.md`, page(name, METHODS[name], comment, file, drawn, sweeps));
  }
  await writeFile(`${folder}/index.md`, index(names));
}

/** Where the registry has a method's function from. */
function functionOf(name, registry) {
  const [, identifier] = new RegExp(`^  "?${name}"?: (\\w+),$`, "m").exec(registry) ?? [];
  const from = new RegExp(`import \\{[^}]*\\b${identifier}\\b[^}]*\\} from "\\./([^"]+)\\.js"`);
  const [, path] = from.exec(registry) ?? [];
  if (path === undefined) throw new Error(`src/sparsify/registry.ts: no function for ${name}`);
  return [`src/sparsify/${path}.ts`, identifier];
}

function index(names) {
  const rows = (family) =>
    names
      .filter((name) => METHODS[name].family === family)
      .map((name) => [
        `[${code(name)}](./${name}.md)`,
        escaped(METHODS[name].summary),
        escaped(METHODS[name].cost),
      ]);
  return `# Methods

${names.length} methods, by what they look at. V is the number of vertices, E the number of edges. [Choose a sparsifier](../guide/choose.md) says
which one to begin with.

${METHOD_FAMILIES.map((family) => `## By ${family}\n\n${table(["method", "keeps", "cost"], rows(family))}`).join("\n\n")}
`;
}

function page(name, facts, comment, file, drawn, sweeps) {
  const { good, poor } = METHODS[name];
  const options = facts.options.map((option) => code(OPTION[option]));
  const parts = [`# ${name}`, `${facts.summary[0].toUpperCase()}${escaped(facts.summary.slice(1))}.`];
  if (drawn !== undefined)
    parts.push(`![${escaped(drawn.alt)}](./pictures/${name}.svg)`, escaped(drawn.caption));
  parts.push(
    "## At a glance",
    table(
      ["fact", "value"],
      [
        ["chosen by", facts.family],
        ["gives", RESULT[facts.result]],
        ["source", escaped(facts.source)],
        ["cost", escaped(facts.cost)],
        ["depends on the seed", facts.randomised ? "yes" : "no"],
        ["edge weights", facts.weights],
        ["directed graphs", facts.directed ? "yes" : "no"],
        ["edges of several types between two vertices", facts.parallelEdges ? "yes" : "no"],
        ["options", options.length === 0 ? "none" : options.join(", ")],
      ],
    ),
  );
  if (facts.parameters.length > 0)
    parts.push(
      "## Parameters",
      `On the command line ${code("--set NAME=VALUE")}, in the library ${code("parameters: { NAME: VALUE }")}.`,
      table(
        ["name", "meaning", "default:", "range"],
        facts.parameters.map((parameter) => [
          code(parameter.name),
          escaped(parameter.summary),
          parameter.default,
          rangeOf(parameter),
        ]),
      ),
    );
  parts.push("## When to use it", `- **Good for** ${escaped(good)}\n- **Poor for** ${escaped(poor)}`);
  parts.push("## What was measured", measured(name, sweeps));
  parts.push("## Definition", comment, `From the doc comment in ${code(file)}.`);
  parts.push("## Try it", fence("sh", example(name, facts)));
  return `${parts.join("\n\n")}\n`;
}

function rangeOf({ range: { least, most, isOpen }, integer }) {
  const to = most === undefined ? "" : ` to ${most}`;
  return `${isOpen ? "above" : "from"} ${least}${to}${integer ? ", integer" : ""}`;
}

/** Every sweep that has the method: accuracy at some levels, and the area between its curve and random removal's. */
function measured(name, sweeps) {
  const rows = sweeps.flatMap((sweep) =>
    sweep.methods
      .filter((method) => isCase(method, name))
      .map((method) => [
        `[${sweep.model.toUpperCase()} on ${escaped(sweep.input)}](../experiments/${sweep.name}.md)`,
        escaped(method),
        ...[0.3, 0.6, 0.8, 0.9].map((level) => sweep.cells(method, level)),
        sweep.areas.find((one) => one.method === method)?.difference ?? "",
      ]),
  );
  if (rows.length === 0)
    return "Not in the records of this site. [Evaluate](../guide/evaluate.md) says how to measure it on your graph.";
  return `Test accuracy in percent with 30, 60, 80 and 90 % of the edges removed, mean ± standard deviation over seeds, and the area under the curve minus
that of random removal with its 95 % interval. A star: differs from random removal.

${table(["record", "method", "30 %:", "60 %:", "80 %:", "90 %:", "area minus random:"], rows)}`;
}

/** Whether the name of a sweep's method is one of the notations of a method: 3-wis of wis, gwis@community of gwis. */
function isCase(method, name) {
  if (method === name) return true;
  if (name === "wis") return /^\d+-wis$/.test(method) && !(method in METHODS);
  return name === "gwis" && method.includes("gwis");
}

function example(name, facts) {
  const graph =
    facts.weights === "required" ? "weighted-edges.csv" : facts.result === "training" ? "cora" : "citations";
  const more = { gwis: " --partitions-by community", wis: " --walk-length 3" }[name] ?? "";
  return `seprank sparsify ${graph} --method ${name}${more} --remove 50% -o half.npz`;
}
