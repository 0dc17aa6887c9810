import { InputError } from "../errors.js";
import { type Adjacency, degrees } from "../graph/adjacency.js";
import { triangleCounts } from "./triangles.js";

/**
 * The walk indices of all partitions ({t}, V \ {t}) with respect to t: what a GNN of depth L = walkLength + 1 can model between a
 * vertex and the rest of the graph.
 *
 * WI_{L-1,t}({t}) = rho_{L-1}(C_{t}, {t}) = (A^L)_{tt}, closed walks of length L at t (A with self-loops), or 0 where t is isolated:
 * d + 1 for L - 1 = 1 and 2 tri + 3 d + 1 for L - 1 = 2, with d the degree without the self-loop and tri the triangles at t.
 *
 * Source: thesis section 5.4, definitions 10 and 11; section 5.5.1.
 *
 * @param adjacency undirected
 * @param walkLength L - 1
 * @returns [V] exact integers
 *
 * Complexity: O(V) for walkLength 1, O(E^1.5) for 2.
 * @throws InputError for any other walk length
 */
export function singletonWalkIndices(adjacency: Adjacency, walkLength: number): Float64Array {
  const degree = degrees(adjacency);
  switch (walkLength) {
    case 1:
      return Float64Array.from(degree, (d) => (d === 0 ? 0 : d + 1));
    case 2: {
      const triangles = triangleCounts(adjacency);
      return Float64Array.from(degree, (d, t) => (d === 0 ? 0 : 2 * triangles[t] + 3 * d + 1));
    }
    default:
      throw new InputError(`walk length: expected 1 or 2, got ${walkLength}`);
  }
}
