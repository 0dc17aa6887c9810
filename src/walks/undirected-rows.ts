import { type Adjacency, buildAdjacency } from "../graph/adjacency.js";
import { type NeighborSets, outgoingRows } from "./neighbor-sets.js";

/**
 * The neighbours of every vertex in either direction, each once, ascending: the rows of the graph without directions and edge types.
 *
 * Complexity: O(1) for an undirected graph of one edge type, else O(V + E).
 */
export function undirectedRows(adjacency: Adjacency): NeighborSets {
  if (!adjacency.directed) return outgoingRows(adjacency);
  const { vertexCount, sources, targets } = adjacency;
  return buildAdjacency({ vertexCount, sources, targets }).adjacency;
}
