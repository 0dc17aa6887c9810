import { InputError } from "../errors.js";
import type { Adjacency } from "../graph/adjacency.js";
import { edgeTriangleCounts } from "./edge-triangle-counts.js";
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

/** More triangles are not listed: these take 9.7 GB. */
export const MOST_LISTED_TRIANGLES = 2 ** 28;

/**
 * Lists the triangles of an undirected graph at their edges.
 *
 * @param onStep called now and then; may throw to stop
 *
 * Complexity: O(E^1.5) time, 36 bytes a triangle.
 * @throws InputError where there are more than {@link MOST_LISTED_TRIANGLES}, or more than there is memory for
 */
export function listTriangles(adjacency: Adjacency, onStep?: () => void): TriangleLists {
  const { edgeCount, sources } = adjacency;
  const counts = edgeTriangleCounts(adjacency, onStep);
  const starts = new Uint32Array(edgeCount + 1);
  starts.set(counts, 1);
  const count = counts.reduce((sum, triangles) => sum + triangles, 0) / 3;
  if (count > MOST_LISTED_TRIANGLES) throw tooMany(count);
  for (let e = 0; e < edgeCount; e++) starts[e + 1] += starts[e];
  const [thirds, sourceSides, targetSides] = columns(count);
  const cursor = starts.slice(0, edgeCount);
  const add = (edge: number, third: number, sourceSide: number, targetSide: number) => {
    const place = cursor[edge]++;
    thirds[place] = third;
    sourceSides[place] = sourceSide;
    targetSides[place] = targetSide;
  };
  forEachTriangle(
    adjacency,
    (u, v, w, { vw, uw, uv }) => {
      if (sources[uv] === u) add(uv, w, uw, vw);
      else add(uv, w, vw, uw);
      if (sources[vw] === v) add(vw, u, uv, uw);
      else add(vw, u, uw, uv);
      if (sources[uw] === u) add(uw, v, uv, vw);
      else add(uw, v, vw, uv);
    },
    onStep,
  );
  return { starts, thirds, sourceSides, targetSides };
}

function columns(triangles: number): [Uint32Array, Uint32Array, Uint32Array] {
  const size = 3 * triangles;
  try {
    return [new Uint32Array(size), new Uint32Array(size), new Uint32Array(size)];
  } catch (error) {
    throw error instanceof RangeError ? tooMany(triangles, error) : error;
  }
}

function tooMany(triangles: number, cause?: unknown): InputError {
  const gigabytes = ((36 * triangles) / 1e9).toFixed(1);
  return new InputError(
    `expected a graph whose triangles fit in memory, got ${triangles} triangles, which take ${gigabytes} GB; use 1-wis`,
    { cause },
  );
}
