import type { Adjacency } from "../graph/adjacency.js";
import { checkAdjacency } from "../graph/check-argument.js";

/** The edges of a triangle u, v, w. */
export interface TriangleEdges {
  readonly vw: number;
  readonly uw: number;
  readonly uv: number;
}

/**
 * Visits every triangle of an undirected graph once, by its vertices u, v, w and the edges opposite to them.
 *
 * The forward algorithm (Chiba and Nishizeki 1985; Schank and Wagner 2005): edges point from the end of lower degree to the
 * end of higher degree, so that no vertex has more than sqrt(2E) outgoing edges.
 *
 * @param visit called with the vertices u, v, w and the edges between them; the record is the same every time, with other numbers in it
 * @param onStep called now and then, at least once for every 2^12 edges; may throw to stop
 *
 * Complexity: O(E^1.5) time, O(V + E) memory.
 *
 * @example
 * ```ts
 * import { buildAdjacency, forEachTriangle } from "seprank/adjacency";
 *
 * const graph = buildAdjacency({ vertexCount: 4, sources: [0, 1, 2, 2], targets: [1, 2, 0, 3] }).adjacency;
 * const found: number[][] = [];
 * forEachTriangle(graph, (u, v, w) => found.push([u, v, w].sort()));
 * found; // => [[0, 1, 2]]
 * ```
 */
export function forEachTriangle(
  adjacency: Adjacency,
  visit: (u: number, v: number, w: number, between: TriangleEdges) => void,
  onStep: () => void = () => undefined,
): void {
  checkAdjacency(adjacency, "forEachTriangle");
  forEachTriangleFrom(orientByDegree(adjacency), () => true, { visit, onStep });
}

interface TriangleVisitor {
  readonly visit: (u: number, v: number, w: number, between: TriangleEdges) => void;
  readonly onStep?: (() => void) | undefined;
}

/** {@link forEachTriangle}, of the triangles only whose vertex of lowest (degree, index) is taken. */
export function forEachTriangleFrom(
  { offsets, neighbors, edges }: OrientedRows,
  isTaken: (u: number) => boolean,
  { visit, onStep = () => undefined }: TriangleVisitor,
): void {
  const vertexCount = offsets.length - 1;
  // edgeTo[w] = index of the edge u -> w plus one, for the current u only
  const edgeTo = new Uint32Array(vertexCount);
  const between = { vw: 0, uw: 0, uv: 0 };
  let edgesLeft = EDGES_A_STEP;
  for (let u = 0; u < vertexCount; u++) {
    const start = offsets[u];
    const end = offsets[u + 1];
    if (end - start < 2 || !isTaken(u)) continue;
    edgesLeft -= end - start;
    if (edgesLeft < 0) {
      onStep();
      edgesLeft = EDGES_A_STEP;
    }
    for (let k = start; k < end; k++) edgeTo[neighbors[k]] = edges[k] + 1;
    for (let k = start; k < end; k++) {
      const v = neighbors[k];
      between.uv = edges[k];
      for (let l = offsets[v]; l < offsets[v + 1]; l++) {
        const uw = edgeTo[neighbors[l]];
        if (uw === 0) continue;
        between.vw = edges[l];
        between.uw = uw - 1;
        visit(u, v, neighbors[l], between);
      }
    }
    for (let k = start; k < end; k++) edgeTo[neighbors[k]] = 0;
  }
}

const EDGES_A_STEP = 2 ** 12;

/** The rows of a graph with every edge only at its end of lower (degree, index). */
export interface OrientedRows {
  /** [V + 1] */
  readonly offsets: Uint32Array;
  /** [E] */
  readonly neighbors: Uint32Array;
  /** [E] */
  readonly edges: Uint32Array;
}

/** Every edge at its end of lower (degree, index): no row has more than sqrt(2E) entries. O(V + E). */
export function orientByDegree({
  vertexCount,
  edgeCount,
  offsets,
  sources,
  targets,
}: Adjacency): OrientedRows {
  const isSourceFirst = (e: number) => {
    const s = sources[e];
    const t = targets[e];
    const difference = offsets[s + 1] - offsets[s] - (offsets[t + 1] - offsets[t]);
    return difference < 0 || (difference === 0 && s < t);
  };
  const starts = new Uint32Array(vertexCount + 1);
  for (let e = 0; e < edgeCount; e++) starts[(isSourceFirst(e) ? sources[e] : targets[e]) + 1]++;
  for (let t = 0; t < vertexCount; t++) starts[t + 1] += starts[t];
  const cursor = starts.slice(0, vertexCount);
  const neighbors = new Uint32Array(edgeCount);
  const edges = new Uint32Array(edgeCount);
  for (let e = 0; e < edgeCount; e++) {
    const forward = isSourceFirst(e);
    const place = cursor[forward ? sources[e] : targets[e]]++;
    neighbors[place] = forward ? targets[e] : sources[e];
    edges[place] = e;
  }
  return { offsets: starts, neighbors, edges };
}
