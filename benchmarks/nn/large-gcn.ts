// One training step of a GCN (3 layers of width 64) on a generated graph of ogbn-arxiv's size, 169,343 vertices and 1.16
// million edges with 128 dense features, and PyTorch Geometric's on the same graph; the memory of both that and a
// training on Cora. Each in a process of its own, so that its memory is its own.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { evenGraph } from "../support/graphs.js";

const SIZE = { vertices: 169_343, edges: 1_160_000, columns: 128, classes: 40 };

/** For the native library, or each op pays for fresh pages: see docs/development/tensorflow-native.md. */
const KEEP_PAGES = {
  MALLOC_MMAP_MAX_: "0",
  MALLOC_TRIM_THRESHOLD_: "4000000000",
  MALLOC_TOP_PAD_: "134217728",
};

export async function run() {
  const folder = mkdtempSync(join(tmpdir(), "seprank-bench-"));
  try {
    const file = join(folder, "edges.bin");
    const { sources, targets } = evenGraph(SIZE.vertices, SIZE.edges);
    writeFileSync(file, Uint32Array.of(sources.length));
    writeFileSync(file, sources, { flag: "a" });
    writeFileSync(file, targets, { flag: "a" });
    const given = (more = {}) => JSON.stringify({ ...SIZE, file, warmUp: 1, repeats: 5, ...more });
    const own = child(process.execPath, "large-gcn-step.mjs", given());
    const native = child(
      process.execPath,
      "large-gcn-step.mjs",
      given({ backend: "tensorflow" }),
      KEEP_PAGES,
    );
    const peer = child("python3", "peers/large_gcn.py", given());
    const cora = child(process.execPath, "cora-memory.mjs", "");
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
}

function row(what, { ms, peakMiB, note, absent }) {
  if (absent !== undefined) return { case: what, ms: null, note: `absent: ${absent}` };
  return { case: what, ms, note: `${note}, peak memory ${peakMiB.toFixed(0)} MiB`, headline: true };
}

/** The JSON that a script prints, or the reason why there is none. */
function child(program, script, input, environment = {}) {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const { status, stdout, stderr, error } = spawnSync(program, [path], {
    input,
    encoding: "utf8",
    env: { ...process.env, ...environment },
  });
  if (status === 0) return JSON.parse(stdout);
  const lines = (stderr ?? "").trim().split("\n");
  const reason = lines.find((line) => /Error: /.test(line)) || lines.at(-1) || error?.message;
  // Folders of this machine say nothing to others.
  return { absent: reason?.replaceAll(/ imported from [^)]*/g, "") };
}
