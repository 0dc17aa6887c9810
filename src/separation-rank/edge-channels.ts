import { InputError } from "../errors.js";
import type { Adjacency } from "../graph/adjacency.js";
import { incomingRows } from "../walks/neighbor-sets.js";

/**
 * Which of a layer's matrices every edge is read through: 0 where there is one for all, else 1 + the edge's type.
 *
 * @param channels matrices a layer, 1 or 1 + Q
 * @returns [entries] for the entries of {@link incomingRows}, the edges from neighbours to vertices
 *
 * Complexity: O(V + E).
 * @throws InputError where two edges of different types go from one vertex to another: equation D.1 has one type
 */
export function edgeChannels(adjacency: Adjacency, channels: number): Uint16Array {
  const { directed, vertexCount, edgeCount, sources, targets, types } = adjacency;
  const { offsets, neighbors } = incomingRows(adjacency);
  const result = new Uint16Array(neighbors.length).fill(channels === 1 ? 0 : 1);
  if (types === null || channels === 1) return result;
  const typeOf = new Map<number, number>();
  const put = (from: number, to: number, type: number) => {
    const key = from * vertexCount + to;
    const known = typeOf.get(key);
    if (known !== undefined && known !== type)
      throw new InputError(
        `edges from ${from} to ${to}: expected one type from one vertex to another (equation D.1), got ${known} and ${type}`,
      );
    typeOf.set(key, type);
  };
  for (let e = 0; e < edgeCount; e++) {
    put(sources[e], targets[e], types[e]);
    if (!directed) put(targets[e], sources[e], types[e]);
  }
  for (let i = 0; i < vertexCount; i++)
    for (let k = offsets[i]; k < offsets[i + 1]; k++)
      result[k] = 1 + typeOf.get(neighbors[k] * vertexCount + i)!;
  return result;
}
