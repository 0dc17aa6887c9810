// What pruning buys a GCN (3 layers of width 64): processor time of a training step and of inference, and memory, by the share of edges that 1-WIS removes, on
// Cora, Amazon Computers and a generated graph of ogbn-arxiv's size, beside the accuracy that the records in docs/results have. Each level in a process of its
// own, so that its memory is its own.
import { readFileSync } from "node:fs";
import { BENCHMARKS, type Benchmark, besides, type Row, runChild } from "../support/measure.js";

/** What a process that trains at one level prints. */
interface Measured {
  readonly step: number;
  readonly inference: number;
  readonly tensorBytes: number;
  readonly peakBytes: number;
}

const CASES = [
  { name: "cora", title: "Cora", record: "cora-gcn", levels: [0, 0.3, 0.5, 0.7, 0.9], repeats: 60 },
  {
    name: "amazon-computers",
    title: "Amazon Computers",
    record: "amazon-computers-gcn",
    levels: [0, 0.5, 0.9],
    repeats: 20,
  },
  {
    name: "generated",
    title: "169,343 vertices, 1.16 million edges",
    record: null,
    levels: [0, 0.5, 0.9],
    repeats: 4,
  },
] as const;

export const run: Benchmark = async () => ({
  name: "What pruning buys",
  rows: CASES.flatMap(({ name, title, record, levels, repeats }): Row[] => {
    const accuracies = record === null ? new Map<number, number>() : accuraciesOf(record);
    let full: number | undefined;
    return levels.map((level): Row => {
      const what = `${title}, ${100 * level} % removed: training step`;
      const measured = runChild<Measured>({
        arguments: [besides(import.meta.url, "pruning-process.js")],
        input: JSON.stringify({ name, level, repeats }),
      });
      if (measured.absent !== undefined)
        return { case: what, ms: null, note: `not measured: ${measured.absent}` };
      if (level === 0) full = measured.step;
      const times = full === undefined ? [] : [`${(full / measured.step).toFixed(2)} times as fast`];
      const accuracy = accuracies.get(level);
      const kept = accuracy === undefined ? [] : [`accuracy ${(100 * accuracy).toFixed(1)} %`];
      const note = [
        "processor time",
        ...times,
        `inference ${Number(measured.inference.toPrecision(3))} ms`,
        `tensors ${mebibytes(measured.tensorBytes)}`,
        `peak memory ${mebibytes(measured.peakBytes)}`,
        ...kept,
      ];
      return { case: what, ms: measured.step, note: note.join(", ") };
    });
  }),
});

/** The mean test accuracies of a GCN on what 1-WIS leaves, by level, of a record. */
function accuraciesOf(record: string): Map<number, number> {
  const text = readFileSync(new URL(`../docs/results/${record}/summary.csv`, BENCHMARKS), "utf8");
  const [head, ...lines] = text
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));
  const at = (name: string) => head.indexOf(name);
  const own = lines.filter((cells) => cells[at("method")] === "1-wis" && cells[at("model")] === "gcn");
  return new Map(own.map((cells) => [Number(cells[at("sparsity")]), Number(cells[at("mean")])]));
}

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(0)} MiB`;
}
