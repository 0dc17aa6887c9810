// Runs the benchmarks, all or those named on the command line, prints them, and rewrites results.json and results.md beside
// this file and the documentation's table of the rows marked as headlines.
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { BENCHMARKS, type Benchmark, type Row } from "./support/measure.js";

/** A benchmark as it was recorded. */
interface Recorded {
  readonly name: string;
  readonly machine: string;
  readonly date: string;
  readonly rows: readonly Row[];
}

const benchmarks: Readonly<Record<string, () => Promise<{ readonly run: Benchmark }>>> = {
  start: () => import("./cli/startup.js"),
  sparsify: () => import("./sparsify/removal-orders.js"),
  growth: () => import("./sparsify/growth.js"),
  sparsifiers: () => import("./sparsify/sparsifiers.js"),
  resistances: () => import("./laplacian/resistances.js"),
  backbones: () => import("./sparsify/backbones.js"),
  star: async () => ({ run: (await import("./sparsify/shapes.js")).star }),
  path: async () => ({ run: (await import("./sparsify/shapes.js")).path }),
  complete: async () => ({ run: (await import("./sparsify/shapes.js")).complete }),
  "edge-lists": () => import("./formats/edge-lists.js"),
  "large-lists": () => import("./cli/large-lists.js"),
  gcn: () => import("./nn/gcn.js"),
  models: () => import("./nn/models.js"),
  large: () => import("./nn/large-gcn.js"),
  kernels: () => import("./kernels/kernels.js"),
  factorization: () => import("./factorization/factorization.js"),
  "separation-rank": () => import("./separation-rank/separation-rank.js"),
  locality: () => import("./nn/images.js"),
  pruning: () => import("./evaluate/pruning.js"),
  queue: () => import("./evaluate/queue.js"),
};
const all = Object.keys(benchmarks);
const wanted = process.argv.length > 2 ? process.argv.slice(2) : all;
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`bench: expected some of ${all.join(", ")}, got ${unknown.join(", ")}\n`);
  process.exit(2);
}

const file = new URL("results.json", BENCHMARKS);
const results = readResults();
for (const key of wanted) {
  const { run } = await benchmarks[key]();
  const { name, rows } = await run();
  results[key] = { name, machine: machine(), date: new Date().toISOString().slice(0, 10), rows };
  process.stdout.write(`${table(results[key])}\n`);
  // After each, so that an interrupted run keeps what it has measured.
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
}
const tables = all.filter((key) => key in results).map((key) => table(results[key]));
const head =
  "# Benchmarks\n\nWritten by `npm run bench`. Medians of repeated runs; peers run in the same call.\n";
writeFileSync(new URL("results.md", BENCHMARKS), [head, ...tables].join("\n"));
writeHeadlines(new URL("../docs/benchmarks.md", BENCHMARKS));

/** The headline rows, between a page's two marks. */
function writeHeadlines(page: URL): void {
  const rows = all.flatMap((key) => results[key]?.rows.filter(({ headline }) => headline) ?? []);
  const lines = rows.flatMap(({ case: what, ms, note }) =>
    ms === null ? [] : [`| ${what} | ${shown(ms)} ms | ${note} |`],
  );
  const block = ["| | median | |", "| --- | ---: | --- |", ...lines, "", `${machine()}.`].join("\n");
  const marks = /(<!-- benchmarks: begin -->\n)[\s\S]*(<!-- benchmarks: end -->)/;
  writeFileSync(page, readFileSync(page, "utf8").replace(marks, `$1\n${block}\n\n$2`));
}

function readResults(): Record<string, Recorded> {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {};
  }
}

function machine(): string {
  const processors = cpus();
  return `${processors.length} x ${processors[0].model.trim()}, Node ${process.versions.node}`;
}

function table({ name, machine: where, date, rows }: Recorded): string {
  const lines = rows.map(
    ({ case: what, ms, note }) => `| ${what} | ${ms === null ? "-" : shown(ms)} | ${note} |`,
  );
  return [`## ${name}`, "", `${where}; ${date}.`, "", "| case | ms | |", "|---|---:|---|", ...lines, ""].join(
    "\n",
  );
}

function shown(ms: number): string {
  return ms >= 100 ? ms.toFixed(0) : ms >= 10 ? ms.toFixed(1) : ms.toFixed(3);
}
