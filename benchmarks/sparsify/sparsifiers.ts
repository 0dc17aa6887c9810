// Edge scores of the methods that NetworKit has, too, on two real graphs: time beside its time on one thread, and agreement of the scores.
import type { Adjacency } from "../../src/graph/adjacency.js";
import { METHODS } from "../../src/sparsify/catalog.js";
import { sparsifiers } from "../../src/sparsify/registry.js";
import { largeSnapGraphs, withoutGraph } from "../support/graphs.js";
import { type Benchmark, medianTime, pythonPeer, type Row } from "../support/measure.js";

const MEASURED = [
  "triangle",
  "jaccard",
  "scan",
  "local-degree",
  "local-similarity",
  "simmelian",
  "algebraic-distance",
  "forest-fire",
  "random-node-edge",
] as const;
type Measured = (typeof MEASURED)[number];

/** What peers/networkit-scores.py prints: milliseconds, and the scores as the base64 of doubles. */
interface Peer {
  readonly version: string;
  readonly results: Readonly<Record<Measured, { readonly ms: number; readonly scores?: string }>>;
}

export const run: Benchmark = async () => {
  const rows: Row[] = [];
  for (const [name, graph] of await largeSnapGraphs()) {
    if (graph === null) {
      rows.push(withoutGraph(name));
      continue;
    }
    const lines = Array.from(graph.sources, (source, e) => `${source} ${graph.targets[e]}`);
    const peer = pythonPeer<Peer>("networkit-scores.py", lines.join("\n"), MEASURED);
    for (const method of MEASURED) rows.push(scoreRow(name, graph, method, peer));
  }
  return { name: "Sparsifiers", rows };
};

function scoreRow(
  name: string,
  graph: Adjacency,
  method: Measured,
  peer: ReturnType<typeof pythonPeer<Peer>>,
): Row {
  const parameters = METHODS[method].parameters.map(({ name: key, default: value }) => [key, value]);
  const settings = { seed: 0, onProgress: () => undefined, ...Object.fromEntries(parameters) };
  let result: ArrayLike<number> = [];
  const ms = medianTime(
    () => {
      result = sparsifiers[method](graph, settings);
    },
    { repeats: 3 },
  );
  const row = { case: `${method}, ${name}`, ms };
  if (peer.absent !== undefined) return { ...row, note: `NetworKit not measured: ${peer.absent}` };
  const other = peer.results[method];
  const time = `NetworKit ${peer.version}, one thread: ${other.ms.toFixed(0)} ms, ${(other.ms / ms).toFixed(2)} times ours`;
  if (other.scores === undefined) return { ...row, note: time };
  return {
    ...row,
    note: `${time}; ${agreement(method, Float64Array.from(result), decode(other.scores), graph)}`,
  };
}

function decode(base64: string): Float64Array {
  const bytes = Buffer.from(base64, "base64");
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

/** How two scores compare: exact where there is one definition; else the share of edges kept by both at half the edges. */
function agreement(
  method: Measured,
  ours: Float64Array,
  theirs: Float64Array,
  { offsets, sources, targets }: Adjacency,
): string {
  const closed = (u: number) => offsets[u + 1] - offsets[u] + 1;
  const difference = (a: Float64Array, b: Float64Array) =>
    `largest difference ${a.reduce((most, x, e) => Math.max(most, Math.abs(x - b[e])), 0)}`;
  if (method === "triangle") return difference(ours, theirs);
  if (method === "simmelian") return difference(ours, theirs);
  // Theirs is a distance where ours is a similarity, or leaves one of an edge's ends out of what the ends share.
  if (method === "jaccard") return difference(ours, theirs);
  if (method === "scan")
    return difference(
      ours,
      theirs.map((score, e) => score + 1 / Math.sqrt(closed(sources[e]) * closed(targets[e]))),
    );
  const signed = method === "algebraic-distance" ? theirs.map((distance) => -distance) : theirs;
  const equal = ours.reduce((count, score, e) => count + (Math.abs(score - signed[e]) < 1e-12 ? 1 : 0), 0);
  const share = (100 * equal) / ours.length;
  return `${share.toFixed(1)}% equal scores, ${(100 * keptByBoth(ours, signed)).toFixed(1)}% of the better half in common`;
}

function keptByBoth(a: Float64Array, b: Float64Array): number {
  const best = (scores: Float64Array) => {
    const order = Uint32Array.from(scores, (_, e) => e).sort((x, y) => scores[y] - scores[x] || x - y);
    return order.subarray(0, scores.length >> 1);
  };
  const kept = new Set(best(a));
  return best(b).reduce((count, e) => count + (kept.has(e) ? 1 : 0), 0) / kept.size;
}
