// Prunes graphs on disk by the command line, 1e4 to 1.6e9 columns, and records time and memory into docs/results/billion-edges:
//   npm run billion-edges -- 1e6 1e7 1e8 [--folder FOLDER] [--memory 22G]
// A size that was recorded before is measured anew and replaces its record. The largest, 1.6e9 over 111 million vertices, is that of ogbn-papers100M.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { logAxis, saveGrowth } from "../support/growth-picture.js";
import { BENCHMARKS } from "../support/measure.js";
import { generateEdgeIndex } from "./generate.js";

/** One run of the command line. */
interface Record {
  readonly date: string;
  readonly node: string;
  readonly processor: string;
  readonly machineBytes: number;
  readonly seed: number;
  readonly command: string;
  readonly columns: number;
  readonly vertices: number;
  readonly edges: number;
  readonly removed: number;
  readonly fileBytes: number;
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly peakBytes: number;
  readonly phases: readonly { readonly name: string; readonly seconds: number }[];
}

const FOLDER = new URL("../docs/results/billion-edges/", BENCHMARKS);
const RUNS = new URL("runs.json", FOLDER);
const CLI = fileURLToPath(new URL("../../cli/main.js", import.meta.url));
/** Columns for each vertex, as in ogbn-papers100M. */
const COLUMNS_A_VERTEX = 1_615_685_872 / 111_059_956;
const SEED = 0;
/** Large arrays in pages of 2 MiB, which the processor finds sooner; glibc reads it where the kernel's transparent_hugepage is always or madvise. */
const HUGE_PAGES = process.platform === "linux" ? { GLIBC_TUNABLES: "glibc.malloc.hugetlb=1" } : {};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { folder: { type: "string", default: tmpdir() }, memory: { type: "string" } },
});
const records: Record[] = existsSync(RUNS) ? JSON.parse(readFileSync(RUNS, "utf8")) : [];
for (const size of positionals.map(Number)) {
  if (!(Number.isInteger(size) && size >= 100))
    throw new Error(`expected numbers of columns, such as 1e6, got ${size}`);
  const record = measure(size);
  const place = records.findIndex(({ columns }) => columns === size);
  if (place < 0) records.push(record);
  else records[place] = record;
  records.sort((a, b) => a.columns - b.columns);
  // Of each size at once, so that an interrupt loses none.
  writeFileSync(RUNS, `${JSON.stringify(records, null, 2)}\n`);
  process.stdout.write(`${row(record)}\n`);
}
writeFileSync(new URL("README.md", FOLDER), page());
await draw();

function measure(columns: number): Record {
  const folder = mkdtempSync(join(values.folder, "seprank-billion-"));
  try {
    const file = join(folder, "edge_index.npy");
    generateEdgeIndex(file, Math.max(2, Math.round(columns / COLUMNS_A_VERTEX)), columns, SEED);
    const memory = values.memory === undefined ? [] : ["--memory", values.memory];
    const options = ["--method", "1-wis", "--remove", "50%", ...memory];
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [CLI, "sparsify", file, ...options, "-o", join(folder, "kept.npy"), "--json"],
      { encoding: "utf8", env: { ...process.env, ...HUGE_PAGES } },
    );
    if (status !== 0) throw new Error(`${columns} columns: ${stderr}`);
    const { input, removed, seconds, processorSeconds, peakBytes, phases } = JSON.parse(stdout);
    return {
      date: new Date().toISOString().slice(0, 10),
      node: process.version,
      processor: cpus()[0].model,
      machineBytes: totalmem(),
      seed: SEED,
      command: `seprank sparsify edge_index.npy ${options.join(" ")} -o kept.npy`,
      columns,
      vertices: input.vertices,
      edges: input.edges,
      removed,
      fileBytes: statSync(file).size,
      seconds,
      processorSeconds,
      peakBytes,
      phases,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function row({ columns, vertices, edges, fileBytes, phases, ...spent }: Record): string {
  const { seconds, processorSeconds, peakBytes } = spent;
  const parts = phases.map(({ name, seconds }) => `${name} ${seconds.toFixed(1)}`).join(", ");
  const cells = [
    columns.toLocaleString("en-US"),
    vertices.toLocaleString("en-US"),
    edges.toLocaleString("en-US"),
    `${(fileBytes / 1e6).toLocaleString("en-US", { maximumFractionDigits: 0 })} MB`,
    `${seconds.toFixed(1)} s`,
    `${processorSeconds.toFixed(1)} s`,
    `${((1e9 * processorSeconds) / edges).toFixed(0)} ns`,
    `${(peakBytes / 2 ** 20).toLocaleString("en-US", { maximumFractionDigits: 0 })} MiB`,
    `${(peakBytes / edges).toFixed(1)}`,
    parts,
  ];
  return `| ${cells.join(" | ")} |`;
}

function page(): string {
  const largest = records[records.length - 1];
  const untried =
    largest.columns >= 1.6e9
      ? ""
      : `
**The largest size aimed at was not run**: 1.6 x 10^9 columns over 111 million vertices, as in ogbn-papers100M. It needs 26 GB of disk, a machine of
24 GiB with nothing else on it, and hours:

\`\`\`
npm run billion-edges -- 1615685872 --memory 22G --folder FOLDER
\`\`\`
`;
  return `# Pruning graphs on disk

Written by \`npm run billion-edges -- ${records.map(({ columns }) => columns.toExponential().replace("e+", "e")).join(" ")}\` from [the runs](runs.json): a generated edge_index of int64 (power-law
degrees, seed ${SEED}, ${COLUMNS_A_VERTEX.toFixed(1)} columns a vertex), half of its edges removed by

\`\`\`
${largest.command}
\`\`\`

Time and memory are those of the whole process, from its start to the written mask, on ${largest.processor}, of whose cores one is used, with
${(largest.machineBytes / 2 ** 30).toFixed(0)} GiB. Other programs ran beside it, more than there are cores, so that time is several times processor time: read the latter.
Repeated columns are one edge.

| columns | vertices | edges | file | time | processor time | of it for an edge | most memory | bytes an edge | seconds of each phase |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |
${records.map(row).join("\n")}
${untried}
![Time and memory against the number of edges](growth.png)
`;
}

async function draw(): Promise<void> {
  const points = records.flatMap(({ edges, processorSeconds, peakBytes }) => [
    { edges, what: "processor seconds", value: processorSeconds },
    { edges, what: "GiB at most", value: peakBytes / 2 ** 30 },
  ]);
  await saveGrowth(FOLDER, {
    title: "1-WIS of graphs on disk",
    subtitle: "from file to mask, one thread; power-law degrees",
    points,
    encoding: {
      x: logAxis("edges", "edges"),
      y: logAxis("value", null),
      color: { field: "what", type: "nominal", title: null, scale: { range: ["#0072B2", "#D55E00"] } },
      shape: { field: "what", type: "nominal", title: null },
    },
  });
}
