import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { generateCitations, karate } from "../../datasets/index.js";
import {
  type Adjacency,
  buildAdjacency,
  createRandom,
  type GraphDataset,
  type Split,
} from "../../src/adjacency.js";
import type { GraphTask, VertexTask } from "../../src/nn/index.js";

/** 120 papers in three fields, with their words as features. */
export const citations = (): GraphDataset =>
  generateCitations({
    vertices: 120,
    edges: 300,
    classProportions: [3, 2, 1],
    features: 60,
    featuresPerVertex: 6,
    maxAttractiveness: 30,
    seed: 3,
  });

/** 40 vertices of two classes, and 120 edges drawn with weights, types or directions. */
export function drawn(kind: "weighted" | "directed" | "typed"): RecordedGraph {
  const random = createRandom(5, kind);
  const vertexCount = 40;
  const draw = (bound: number) => Array.from({ length: 120 }, () => random.integer(bound));
  const { adjacency } = buildAdjacency({
    vertexCount,
    sources: draw(vertexCount),
    // Some vertices have many edges.
    targets: draw(vertexCount).map((t, k) => (k % 3 === 0 ? t % 8 : t)),
    weights: kind === "weighted" ? draw(64).map((n) => (n + 1) / 8) : null,
    types: kind === "typed" ? draw(3) : null,
    directed: kind === "directed",
  });
  return { adjacency, labels: Int32Array.from({ length: vertexCount }, (_, t) => t % 2) };
}

/** A graph, and the classes that some methods partition it by. */
export interface RecordedGraph {
  readonly adjacency: Adjacency;
  /** [V] */
  readonly labels: Int32Array;
}

/** The graphs that every method is recorded on. */
export function recordedGraphs(): Readonly<Record<string, RecordedGraph>> {
  const labelled = ({ adjacency, labels }: GraphDataset) => ({ adjacency, labels: labels as Int32Array });
  return {
    karate: labelled(karate()),
    citations: labelled(citations()),
    weighted: drawn("weighted"),
    directed: drawn("directed"),
    typed: drawn("typed"),
  };
}

/** Half of the labels to train on, a quarter to choose by, a quarter to test on. */
function split(count: number): Split {
  const part = (holds: (k: number) => boolean) =>
    Uint32Array.from(Array.from({ length: count }, (_, k) => k).filter(holds));
  return {
    train: part((k) => k % 2 === 0),
    validation: part((k) => k % 4 === 1),
    test: part((k) => k % 4 === 3),
  };
}

/** Fields of papers, from their words and citations. */
export function vertexTask(): VertexTask {
  const { adjacency, features, labels } = citations();
  if (features === null || labels === null) throw new Error("expected features and labels");
  return { adjacency, features, labels, classCount: 3, split: split(adjacency.vertexCount) };
}

/** Classes of vertices whose edges have types. */
export function typedTask(): VertexTask {
  const { adjacency, labels } = drawn("typed");
  const { vertexCount } = adjacency;
  return {
    adjacency,
    labels,
    features: drawnFeatures(vertexCount),
    classCount: 2,
    split: split(vertexCount),
  };
}

/** Classes of 16 graphs of 8 vertices and up to 12 edges. */
export function collectionTask(): GraphTask {
  const random = createRandom(5, "collection");
  const [graphs, size] = [16, 8];
  const ends = () =>
    Array.from({ length: 12 * graphs }, (_, k) => (k % graphs) * size + random.integer(size));
  const { adjacency } = buildAdjacency({ vertexCount: graphs * size, sources: ends(), targets: ends() });
  return {
    adjacency,
    features: drawnFeatures(graphs * size),
    offsets: Uint32Array.from({ length: graphs + 1 }, (_, g) => g * size),
    // Every class is in every part.
    labels: Int32Array.from({ length: graphs }, (_, g) => (g >> 2) % 2),
    classCount: 2,
    split: split(graphs),
  };
}

function drawnFeatures(rows: number): VertexTask["features"] {
  const random = createRandom(5, "features");
  const columns = 6;
  // Eighths: the same in every engine.
  const values = Float32Array.from({ length: rows * columns }, () => random.integer(17) / 8 - 1);
  return { kind: "dense", rows, columns, values };
}

/** Writes what commands read: two cliques of four with an edge between them, a matrix, and a tensor. */
export function writeInputs(folder: string): { cliques: string; matrix: string; tensor: string } {
  const random = createRandom(4);
  const vectors = [6, 5, 4].map((size) => Array.from({ length: size }, () => 1 + random.integer(16) / 8));
  const [a, b, c] = vectors;
  const write = (file: string, rows: readonly string[]) => {
    const path = join(folder, file);
    writeFileSync(path, `${rows.join("\n")}\n`);
    return path;
  };
  const within = ["abcd", "wxyz"].flatMap((clique) =>
    [...clique].flatMap((s, k) => [...clique.slice(k + 1)].map((t) => `${s},${t}`)),
  );
  return {
    cliques: write("cliques.edges.csv", ["source,target", ...within, "d,w"]),
    matrix: write("matrix.csv", [
      "row,column,value",
      ...a.flatMap((x, i) => b.map((y, j) => `${i},${j},${x * y}`)),
    ]),
    tensor: write("tensor.csv", [
      "i,j,k,value",
      ...a.flatMap((x, i) => b.flatMap((y, j) => c.map((z, k) => `${i},${j},${k},${x * y * z}`))),
    ]),
  };
}
