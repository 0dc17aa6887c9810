import { InputError } from "../../errors.js";
import type { Adjacency } from "../../graph/adjacency.js";
import type { Features, Split } from "../../graph/dataset.js";
import type { GraphBatch } from "../../graph/select-graphs.js";
import { checkFeatures } from "../layers/vertex-matrix.js";

/** Graphs that are to be classified, side by side as one. */
export interface GraphTask extends GraphBatch {
  /** [G] in [0, C) at the split's graphs; -1 elsewhere where there is none */
  readonly labels: Int32Array;
  /** C */
  readonly classCount: number;
  /** of the graphs */
  readonly split: Split;
}

/**
 * Checks what only a mistake in the input can break, before anything is computed.
 *
 * Complexity: O(V + E + size of the features).
 *
 * @param directed whether the model knows what to do with directions
 * @param validated whether the validation graphs say when to stop, and there must be some
 * @throws InputError naming the first thing that does not fit
 */
export function checkGraphTask(
  { adjacency, offsets, features, labels, classCount, split }: GraphTask,
  directed: boolean,
  validated: boolean,
): void {
  const { vertexCount, sources, targets } = adjacency;
  const graphCount = offsets.length - 1;
  if (graphCount < 1) throw new InputError("graphs: expected at least one, got none");
  if (adjacency.directed && !directed)
    throw new InputError("graphs: expected undirected graphs for this model, got directed ones");
  if (offsets[0] !== 0 || offsets[graphCount] !== vertexCount)
    throw new InputError(
      `graphs: expected vertices from 0 to ${vertexCount}, got ${offsets[0]} to ${offsets[graphCount]}`,
    );
  const graphOf = new Uint32Array(vertexCount);
  for (let g = 0; g < graphCount; g++) {
    if (offsets[g + 1] < offsets[g])
      throw new InputError(`graphs: expected ascending offsets, graph ${g} ends early`);
    graphOf.fill(g, offsets[g], offsets[g + 1]);
  }
  const across = sources.findIndex((source, e) => graphOf[source] !== graphOf[targets[e]]);
  if (across !== -1)
    throw new InputError(
      `graphs: expected every edge within one graph, got edge ${across} from graph ${graphOf[sources[across]]} to graph ${graphOf[targets[across]]}`,
    );
  checkFeatures(features, vertexCount);
  checkLabels(labels, graphCount, classCount, "graph");
  for (const part of ["train", "validation", "test"] as const)
    if (part !== "validation" || validated || split.validation.length > 0)
      checkPart(part, split[part], labels, "graph");
}

/** A graph whose vertices are to be classified. */
export interface VertexTask {
  /** undirected, but for models that know what to do with directions */
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
 * @param directed whether the model knows what to do with directions; default false
 * @throws InputError naming the first thing that does not fit
 */
export function checkVertexTask(
  { adjacency, features, labels, classCount, split }: VertexTask,
  directed = false,
): void {
  const { vertexCount } = adjacency;
  if (vertexCount < 1) throw new InputError("graph: expected at least one vertex, got none");
  if (adjacency.directed && !directed)
    throw new InputError("graph: expected an undirected graph for this model, got a directed one");
  checkFeatures(features, vertexCount);
  checkLabels(labels, vertexCount, classCount, "vertex");
  for (const part of ["train", "validation", "test"] as const) checkPart(part, split[part], labels, "vertex");
}

/**
 * @param what what has a label: "vertex" or "graph"
 * @throws InputError where there is not one label for each, or one is out of its range
 */
export function checkLabels(
  labels: Int32Array,
  count: number,
  classCount: number,
  what: "vertex" | "graph",
): void {
  if (labels.length !== count)
    throw new InputError(`labels: expected ${count}, one for each ${what}, got ${labels.length}`);
  if (!Number.isInteger(classCount) || classCount < 1)
    throw new InputError(`classes: expected an integer >= 1, got ${classCount}`);
  const wrong = labels.findIndex((label) => label < -1 || label >= classCount);
  if (wrong !== -1)
    throw new InputError(
      `labels: expected -1 (none) to ${classCount - 1}, got ${labels[wrong]} at ${what} ${wrong}`,
    );
}

const PLURALS = { vertex: "vertices", graph: "graphs" } as const;

/**
 * @param name of the part: train, validation or test
 * @param rows what the part holds
 * @param labels of all
 * @param what what is split: "vertex" or "graph"
 * @throws InputError where the part is empty, or holds what is not there or has no label
 */
export function checkPart(
  name: string,
  rows: Uint32Array,
  labels: Int32Array,
  what: keyof typeof PLURALS,
): void {
  const several = PLURALS[what];
  if (rows.length === 0)
    throw new InputError(`split: expected at least one ${name} ${what}, got none; use another split`);
  for (const row of rows) {
    if (row >= labels.length)
      throw new InputError(`split: expected ${name} ${several} below ${labels.length}, got ${row}`);
    if (labels[row] === -1)
      throw new InputError(`split: expected labelled ${name} ${several}, got ${what} ${row} without a label`);
  }
}
