// One training step of a GCN (3 layers of width 64) on a generated graph of ogbn-arxiv's size, 169,343 vertices and 1.16
// million edges with 128 dense features, and that of PyTorch Geometric and DGL on the same graph, on one thread and on all; the memory of them and of a
// training on Cora. Each in a process of its own, so that its memory is its own.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { evenGraph } from "../support/graphs.js";
import { type Absent, type Benchmark, besides, pythonPeer, type Row, runChild } from "../support/measure.js";
import { besideOurs, type NetworkTimes, onThreads, whyBusy } from "./training-steps.js";

/** What a process that trains prints. */
interface Measured {
  /** by the clock */
  readonly ms: number;
  /** milliseconds of processor time */
  readonly processor?: number;
  readonly peakMiB: number;
  readonly note: string;
}

const SIZE = { vertices: 169_343, edges: 1_160_000, columns: 128, classes: 40 };

/** Of peers/gcn_networks.py. */
const NETWORKS = [
  "PyTorch by hand, CSR",
  "PyTorch Geometric GCNConv",
  "PyTorch Geometric GCNConv, EdgeIndex",
  "PyTorch Geometric GCNConv, torch.sparse_csr",
  "DGL GraphConv",
];

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
    const cora = runChild<Measured>({ arguments: [besides(import.meta.url, "cora-memory-process.js")] });
    const title = `GCN training step, ${SIZE.vertices} vertices, ${sources.length} edges`;
    return {
      name: "GCN training step on a large graph, and memory",
      rows: [
        row(`${title}: seprank, wasm, one thread`, byProcessor(own)),
        row(`${title}: seprank, tensorflow, all processors`, native),
        ...peersOf(`${title}: `, own, (network) => given({ network, repeats: 3 })),
        row("200 epochs of a GCN on Cora, whole process", cora),
      ],
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** Rows of the peers on one thread and on all. */
function peersOf(title: string, own: Measured | Absent, given: (network: string) => string): Row[] {
  if (!("ms" in own)) return [];
  const { ms: clock, processor = clock } = own;
  const ours = { clock, processor };
  const busy = whyBusy(ours);
  const threadCounts = busy === null ? [1, availableParallelism()] : [1];
  const measured = threadCounts.flatMap((threads) =>
    NETWORKS.flatMap((network): Row[] => {
      const times = pythonPeer<NetworkTimes & { peakMiB: number }>(
        "large_gcn.py",
        given(network),
        [],
        onThreads(threads),
      );
      if (times.absent !== undefined)
        return [{ case: `${title}${network}`, ms: null, note: `peer absent: ${times.absent}` }];
      const more = `, peak memory ${times.peakMiB.toFixed(0)} MiB`;
      const rows = besideOurs(times, { ours, threads, title, more });
      return rows.map((one) => ({ ...one, headline: threads === 1 && network.endsWith("GCNConv") }));
    }),
  );
  const all = `${title}PyTorch, PyTorch Geometric and DGL, ${availableParallelism()} threads`;
  return busy === null ? measured : [...measured, { case: all, ms: null, note: busy }];
}

/** On one thread, processor time is what the work takes, whoever else is at work. */
function byProcessor(measured: (Measured & { absent?: undefined }) | Absent): typeof measured {
  if (measured.absent !== undefined || measured.processor === undefined) return measured;
  return { ...measured, ms: measured.processor, note: `processor time; by the clock: ${measured.note}` };
}

function row(what: string, measured: (Measured & { absent?: undefined }) | Absent): Row {
  if (measured.absent !== undefined) return { case: what, ms: null, note: `absent: ${measured.absent}` };
  const { ms, peakMiB, note } = measured;
  return { case: what, ms, note: `${note}, peak memory ${peakMiB.toFixed(0)} MiB`, headline: true };
}
