// The command line on text of 10^7 edges: a CSV between 2 * 10^6 vertices and, with features and classes, the same edges as an OGB folder.
// Beside it polars and pyarrow, which read the CSV's two columns and make no graph.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRandom } from "../../src/adjacency.js";
import { edgeLines, textLines } from "../support/edge-list-text.js";
import { type Benchmark, besides, pythonPeer, type Row } from "../support/measure.js";

const EDGES = 1e7;
const VERTICES = 2e6;
const FEATURES = 4;
const CLASSES = 3;

/** What a command took, on a pseudo-terminal. */
interface Measured {
  readonly code: number;
  /** processor time of all processes */
  readonly ms: number;
  /** of the largest process */
  readonly peakMiB: number;
  /** seconds, the longest without a word on the terminal */
  readonly silence: number;
  readonly seconds: number;
  readonly output: string;
}

export const run: Benchmark = async () => {
  const folder = mkdtempSync(join(tmpdir(), "seprank-bench-"));
  try {
    const csv = join(folder, "edges.csv");
    const labelled = join(folder, "labelled");
    writeLists(csv, labelled);
    const main = besides(import.meta.url, "../../cli/main.js");
    const out = (name: string) => ["-o", join(folder, name)];
    const evaluate = [
      ...["evaluate", labelled, "--methods", "1-wis", "--sparsity", "0.5", "--seeds", "1", "--jobs", "1"],
      ...["--layers", "2", "--hidden", "8", "--epochs", "5", "--backend", "wasm"],
    ];
    const cases: readonly [string, readonly string[]][] = [
      ["inspect", ["inspect", csv]],
      ["convert to .npz", ["convert", csv, ...out("graph.npz")]],
      [
        "sparsify: half of the edges, by 1-WIS",
        ["sparsify", csv, "--method", "1-wis", "--remove", "50%", ...out("b.npz")],
      ],
      ["evaluate: one trial of 5 epochs, half of the edges, by 1-WIS", [...evaluate, ...out("results")]],
    ];
    const rows: Row[] = cases.map(([name, args]) => rowOf(name, [process.execPath, main, ...args]));
    for (const peer of ["polars", "pyarrow"]) rows.push(peerRow(peer, csv));
    return { name: "The command line on text of 10^7 edges", rows };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

function rowOf(name: string, command: readonly string[]): Row {
  const found = pythonPeer<Measured>("on_terminal.py", "", command);
  if (found.absent !== undefined) return { case: name, ms: null, note: `not measured: ${found.absent}` };
  if (found.code !== 0) throw new Error(`${name} ended with ${found.code}: ${found.output.slice(-1000)}`);
  const silence = `the longest silence on a terminal ${((100 * found.silence) / found.seconds).toFixed(0)} % of the time`;
  const row = { case: name, ms: found.ms, note: `${(found.peakMiB / 1024).toFixed(1)} GiB, ${silence}` };
  process.stderr.write(`${name}: ${(found.ms / 1000).toFixed(1)} s, ${row.note}\n`);
  return row;
}

function peerRow(peer: string, file: string): Row {
  const name = `${peer} reads the CSV's numbers`;
  const found = pythonPeer<{ peers: readonly { version: string; ms: number; peakMiB: number }[] }>(
    "read_csv.py",
    "",
    [file, peer],
  );
  if (found.absent !== undefined) return { case: name, ms: null, note: `not measured: ${found.absent}` };
  const [{ version, ms, peakMiB }] = found.peers;
  return { case: name, ms, note: `${(peakMiB / 1024).toFixed(1)} GiB, ${version}` };
}

/** The same edges as a CSV, and with features and classes that only chance connects with them as an OGB folder. */
function writeLists(csv: string, labelled: string): void {
  const random = createRandom(0, "edge list");
  const edges = edgeLines(EDGES, VERTICES, random);
  writeFileSync(csv, `source,target\n${edges}`);
  mkdirSync(join(labelled, "raw"), { recursive: true });
  const write = (name: string, text: string) => writeFileSync(join(labelled, "raw", name), text);
  write("edge.csv", edges);
  write("num-node-list.csv", `${VERTICES}\n`);
  const feature = () => (random.integer(200) / 100 - 1).toFixed(2);
  write(
    "node-feat.csv",
    textLines(VERTICES, () => Array.from({ length: FEATURES }, feature).join()),
  );
  write(
    "node-label.csv",
    textLines(VERTICES, () => `${random.integer(CLASSES)}`),
  );
}
