// Reads a CSV of 10^7 edges between 2 * 10^6 vertices known by whole numbers, step by step and into a graph; polars and pyarrow read its two columns.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRandom, readGraph, writeGraph } from "../../src/adjacency.js";
import { wholeNumberRows } from "../../src/graph/formats/text/whole-number-rows.js";
import { edgeLines } from "../support/edge-list-text.js";
import { type Benchmark, pythonPeer, type Row } from "../support/measure.js";

const EDGES = 1e7;
const VERTICES = 2e6;

/** A peer's times. */
interface Peer {
  readonly name: string;
  readonly version: string;
  readonly rows: number;
  readonly ms: number;
}

export const run: Benchmark = async () => {
  const folder = mkdtempSync(join(tmpdir(), "seprank-bench-"));
  try {
    const file = join(folder, "edges.csv");
    writeFileSync(file, `source,target\n${edgeLines(EDGES, VERTICES, createRandom(0, "edge list"))}`);
    const bytes = new Uint8Array(readFileSync(file));
    const size = `${EDGES.toExponential().replace("e+", "e")} edges, ${(bytes.length / 1e6).toFixed(0)} MB`;
    const parse = processMilliseconds();
    const found = wholeNumberRows(bytes, ",", true);
    if (found?.rows !== EDGES) throw new Error(`${EDGES} rows written, ${found?.rows} read`);
    const parsed = parse();
    const read = processMilliseconds();
    const dataset = await readGraph(bytes, { name: file });
    const ms = read();
    const { adjacency } = dataset;
    const write = processMilliseconds();
    const { length: written } = await writeGraph(dataset, "npz");
    const msToFile = ms + write();
    const rows: Row[] = [
      { case: `CSV of ${size}: its numbers`, ms: parsed, note: "processor time, one run" },
      {
        case: `CSV of ${size}: a graph with rows of neighbours`,
        ms,
        note: `processor time, one run; ${adjacency.vertexCount} vertices; ${((100 * parsed) / ms).toFixed(0)} % of it parses`,
        headline: true,
      },
      {
        case: `CSV of ${size}: as .npz`,
        ms: msToFile,
        note: `processor time, one run; reading and writing, ${(written / 1e6).toFixed(0)} MB`,
      },
    ];
    const peer = pythonPeer<{ peers: readonly Peer[] }>("read_csv.py", "", [file]);
    if (peer.absent !== undefined)
      return {
        name: "Lists of edges",
        rows: [...rows, { case: "polars, pyarrow", ms: null, note: `not measured: ${peer.absent}` }],
      };
    for (const { name, version, rows: count, ms: theirs } of peer.peers) {
      if (count !== EDGES) throw new Error(`${EDGES} rows written, ${name} reads ${count}`);
      const note = `${version}, processor time of all threads, one run; ${(theirs / parsed).toFixed(2)} times ours`;
      rows.push({ case: `${name}: its numbers`, ms: theirs, note });
    }
    return { name: "Lists of edges", rows };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Starts a clock of processor time, and reads it. */
function processMilliseconds(): () => number {
  const start = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };
}
