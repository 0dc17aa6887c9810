// Writes what a GPU's check found, docs/results/gpu/results.json, as a page beside it and as a table into the guide: `npm run gpu:report`,
// which takes another results.json over when it is given one.
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { BENCHMARKS } from "../support/measure.js";
import { SIZES, type SizeName } from "./sizes.js";

interface Timing {
  readonly by: string;
  readonly size: SizeName;
  readonly model: string;
  readonly ms: number | null;
  readonly steps: number;
  /** of the first step, where it was told apart */
  readonly first?: number;
  readonly mebibytes: number | null;
  readonly gpuMebibytes?: number | null;
  readonly failure: string | null;
}
interface Profile {
  readonly size: SizeName;
  readonly model: string;
  readonly step: number;
  readonly kernels: number;
  readonly runs: number;
  readonly byKernel: readonly { readonly kernel: string; readonly ms: number; readonly runs: number }[];
}
interface Results {
  readonly machine: { readonly processors: number; readonly processor: string; readonly node: string };
  readonly device: { readonly rows: readonly Readonly<Record<string, unknown>>[] };
  readonly parity: readonly {
    readonly model: string;
    readonly webgpu: number | null;
    readonly agrees: boolean;
  }[];
  readonly timings: readonly Timing[];
  readonly profiles: readonly Profile[];
}

const FOLDER = new URL("../docs/results/gpu/", BENCHMARKS);
const RESULTS = new URL("results.json", FOLDER);
const [given] = process.argv.slice(2);
if (given !== undefined) copyFileSync(given, RESULTS);
const results = JSON.parse(readFileSync(RESULTS, "utf8")) as Results;
const [adapter] = results.device.rows;
const where = `${adapter.adapter}; ${results.machine.processors} x ${results.machine.processor}; Node ${results.machine.node}`;
const PEER = "PyTorch Geometric, CUDA";

/** An error of another program's is a page long. */
const brief = (failure: string) => failure.split(". ")[0].replace(/\.$/, "");
const shown = (ms: number) => (ms >= 100 ? ms.toFixed(0) : ms.toFixed(1));
const timingOf = (by: string, size: SizeName, model: string) =>
  results.timings.find((row) => row.by === by && row.size === size && row.model === model);
const cell = (by: string, size: SizeName, model: string) => {
  const found = timingOf(by, size, model);
  if (found === undefined) return "-";
  if (found.ms === null) return brief(found.failure ?? "");
  const isFirst = found.steps === 1 && found.first === undefined;
  return `${shown(found.ms)}${isFirst ? " (the first)" : ""}`;
};
/** Of the GPU: what the backend has taken, what PyTorch has had at its most. */
const memoryOf = (by: string, size: SizeName, model: string) => {
  const found = timingOf(by, size, model);
  const mebibytes = by === PEER ? found?.mebibytes : found?.gpuMebibytes;
  if (found?.ms === null) return brief(found.failure ?? "");
  return typeof mebibytes === "number" ? (mebibytes / 1024).toFixed(1) : "-";
};
const table = (sizes: readonly SizeName[]) => {
  const lines = sizes.flatMap((size) => {
    const models = [...new Set(results.timings.filter((row) => row.size === size).map(({ model }) => model))];
    return models.map(
      (model) =>
        `| ${SIZES[size].like} | ${model} | ${["webgpu", PEER, "wasm"].map((by) => cell(by, size, model)).join(" | ")} |`,
    );
  });
  return [
    `| as large as | model | webgpu | ${PEER} | wasm, one thread |`,
    "| --- | --- | ---: | ---: | ---: |",
    ...lines,
  ].join("\n");
};

const memory = (size: SizeName) => {
  const models = results.timings
    .filter((row) => row.size === size && row.by === "webgpu")
    .map(({ model }) => model);
  return [
    `| as large as | model | webgpu | ${PEER} |`,
    "| --- | --- | ---: | ---: |",
    ...models.map(
      (model) =>
        `| ${SIZES[size].like} | ${model} | ${["webgpu", PEER].map((by) => memoryOf(by, size, model)).join(" | ")} |`,
    ),
  ].join("\n");
};

const names = Object.keys(SIZES) as SizeName[];
const sizes = names.map((size) => {
  const { like, vertices, edges, columns } = SIZES[size];
  const [v, e] = [vertices, edges].map((count) => count.toLocaleString("en"));
  return `${like}: ${v} vertices, ${e} edges, ${columns} features`;
});
const worst = Math.max(...results.parity.map(({ webgpu }) => webgpu ?? Number.POSITIVE_INFINITY));
const agreeing = results.parity.filter(({ agrees }) => agrees).length;
const profiles = results.profiles.map(({ size, model, step, kernels, runs, byKernel }) => {
  const slowest = byKernel
    .slice(0, 3)
    .map(({ kernel, ms }) => `${kernel.replace("seprank ", "").split(":")[0]} ${ms.toFixed(2)}`)
    .join(", ");
  return `| ${SIZES[size].like} | ${model} | ${shown(step)} | ${runs} | ${kernels.toFixed(1)} | ${slowest} |`;
});
const notes = readFileSync(new URL("notes.md", FOLDER), "utf8").trim();
const page = `# The webgpu backend on a GPU

Written by \`npm run gpu:report\` from results.json, which \`gpu-check/run.sh\` of the archive made by \`npm run gpu:pack\` wrote on
${where}.

${notes}

## Agreement

Losses of 20 epochs of ${results.parity.length} models, beside those of \`cpu\`: ${agreeing} agree; the largest relative difference is ${worst.toExponential(1)}.

## Milliseconds of a training step

Medians, all in one run. Random graphs with heavy-tailed degrees, width 64, three layers (ResGCN ten); ${sizes.join("; ")}.

${table(names)}

## GiB of the GPU's memory

What the backend has taken while it trains, and the most that PyTorch has had allocated.

${memory("products")}

## By kernel

A step with timers, the programs it runs on the GPU, the milliseconds they take together, and the three that take most.

| as large as | model | step | programs | ms on the GPU | most |
| --- | --- | ---: | ---: | ---: | --- |
${profiles.join("\n")}
`;
writeFileSync(new URL("README.md", FOLDER), page);

const guide = new URL("../docs/guide/backends.md", BENCHMARKS);
const block = `${table(["cora", "arxiv"])}\n\n${where}; milliseconds of a training step, medians of one run.`;
const marks = /(<!-- gpu: begin -->\n)[\s\S]*(<!-- gpu: end -->)/;
writeFileSync(guide, readFileSync(guide, "utf8").replace(marks, `$1\n${block}\n\n$2`));
