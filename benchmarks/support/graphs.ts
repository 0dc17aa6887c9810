// The graphs that benchmarks share.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type Adjacency, buildAdjacency, createRandom, readGraph } from "../../src/adjacency.js";
import type { VertexTask } from "../../src/nn/index.js";
import type { Row } from "./measure.js";

/** A graph of the SNAP collection below SEPRANK_DATA/snap, or null where it is not there. */
export async function snapGraph(file: string, directed = false): Promise<Adjacency | null> {
  const path = join(process.env.SEPRANK_DATA ?? "", "snap", file);
  if (!existsSync(path)) return null;
  const bytes = readFileSync(path);
  if (!file.endsWith(".jlg")) return (await readGraph(bytes, { name: file, directed })).adjacency;
  // "vertices,edges,u|d,name", then one edge a line
  const text = gunzipSync(bytes);
  const rows = text.subarray(text.indexOf(10) + 1);
  return (await readGraph(rows, { name: file, format: "csv" })).adjacency;
}

/** Two large graphs of the SNAP collection, by name; null where they are not there. */
export async function largeSnapGraphs(): Promise<
  readonly (readonly [name: string, graph: Adjacency | null])[]
> {
  return [
    ["arxiv-cit-hep-th", await snapGraph("arxiv-cit-hep-th.jlg")],
    ["web-NotreDame", await snapGraph("web-NotreDame.txt.gz")],
  ];
}

/** The row of what needs a graph of the SNAP collection that is not there. */
export function withoutGraph(name: string): Row {
  return { case: name, ms: null, note: "not measured: its graph is not below SEPRANK_DATA" };
}

/**
 * A graph with heavy-tailed degrees (Chung and Lu's model: expected degree of vertex t proportional to (t + 10)^(-1/2)).
 * Repeated edges and loops are dropped.
 *
 * @param vertexCount default a tenth of the edges
 */
export function powerLawGraph(
  edgeCount: number,
  seed = 0,
  vertexCount = Math.max(2, Math.round(edgeCount / 10)),
): Adjacency {
  const random = createRandom(seed, "power-law-graph");
  const low = Math.sqrt(10);
  const high = Math.sqrt(vertexCount + 10);
  const draw = () => Math.min(vertexCount - 1, Math.floor((low + random.uniform() * (high - low)) ** 2 - 10));
  const sources = new Uint32Array(edgeCount);
  const targets = new Uint32Array(edgeCount);
  for (let e = 0; e < edgeCount; e++) {
    sources[e] = draw();
    targets[e] = draw();
  }
  return buildAdjacency({ vertexCount, sources, targets }).adjacency;
}

/** A graph whose edges join vertices drawn evenly; repeated edges and loops are dropped. */
export function evenGraph(vertexCount: number, edgeCount: number, seed = 0): Adjacency {
  const random = createRandom(seed, "even graph");
  const draw = () => Uint32Array.from({ length: edgeCount }, () => random.integer(vertexCount));
  return buildAdjacency({ vertexCount, sources: draw(), targets: draw() }).adjacency;
}

/** A task of random features and labels, 54 % of the vertices to train with, as in ogbn-arxiv's split. */
export function randomTask(
  adjacency: Adjacency,
  {
    columns,
    classes,
    seed = 0,
  }: { readonly columns: number; readonly classes: number; readonly seed?: number },
): VertexTask {
  const { vertexCount: rows } = adjacency;
  const random = createRandom(seed, "random task");
  const values = Float32Array.from({ length: rows * columns }, () => random.uniform() - 0.5);
  const labels = Int32Array.from({ length: rows }, () => random.integer(classes));
  const all = Uint32Array.from({ length: rows }, (_, vertex) => vertex);
  const [cut, held] = [Math.round(0.54 * rows), Math.round(0.77 * rows)];
  const split = { train: all.slice(0, cut), validation: all.slice(cut, held), test: all.slice(held) };
  return {
    adjacency,
    features: { kind: "dense", rows, columns, values },
    labels,
    classCount: classes,
    split,
  };
}
