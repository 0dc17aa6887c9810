import type { Adjacency } from "../graph/adjacency.js";
import { forEachTriangle } from "./triangles.js";

/**
 * The triangles of a graph, listed at each of their edges.
 *
 * Entry x of edge {i, j}'s list stands for the triangle {i, j, k}: the vertex k, and the edges {source, k} and {target, k}.
 */
export interface TriangleLists {
  /** [E + 1] the list of edge e holds the entries starts[e] .. starts[e + 1] - 1 */
  readonly starts: Uint32Array;
  /** [3T] the third vertex */
  readonly thirds: Uint32Array;
  /** [3T] the edge between the edge's source and the third vertex */
  readonly sourceSides: Uint32Array;
  /** [3T] the edge between the edge's target and the third vertex */
  readonly targetSides: Uint32Array;
}

/** Lists the triangles of an undirected graph at their edges. O(E^1.5) time, 36 bytes a triangle. */
export function listTriangles(adjacency: Adjacency): TriangleLists {
  const { edgeCount, sources } = adjacency;
  const starts = new Uint32Array(edgeCount + 1);
  forEachTriangle(adjacency, (_u, _v, _w, vw, uw, uv) => {
    starts[vw + 1]++;
    starts[uw + 1]++;
    starts[uv + 1]++;
  });
  for (let e = 0; e < edgeCount; e++) starts[e + 1] += starts[e];
  const size = starts[edgeCount];
  const thirds = new Uint32Array(size);
  const sourceSides = new Uint32Array(size);
  const targetSides = new Uint32Array(size);
  const cursor = starts.slice(0, edgeCount);
  const add = (edge: number, end: number, third: number, endSide: number, otherSide: number) => {
    const place = cursor[edge]++;
    const isSource = sources[edge] === end;
    thirds[place] = third;
    sourceSides[place] = isSource ? endSide : otherSide;
    targetSides[place] = isSource ? otherSide : endSide;
  };
  forEachTriangle(adjacency, (u, v, w, vw, uw, uv) => {
    add(uv, u, w, uw, vw);
    add(vw, v, u, uv, uw);
    add(uw, u, v, uv, vw);
  });
  return { starts, thirds, sourceSides, targetSides };
}
