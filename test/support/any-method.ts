import type { Adjacency } from "../../src/graph/adjacency.js";
import { sparsifiers } from "../../src/sparsify/registry.js";
import { samplesEachLevel, trainsNetwork } from "../../src/sparsify/sparsifier-named.js";

/** All methods that make an order of a graph alone. */
export const ORDER_METHODS = Object.keys(sparsifiers).filter(
  (name) => !samplesEachLevel(name) && !trainsNetwork(name),
);

/** The graph, with weights, some equal, where the method does not go without. */
export function graphFor(name: string, graph: Adjacency): Adjacency {
  return sparsifiers[name].weights === "required" ? weighted(graph) : graph;
}

/** The graph with positive weights, some of them equal. */
export function weighted(graph: Adjacency): Adjacency {
  return {
    ...graph,
    weights: Float64Array.from({ length: graph.edgeCount }, (_, e) => 1 + ((7 * e) % 5) / 2),
  };
}
