import type { Adjacency } from "../graph/adjacency.js";
import { bitCount } from "../graph/bit-count.js";
import { checkAdjacency } from "../graph/check-argument.js";
import { forEachTriangleFrom, type OrientedRows, orientByDegree } from "./triangles.js";

/**
 * [E] the number of triangles that every edge of an undirected graph is in: |N(u) ∩ N(v)|.
 *
 * Triangles are visited one by one (`forEachTriangle`), but for those among the vertices of highest degree, where these are so dense that
 * the rows among them are counted faster as bit sets, 32 vertices at a time.
 *
 * @param onStep called now and then; may throw to stop
 *
 * Complexity: O(E^1.5) time, O(V + E) memory; on the complete graph V E / 32 steps.
 */
export function edgeTriangleCounts(adjacency: Adjacency, onStep?: () => void): Float64Array {
  const rows = orientByDegree(adjacency);
  const core = denseCore(adjacency, rows);
  const counts = new Float64Array(adjacency.edgeCount);
  const isOutside = (u: number) => core === null || core.places[u] < 0;
  forEachTriangleFrom(rows, isOutside, {
    visit(_u, _v, _w, { vw, uw, uv }) {
      counts[vw]++;
      counts[uw]++;
      counts[uv]++;
    },
    onStep,
  });
  if (core !== null)
    forEachCoreEdge(core, rows, {
      visit(_u, _v, edge, triangles) {
        counts[edge] += triangles;
      },
      onStep,
    });
  return counts;
}

/**
 * [V] number of triangles at every vertex of an undirected graph.
 *
 * Complexity: that of {@link edgeTriangleCounts}.
 *
 * @example
 * ```ts
 * import { buildAdjacency, triangleCounts } from "seprank/adjacency";
 *
 * const graph = buildAdjacency({ vertexCount: 4, sources: [0, 1, 2, 2], targets: [1, 2, 0, 3] }).adjacency;
 * triangleCounts(graph); // => Float64Array.of(1, 1, 1, 0)
 * ```
 */
export function triangleCounts(adjacency: Adjacency): Float64Array {
  checkAdjacency(adjacency, "triangleCounts");
  const rows = orientByDegree(adjacency);
  const core = denseCore(adjacency, rows);
  const counts = new Float64Array(adjacency.vertexCount);
  if (core !== null)
    forEachCoreEdge(core, rows, {
      visit(u, v, _edge, triangles) {
        // Of a triangle's three edges, two end in each of its vertices.
        counts[u] += triangles / 2;
        counts[v] += triangles / 2;
      },
    });
  const isOutside = (u: number) => core === null || core.places[u] < 0;
  forEachTriangleFrom(rows, isOutside, {
    visit(u, v, w) {
      counts[u]++;
      counts[v]++;
      counts[w]++;
    },
  });
  return counts;
}

/** The vertices of highest degree as a graph of their own, in bits. */
interface DenseCore {
  /** [V] the vertex's number in the core; -1 outside */
  readonly places: Int32Array;
  /** words of a row */
  readonly words: number;
  /** [vertices of the core, words] bit p of row q: the vertices at places p and q are adjacent */
  readonly bits: Uint32Array;
}

/** What a step over a word of two rows takes, in visits of forEachTriangle. */
const WORD_STEP = 2;
/** A core that saves fewer visits is not worth its rows. */
const LEAST_SAVED = 2 ** 20;

/**
 * The vertices of degree 2^b and more, with the b that saves most of the visits; null where none saves many.
 *
 * Edges of `rows` lead from lower to higher degree: those of a vertex of the core stay in it. Complexity: O(V + E) time and memory, as a core
 * that saves visits has V' / 32 words a vertex and as many edges.
 */
function denseCore(
  { vertexCount, offsets: degreesUpTo }: Adjacency,
  { offsets, neighbors }: OrientedRows,
): DenseCore | null {
  const level = (u: number) => 31 - Math.clz32(degreesUpTo[u + 1] - degreesUpTo[u]);
  const vertices = new Float64Array(33);
  const edges = new Float64Array(33);
  const visits = new Float64Array(33);
  for (let u = 0; u < vertexCount; u++) {
    const b = level(u);
    if (b < 0) continue;
    vertices[b]++;
    edges[b] += offsets[u + 1] - offsets[u];
    for (let k = offsets[u]; k < offsets[u + 1]; k++)
      visits[b] += offsets[neighbors[k] + 1] - offsets[neighbors[k]];
  }
  let best = -1;
  let most = LEAST_SAVED;
  for (let b = 31; b >= 0; b--) {
    vertices[b] += vertices[b + 1];
    edges[b] += edges[b + 1];
    visits[b] += visits[b + 1];
    const saved = visits[b] - WORD_STEP * edges[b] * Math.ceil(vertices[b] / 32);
    if (saved <= most) continue;
    most = saved;
    best = b;
  }
  if (best < 0) return null;
  const places = new Int32Array(vertexCount).fill(-1);
  let count = 0;
  for (let u = 0; u < vertexCount; u++) if (level(u) >= best) places[u] = count++;
  const words = Math.ceil(count / 32);
  const bits = new Uint32Array(count * words);
  const set = (p: number, q: number) => {
    bits[p * words + (q >>> 5)] |= 1 << (q & 31);
  };
  for (let u = 0; u < vertexCount; u++) {
    if (places[u] < 0) continue;
    for (let k = offsets[u]; k < offsets[u + 1]; k++) {
      set(places[u], places[neighbors[k]]);
      set(places[neighbors[k]], places[u]);
    }
  }
  return { places, words, bits };
}

interface CoreVisitor {
  /** gets an edge within the core, its ends, and the number of its triangles there */
  visit(u: number, v: number, edge: number, triangles: number): void;
  readonly onStep?: (() => void) | undefined;
}

function forEachCoreEdge(
  { places, words, bits }: DenseCore,
  { offsets, neighbors, edges }: OrientedRows,
  { visit, onStep = () => undefined }: CoreVisitor,
): void {
  for (let u = 0; u < places.length; u++) {
    if (places[u] < 0) continue;
    onStep();
    const row = places[u] * words;
    for (let k = offsets[u]; k < offsets[u + 1]; k++) {
      const other = places[neighbors[k]] * words;
      let common = 0;
      for (let w = 0; w < words; w++) common += bitCount(bits[row + w] & bits[other + w]);
      visit(u, neighbors[k], edges[k], common);
    }
  }
}
