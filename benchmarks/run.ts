// Runs the benchmarks, all or those named on the command line, prints them, and rewrites results.json and results.md beside this file
// and the README's table of the rows marked as headlines.
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";

const all = [
  "start",
  "sparsify",
  "growth",
  "sparsifiers",
  "gcn",
  "models",
  "large",
  "kernels",
  "factorization",
  "separation-rank",
  "locality",
];
const modules = {
  start: "./startup.mjs",
  sparsify: "./sparsify.mjs",
  growth: "./growth.mjs",
  sparsifiers: "./sparsifiers.mjs",
  gcn: "./gcn.mjs",
  models: "./models.mjs",
  large: "./large-gcn.mjs",
  kernels: "./kernels.mjs",
  factorization: "./factorization.mjs",
  "separation-rank": "./separation-rank.mjs",
  locality: "./locality.mjs",
};
const wanted = process.argv.length > 2 ? process.argv.slice(2) : all;
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`bench: expected some of ${all.join(", ")}, got ${unknown.join(", ")}\n`);
  process.exit(2);
}

const file = new URL("results.json", import.meta.url);
const results = readResults();
for (const key of wanted) {
  const { run } = await import(modules[key]);
  const { name, rows } = await run();
  results[key] = { name, machine: machine(), date: new Date().toISOString().slice(0, 10), rows };
  process.stdout.write(`${table(results[key])}\n`);
}
writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
const tables = all.filter((key) => key in results).map((key) => table(results[key]));
const head =
  "# Benchmarks\n\nWritten by `npm run bench`. Medians of repeated runs; peers run in the same call.\n";
writeFileSync(new URL("results.md", import.meta.url), [head, ...tables].join("\n"));
writeReadme();

/** The headline rows, between the README's two marks. */
function writeReadme() {
  const readme = new URL("../README.md", import.meta.url);
  const rows = all.flatMap(
    (key) => results[key]?.rows.filter((row) => row.headline && row.ms !== null) ?? [],
  );
  const lines = rows.map(({ case: what, ms, note }) => `| ${what} | ${shown(ms)} ms | ${note} |`);
  const block = ["| | median | |", "| --- | ---: | --- |", ...lines, "", `${machine()}.`].join("\n");
  const marks = /(<!-- benchmarks: begin -->\n)[\s\S]*(<!-- benchmarks: end -->)/;
  writeFileSync(readme, readFileSync(readme, "utf8").replace(marks, `$1\n${block}\n\n$2`));
}

function readResults() {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {};
  }
}

function machine() {
  const processors = cpus();
  return `${processors.length} x ${processors[0].model.trim()}, Node ${process.versions.node}`;
}

function table({ name, machine: where, date, rows }) {
  const lines = rows.map(
    ({ case: what, ms, note }) => `| ${what} | ${ms === null ? "-" : shown(ms)} | ${note} |`,
  );
  return [`## ${name}`, "", `${where}; ${date}.`, "", "| case | ms | |", "|---|---:|---|", ...lines, ""].join(
    "\n",
  );
}

function shown(ms) {
  return ms >= 100 ? ms.toFixed(0) : ms >= 10 ? ms.toFixed(1) : ms.toFixed(3);
}
