import { InputError } from "../errors.js";
import type { Adjacency } from "../graph/adjacency.js";
import type { Features, Split } from "../graph/dataset.js";

/** A graph whose vertices are to be classified. */
export interface VertexTask {
  /** undirected */
  readonly adjacency: Adjacency;
  /** V rows */
  readonly features: Features;
  /** [V] in [0, C) at the split's vertices; -1 elsewhere where there is none */
  readonly labels: Int32Array;
  /** C */
  readonly classCount: number;
  readonly split: Split;
}

/**
 * Checks what only a mistake in the input can break, before anything is computed.
 *
 * Complexity: O(V + size of the features).
 *
 * @throws InputError naming the first thing that does not fit
 */
export function checkVertexTask({ adjacency, features, labels, classCount, split }: VertexTask): void {
  const { vertexCount, directed } = adjacency;
  if (vertexCount < 1) throw new InputError("graph: expected at least one vertex, got none");
  if (directed)
    throw new InputError("graph: expected an undirected graph for this model, got a directed one");
  if (features.rows !== vertexCount)
    throw new InputError(`features: expected ${vertexCount} rows, one for each vertex, got ${features.rows}`);
  if (features.columns < 1) throw new InputError("features: expected at least one column, got none");
  const bad = features.values.findIndex((value) => !Number.isFinite(value));
  if (bad !== -1)
    throw new InputError(
      `features: expected finite numbers, got ${features.values[bad]} in the row of vertex ${rowOf(features, bad)}`,
    );
  if (labels.length !== vertexCount)
    throw new InputError(`labels: expected ${vertexCount}, one for each vertex, got ${labels.length}`);
  if (!Number.isInteger(classCount) || classCount < 1)
    throw new InputError(`classes: expected an integer >= 1, got ${classCount}`);
  const wrong = labels.findIndex((label) => label < -1 || label >= classCount);
  if (wrong !== -1)
    throw new InputError(
      `labels: expected -1 (none) to ${classCount - 1}, got ${labels[wrong]} at vertex ${wrong}`,
    );
  for (const part of ["train", "validation", "test"] as const) checkPart(part, split[part], labels);
}

function checkPart(name: string, vertices: Uint32Array, labels: Int32Array): void {
  if (vertices.length === 0)
    throw new InputError(`split: expected at least one ${name} vertex, got none; use another split`);
  for (const vertex of vertices) {
    if (vertex >= labels.length)
      throw new InputError(`split: expected ${name} vertices below ${labels.length}, got ${vertex}`);
    if (labels[vertex] === -1)
      throw new InputError(`split: expected labelled ${name} vertices, got vertex ${vertex} without a label`);
  }
}

function rowOf(features: Features, entry: number): number {
  if (features.kind === "dense") return Math.floor(entry / features.columns);
  return features.offsets.findIndex((offset) => offset > entry) - 1;
}
