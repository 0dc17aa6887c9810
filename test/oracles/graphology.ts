import type { AbstractGraph } from "graphology-types";
import { type Adjacency, buildAdjacency } from "../../src/graph/adjacency.js";

/** The pairs of nodes that edges join, in the order of their first edges, with the keys of each: from the graph's own methods alone. */
export function joinedPairs(graph: AbstractGraph, directed: boolean) {
  const pairs: { readonly ends: readonly [string, string]; readonly keys: string[] }[] = [];
  for (const key of graph.edges()) {
    const [source, target] = graph.extremities(key);
    if (source === target) continue;
    const ways: [string, string][] =
      directed && graph.isUndirected(key)
        ? [
            [source, target],
            [target, source],
          ]
        : [[source, target]];
    for (const ends of ways) {
      const same = pairs.find(
        ({ ends: [s, t] }) =>
          (s === ends[0] && t === ends[1]) || (!directed && s === ends[1] && t === ends[0]),
      );
      if (same === undefined) pairs.push({ ends, keys: [key] });
      else same.keys.push(key);
    }
  }
  return pairs;
}

/** The graph of the pairs. */
export function adjacencyOfPairs(graph: AbstractGraph, directed: boolean): Adjacency {
  const nodes = graph.nodes();
  const pairs = joinedPairs(graph, directed);
  return buildAdjacency({
    vertexCount: nodes.length,
    sources: pairs.map(({ ends }) => nodes.indexOf(ends[0])),
    targets: pairs.map(({ ends }) => nodes.indexOf(ends[1])),
    directed,
  }).adjacency;
}
