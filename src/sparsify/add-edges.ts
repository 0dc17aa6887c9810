import { InputError } from "../errors.js";
import { buildAdjacency } from "../graph/adjacency.js";
import { checkDataset } from "../graph/check-argument.js";
import type { EdgeColumn, GraphDataset } from "../graph/dataset.js";
import type { CandidateEdges } from "./wis/edge-additions.js";

/**
 * A data set with more edges, which come after those that it has. Vertices, features, labels, splits and the attributes of its edges stay; the new
 * edges have no attributes.
 *
 * @param pairs [M] edges to add, which the graph does not have
 *
 * Complexity: O(V + E + M).
 *
 * @throws InputError for a graph with weights or edge types, as new edges would have none, a collection of graphs, and pairs that are edges already,
 *   loops or repeated
 *
 * @example
 * ```ts
 * import { karate } from "seprank";
 * import { addEdges, edgeAdditions, twoHopPairs } from "seprank/adjacency";
 *
 * const club = karate();
 * const pairs = twoHopPairs(club.adjacency);
 * const chosen = edgeAdditions(club.adjacency, pairs, { add: 3 });
 * const more = { sources: chosen.map((c) => pairs.sources[c]), targets: chosen.map((c) => pairs.targets[c]) };
 * addEdges(club, more).adjacency.edgeCount; // => 81
 * ```
 */
export function addEdges(dataset: GraphDataset, { sources, targets }: CandidateEdges): GraphDataset {
  checkTakesEdges(dataset);
  const { name, adjacency, edgeAttributes } = dataset;
  const { adjacency: grown, dropped } = buildAdjacency({
    vertexCount: adjacency.vertexCount,
    directed: adjacency.directed,
    sources: [...adjacency.sources, ...Array.from(sources)],
    targets: [...adjacency.targets, ...Array.from(targets)],
  });
  if (dropped.selfLoops + dropped.duplicates > 0)
    throw new InputError(
      `${name}: expected missing edges to add, got ${dropped.duplicates} that are there or repeated and ${dropped.selfLoops} self-loops`,
    );
  return { ...dataset, adjacency: grown, edgeAttributes: lengthened(edgeAttributes, sources.length) };
}

/** @throws InputError where {@link addEdges} could give new edges no weight or type, or would not know to which graph of a collection */
export function checkTakesEdges(dataset: GraphDataset): void {
  checkDataset(dataset, "addEdges");
  const { name, adjacency, graphs } = dataset;
  if (adjacency.weights !== null)
    throw new InputError(`${name}: expected a graph without weights, as new edges have none`);
  if (adjacency.types !== null)
    throw new InputError(`${name}: expected a graph without edge types, as new edges have none`);
  if (graphs !== undefined) throw new InputError(`${name}: expected one graph, got a collection`);
}

function lengthened(
  attributes: GraphDataset["edgeAttributes"],
  count: number,
): GraphDataset["edgeAttributes"] {
  if (attributes === null || count === 0) return attributes;
  const none = new Array<undefined>(count).fill(undefined);
  return new Map([...attributes].map(([name, column]): [string, EdgeColumn] => [name, [...column, ...none]]));
}
