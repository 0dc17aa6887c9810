import type { AbstractGraph, Attributes } from "graphology-types";
import { checkGraph } from "../graph/check-argument.js";
import { checkOptions } from "../graph/check-options.js";
import { indexGraph } from "../graph/graphology/index-graph.js";
import { partitionsBy } from "../partitions/partitions-by.js";
import { type GetNodeLabel, nodeLabels } from "./node-labels.js";

/** Options of {@link partitions}. */
export interface PartitionsOptions<N extends Attributes = Attributes> {
  /**
   * what stands against all other nodes: every class of labelled nodes, every community (Louvain), every connected component, every
   * part that bridges join to the rest, or every part of a balanced cut
   */
  readonly by: "label" | "community" | "component" | "bridge" | "cut";
  /** of a cut: how many parts, an integer >= 2; default 8 */
  readonly parts?: number | undefined;
  /** of communities and cuts: same seed, same partitions; default 0 */
  readonly seed?: number | undefined;
  /** by label: the classes of nodes, the name of an attribute or a function; default the attribute `label` */
  readonly getNodeLabel?: GetNodeLabel<N> | undefined;
}

/** One side of a partition, with its name. */
export interface NamedNodes {
  /** the class, or "1", "2", ... */
  readonly name: string;
  readonly nodes: string[];
}

/**
 * Partitions of a graph's nodes, each one set of nodes against all others: for {@link walkIndex}, and for the method `gwis`, which keeps
 * their walk indices.
 *
 * Directions and weights play no part. What nothing crosses is left out, but for components. The choice of these ways is ours: the
 * thesis leaves the partitions of its general scheme open (appendix D.4).
 *
 * @param graph of any class; not changed
 * @param options the way, and for some ways the number of parts, a seed, or where the labels are
 * @returns by class, or by each one's first node
 *
 * Complexity: O(V + E), for communities and cuts times the number of passes.
 * @throws InputError for anything but a Graphology graph, an unknown option or way, and where a graph cannot be divided in this way
 *
 * @example
 * ```ts
 * import { UndirectedGraph } from "graphology";
 * import { partitions, walkIndex } from "seprank";
 *
 * const graph = new UndirectedGraph();
 * for (const [a, b] of [["a", "b"], ["b", "c"], ["c", "a"], ["c", "d"], ["d", "e"], ["e", "f"], ["f", "d"]])
 *   graph.mergeEdge(a, b);
 * const [first] = partitions(graph, { by: "bridge" });
 * first; // => { name: "1", nodes: ["a", "b", "c"] }
 * walkIndex(graph, { ...first, walkLength: 1 }); // => 8
 * ```
 */
export function partitions<N extends Attributes, E extends Attributes, G extends Attributes>(
  graph: AbstractGraph<N, E, G>,
  options: PartitionsOptions<N>,
): NamedNodes[] {
  checkGraph(graph, "partitions");
  checkOptions("partitions", options, ["by", "parts", "seed", "getNodeLabel"]);
  const { by, parts, seed, getNodeLabel } = options;
  const { adjacency, nodes } = indexGraph<N, E, G>(graph, { directed: false, getEdgeWeight: null });
  const labels = by === "label" ? nodeLabels(graph, getNodeLabel) : { labels: null, classNames: null };
  return partitionsBy(by, { name: "graph", adjacency, ...labels }, { parts, seed }).map(
    ({ name, subset }) => ({ name, nodes: Array.from(subset, (t) => nodes[t]) }),
  );
}
