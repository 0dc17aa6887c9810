// One training step of a GCN (3 layers of width 64) on a generated graph of ogbn-arxiv's size, 169,343 vertices and 1.16
// million edges with 128 dense features, and PyTorch Geometric's on the same graph; the memory of both that and a
// training on Cora. Each in a process of its own, so that its memory is its own.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { evenGraph } from "../support/graphs.js";
import { type Absent, type Benchmark, besides, pythonPeer, type Row, runChild } from "../support/measure.js";

/** What a process that trains prints. */
interface Measured {
  readonly ms: number;
  readonly peakMiB: number;
  readonly note: string;
}

const SIZE = { vertices: 169_343, edges: 1_160_000, columns: 128, classes: 40 };

/** For the native library, or each op pays for fresh pages: see docs/development/tensorflow-native.md. */
const KEEP_PAGES = {
  MALLOC_MMAP_MAX_: "0",
  MALLOC_TRIM_THRESHOLD_: "4000000000",
  MALLOC_TOP_PAD_: "134217728",
};

export const run: Benchmark = async () => {
  const folder = mkdtempSync(join(tmpdir(), "seprank-bench-"));
  try {
    const file = join(folder, "edges.bin");
    const { sources, targets } = evenGraph(SIZE.vertices, SIZE.edges);
    writeFileSync(file, Uint32Array.of(sources.length));
    writeFileSync(file, sources, { flag: "a" });
    writeFileSync(file, targets, { flag: "a" });
    const given = (more = {}) => JSON.stringify({ ...SIZE, file, warmUp: 1, repeats: 5, ...more });
    const step = besides(import.meta.url, "large-gcn-process.js");
    const own = runChild<Measured>({ arguments: [step], input: given() });
    const native = runChild<Measured>({
      arguments: [step],
      input: given({ backend: "tensorflow" }),
      environment: KEEP_PAGES,
    });
    const peer = pythonPeer<Measured>("large_gcn.py", given());
    const cora = runChild<Measured>({ arguments: [besides(import.meta.url, "cora-memory-process.js")] });
    const title = `GCN training step, ${SIZE.vertices} vertices, ${sources.length} edges`;
    return {
      name: "GCN training step on a large graph, and memory",
      rows: [
        row(`${title}: seprank, wasm`, own),
        row(`${title}: seprank, tensorflow, all processors`, native),
        row(`${title}: PyTorch Geometric GCNConv, one thread`, peer),
        row("200 epochs of a GCN on Cora, whole process", cora),
      ],
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

function row(what: string, measured: (Measured & { absent?: undefined }) | Absent): Row {
  if (measured.absent !== undefined) return { case: what, ms: null, note: `absent: ${measured.absent}` };
  const { ms, peakMiB, note } = measured;
  return { case: what, ms, note: `${note}, peak memory ${peakMiB.toFixed(0)} MiB`, headline: true };
}
