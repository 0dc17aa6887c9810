import { InputError } from "../../errors.js";
import type { Adjacency } from "../../graph/adjacency.js";
import type { Features, Split } from "../../graph/dataset.js";
import { checkFeatures } from "../layers/check-features.js";
import { checkLabels } from "./check-labels.js";
import { checkPart } from "./check-part.js";

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
