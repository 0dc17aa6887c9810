import { sparsifyEdgeIndex } from "../../src/edge-index/sparsify-edge-index.js";
import { isEdgeText } from "../../src/edge-index/spool-edge-list.js";
import { isEdgeTable } from "../../src/edge-index/spool-edge-table.js";
import { COLUMN_OUTPUTS, type ColumnOutput } from "../../src/edge-index/write-columns.js";
import type { Amount } from "../../src/sparsify/orders/remove-amount.js";
import { isNpy } from "../options/edge-index-files.js";
import { flagOf } from "../options/flag-of.js";
import type { Globals } from "../options/globals.js";
import type { OutputOptions } from "../options/graph-argument.js";
import { countIfAny } from "../terminal/count-if-any.js";
import { UsageError } from "../terminal/exit.js";
import { releaseSignals } from "../terminal/interrupt.js";
import { bytesText, createProgress } from "../terminal/progress.js";

interface EdgeIndexCommand extends OutputOptions {
  readonly method?: string;
  readonly remove: Amount;
  readonly memory?: number;
  readonly maxVertices?: number;
  readonly header?: boolean;
}

/** The options of `sparsify` that an edge_index takes; `backend` and `header` have defaults of their own. */
const TAKEN = ["method", "remove", "out", "to", "memory", "maxVertices", "backend", "header"];
const GLOBAL = ["json", "seed", "dataDir", "quiet", "verbose", "color"];

/** `seprank sparsify EDGE_INDEX`: removes edges of an edge_index that is never held in memory as it is, and writes a mask or what is left. */
export async function sparsifyEdgeIndexFile(
  graph: string,
  options: EdgeIndexCommand,
  { console, seed }: Globals,
): Promise<void> {
  const { method, remove, out, to = "mask", memory, maxVertices } = options;
  if (method === undefined)
    throw new UsageError(
      "--by is for graphs that are read whole (.npz, .csv), not for an edge_index; use --method",
    );
  for (const [name, value] of Object.entries(options))
    if (value !== undefined && !TAKEN.includes(name) && !GLOBAL.includes(name))
      throw new UsageError(
        `${flagOf(name)} is for graphs that are read whole (.npz, .csv), not for an edge_index; leave it out`,
      );
  if (!(COLUMN_OUTPUTS as readonly string[]).includes(to) || !isNpy(out))
    throw new UsageError(
      `expected -o FILE.npy for an edge_index, with --to mask (which columns are kept) or --to edge-index (the columns kept), got ${isNpy(out) ? `--to ${to}` : out}`,
    );
  if (!isEdgeText(graph) && !isEdgeTable(graph) && !/\.(npy|npz)$/i.test(graph))
    throw new UsageError(
      `expected an edge_index (.npy or .npz), a list of edges (.csv, .tsv, .txt) or a table of them (.parquet, .arrow) for an output in .npy, got ${graph}; write .npz instead`,
    );
  if (options.header !== undefined)
    throw new UsageError(
      `--${options.header ? "" : "no-"}header is for graphs that are read whole; ${isEdgeText(graph) ? "of a list of edges for an output in .npy, a first line is its header where it names columns (source,target)" : "leave it out"}`,
    );
  await releaseSignals();
  const start = performance.now();
  const phases: { name: string; begun: number }[] = [];
  let progress = (_done: number, _total: number): void => undefined;
  const result = await sparsifyEdgeIndex(graph, {
    method,
    remove,
    out,
    output: to as ColumnOutput,
    seed,
    memory,
    maxVertices,
    onMessage: console.message,
    onProgress: (what, done, total, unit) => {
      if (what !== phases.at(-1)?.name) {
        phases.push({ name: what, begun: Number(seconds()) });
        console.detail(`${what}: ${total.toLocaleString("en-US")} ${unit}, ${seconds()} s so far`);
        progress = createProgress(
          console,
          unit === "bytes" ? { what, unit: "", format: bytesText } : { what, unit },
        );
      }
      progress(done, total);
    },
  });
  console.progress(null);
  const { columns, vertices, edges, selfLoops, reversed, repeated, removed, keptColumns } = result;
  const aside = [
    countIfAny(reversed, "edge listed in both directions", "edges listed in both directions"),
    countIfAny(repeated, "repeated column"),
    countIfAny(selfLoops, "self-loop kept", "self-loops kept"),
  ].filter(Boolean);
  if (aside.length > 0) console.message(`${graph}: ${aside.join(", ")}`);
  console.result(
    `${graph}: ${removed} of ${edges} undirected edges removed by ${method}, ${keptColumns} of ${columns} columns kept\nwritten to ${out} (${to === "mask" ? `a boolean for each of the ${columns} columns: true where it is kept` : `edge_index of shape (2, ${keptColumns})`})`,
    {
      input: { file: graph, columns, vertices, edges, reversed, repeated, selfLoops },
      method,
      seed,
      removed,
      kept: edges - removed,
      keptColumns,
      seconds: Number(seconds()),
      phases: phases.map(({ name, begun }, k) => ({
        name,
        seconds: Number(((phases[k + 1]?.begun ?? Number(seconds())) - begun).toFixed(3)),
      })),
      processorSeconds: processorSeconds(),
      peakBytes: process.resourceUsage().maxRSS * 1024,
      output: { file: out, format: to },
    },
  );

  function seconds(): string {
    return ((performance.now() - start) / 1000).toFixed(3);
  }
}

/** Of this process, on all cores: other programs beside it change it less than its time. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
