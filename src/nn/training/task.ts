import { InputError } from "../../errors.js";
import type { Split } from "../../graph/dataset.js";
import type { GraphBatch } from "../../graph/select-graphs.js";
import { checkFeatures } from "../layers/check-features.js";
import { checkLabels } from "./check-labels.js";
import { checkPart } from "./check-part.js";

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
