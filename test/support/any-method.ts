import type { Adjacency } from "../../src/graph/adjacency.js";
import {
  type BuiltInMethod,
  METHODS,
  type MethodFacts,
  type MethodResult,
} from "../../src/sparsify/catalog.js";

/** All methods that make an order of a graph alone. */
export const ORDER_METHODS = methodsThat(
  ({ result }) => !(["edge set", "training"] as MethodResult[]).includes(result),
);

/** The methods of the catalogue of which something is so. */
export function methodsThat(isSo: (facts: MethodFacts) => boolean): BuiltInMethod[] {
  return (Object.keys(METHODS) as BuiltInMethod[]).filter((name) => isSo(METHODS[name]));
}

/** The graph, with weights, some equal, where the method does not go without. */
export function graphFor(name: BuiltInMethod, graph: Adjacency): Adjacency {
  return METHODS[name].weights === "required" ? weighted(graph) : graph;
}

/** The graph with positive weights, some of them equal. */
export function weighted(graph: Adjacency): Adjacency {
  return {
    ...graph,
    weights: Float64Array.from({ length: graph.edgeCount }, (_, e) => 1 + ((7 * e) % 5) / 2),
  };
}
