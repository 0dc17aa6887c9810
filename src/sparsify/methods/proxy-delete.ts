import { InputError } from "../../errors.js";
import { type Adjacency, buildAdjacency } from "../../graph/adjacency.js";
import { connectedComponents } from "../../graph/components.js";
import { createGapVector, type SpectralGap, type VertexPair } from "../../laplacian/gap-vector.js";
import { type EdgeLimits, edgeGuard } from "../orders/edge-guard.js";
import type { RemovalOrder } from "../orders/removal-order.js";
import type { MethodSettings } from "../orders/sparsifier.js";
import { createRemainingGraph, type RemainingGraph } from "../structures/remaining-graph.js";

/** What {@link proxyDeleteOrder} takes beside the graph. */
export interface ProxyDeleteSettings extends Pick<MethodSettings, "onProgress">, EdgeLimits {
  /** edges removed before eigenvectors are computed again, an integer >= 1; default 1 */
  readonly batch?: number | undefined;
  /** self-loops of every vertex in the normalised Laplacian: 1 as in GCN, or 0 */
  readonly loops: number;
  /** 1: every vertex's entries of the first two eigenvectors are scaled to length 1 before, as in the authors' program; 0: the formula alone */
  readonly rows: number;
}

/**
 * ProxyDelete: removes, one after the other, the edge whose removal is predicted to raise the spectral gap most.
 *
 *   score(u, v) = (x_u - x_v)^2 - lambda (x_u^2 + x_v^2), the lowest first
 *
 * lambda is the second smallest eigenvalue of the normalised Laplacian of the edge's component with the edges that are left, M^-1/2 (D - A) M^-1/2, M = D + loops I,
 * and x = M^-1/2 times its unit eigenvector. Minus the score is the derivative of lambda as the edge's weight goes down: the first-order change of the gap.
 *
 * An edge whose removal would disconnect its component is passed over. When all that are left are such bridges the authors stop; an order needs
 * all edges, so they follow at once, by the score that they have then.
 *
 * The paper speaks of connected graphs. Here every component has its own gap, and the edge that raises any of them most goes first. Where an eigenvalue
 * is multiple the derivative is that of one of its vectors. The authors' program also scales every vertex's entries of the first two eigenvectors to length 1
 * before, which bounds large entries and is not in the formula: `rows`. It adds one self-loop a vertex, as GCN does: `loops`. It computes
 * eigenvectors anew after every removal: `batch`.
 *
 * Source: Jamadandi, Rubio-Madrigal, Burkholz, "Spectral graph pruning against over-squashing and over-smoothing" (NeurIPS 2024), ProxyDelete; what is said of
 * its program is that of the authors' repository SpectralPruningBraess.
 *
 * @throws InputError for a batch that is no integer >= 1, and a component whose eigenvector is not found, see {@link createGapVector}
 *
 * Complexity: O(E / batch) eigenvectors, each from the last one in a few steps of O(V + E); O((V + E) E) at most for connectivity.
 */
export function proxyDeleteOrder(
  adjacency: Adjacency,
  { batch = 1, loops, rows, onProgress, ...limits }: ProxyDeleteSettings,
): RemovalOrder {
  if (!(Number.isSafeInteger(batch) && batch >= 1))
    throw new InputError(`batch: expected an integer >= 1, got ${batch}`);
  const guard = edgeGuard(adjacency, limits);
  const { edgeCount } = adjacency;
  const order = new Uint32Array(edgeCount);
  let count = 0;
  const onStep = () => onProgress(count);
  const parts = componentsOf(adjacency, { loops, onStep });
  const [partOf, placeOf] = [new Uint32Array(edgeCount), new Uint32Array(edgeCount)];
  parts.forEach(({ edges }, p) => {
    edges.forEach((e, k) => {
      partOf[e] = p;
      placeOf[e] = k;
    });
  });
  const scores = new Float64Array(edgeCount);
  const isBridge = new Uint8Array(edgeCount);
  const isGone = new Uint8Array(edgeCount);
  const changed = new Set(parts.keys());
  let alive = Uint32Array.from({ length: edgeCount }, (_, e) => e);
  for (;;) {
    for (const p of changed) score(parts[p]);
    changed.clear();
    const before = count;
    // Bridges among the lowest leave fewer of them than a batch takes: then the next ones are looked for.
    for (;;) {
      let free = 0;
      for (const e of alive) if (isGone[e] === 0 && isBridge[e] === 0 && guard.isFree(e)) alive[free++] = e;
      alive = alive.subarray(0, free);
      const wanted = before + batch - count;
      if (wanted === 0 || alive.length === 0) break;
      for (const e of lowest(alive, scores, wanted + SPARE)) {
        if (count === before + batch) break;
        // A removal of this batch may have taken a vertex to the degree that it keeps.
        if (!guard.isFree(e)) continue;
        const part = parts[partOf[e]];
        if (part.hasWayAround(placeOf[e])) {
          part.graph.remove(placeOf[e]);
          part.lost.push([part.sources[placeOf[e]], part.targets[placeOf[e]]]);
          remove(e);
          changed.add(partOf[e]);
        } else isBridge[e] = 1;
      }
    }
    onProgress(count);
    if (count === before) break;
  }
  const bridges = Uint32Array.from({ length: edgeCount }, (_, e) => e).filter((e) => isGone[e] === 0);
  for (const e of bridges.sort((a, b) => scores[a] - scores[b] || a - b)) if (guard.isFree(e)) remove(e);
  return guard.finish("proxy-delete", order, count);

  function remove(e: number): void {
    guard.remove(e);
    isGone[e] = 1;
    order[count++] = e;
  }

  function score({ edges, sources, targets, spectralGap, lost, massOfAll }: Part): void {
    const { gap, vector } = spectralGap(lost.splice(0));
    // Of the first eigenvector, M^1/2 times constants, divided by M^1/2 as the second one is.
    const first = 1 / Math.sqrt(massOfAll());
    const entries = rows === 1 ? vector.map((x) => x / Math.hypot(first, x)) : vector;
    for (let k = 0; k < edges.length; k++) {
      if (isGone[edges[k]] === 1) continue;
      const a = entries[sources[k]];
      const b = entries[targets[k]];
      scores[edges[k]] = (a - b) * (a - b) - gap * (a * a + b * b);
    }
  }
}

/** A component with an edge: its vertices and edges are numbered by themselves. */
interface Part {
  /** [edges of it] their indices in the whole graph */
  readonly edges: Uint32Array;
  readonly sources: Uint32Array;
  readonly targets: Uint32Array;
  readonly graph: RemainingGraph;
  /** whether an edge's ends are joined without it */
  readonly hasWayAround: (edge: number) => boolean;
  readonly spectralGap: (lost: readonly VertexPair[]) => SpectralGap;
  /** the ends of edges that it has lost since its gap was computed */
  readonly lost: VertexPair[];
  /** the sum of M */
  readonly massOfAll: () => number;
}

function componentsOf(
  adjacency: Adjacency,
  { loops, onStep }: { readonly loops: number; readonly onStep: () => void },
): Part[] {
  const { component, sizes } = connectedComponents(adjacency);
  const placeOf = new Uint32Array(component.length);
  const seen = new Uint32Array(sizes.length);
  component.forEach((c, u) => {
    placeOf[u] = seen[c]++;
  });
  const edgesOf = Array.from(sizes, (): number[] => []);
  adjacency.sources.forEach((u, e) => {
    edgesOf[component[u]].push(e);
  });
  return edgesOf.flatMap((list, c) => {
    if (list.length === 0) return [];
    const edges = Uint32Array.from(list);
    const sources = edges.map((e) => placeOf[adjacency.sources[e]]);
    const targets = edges.map((e) => placeOf[adjacency.targets[e]]);
    const graph = createRemainingGraph(buildAdjacency({ vertexCount: sizes[c], sources, targets }).adjacency);
    const spectralGap = createGapVector({ ...graph, vertexCount: sizes[c] }, { loops, onStep });
    const massOfAll = () => graph.starts.reduce((sum, start, u) => sum + graph.ends[u] - start + loops, 0);
    const hasWayAround = waysAround(graph, sources, targets);
    return { edges, sources, targets, graph, hasWayAround, spectralGap, lost: [], massOfAll };
  });
}

/** Searches for a way from one end of an edge to the other without it, from both ends. O(V + E) at most, less where the way is short. */
function waysAround(
  { starts, ends, neighbors, edges }: RemainingGraph,
  sources: Uint32Array,
  targets: Uint32Array,
): (edge: number) => boolean {
  // 2k and 2k + 1: reached from the source and from the target in the k-th search
  const reached = new Float64Array(starts.length);
  let search = 0;
  return (edge) => {
    search += 2;
    const fronts = [[sources[edge]], [targets[edge]]];
    reached[sources[edge]] = search;
    reached[targets[edge]] = search + 1;
    for (;;) {
      const side = fronts[0].length <= fronts[1].length ? 0 : 1;
      const [mine, theirs] = [search + side, search + 1 - side];
      const next: number[] = [];
      for (const u of fronts[side])
        for (let k = starts[u]; k < ends[u]; k++) {
          const v = neighbors[k];
          if (edges[k] === edge || reached[v] === mine) continue;
          if (reached[v] === theirs) return true;
          reached[v] = mine;
          next.push(v);
        }
      if (next.length === 0) return false;
      fronts[side] = next;
    }
  };
}

/** Edges looked for beyond those that a batch takes, as some may turn out to be bridges. */
const SPARE = 16;

/** The `count` edges of lowest score, ascending, equal ones by index. O(E log count), mostly O(E). @param edges ascending */
function lowest(edges: Uint32Array, scores: Float64Array, count: number): number[] {
  const found: number[] = [];
  let limit = Number.POSITIVE_INFINITY;
  const cut = () => {
    found.sort((a, b) => scores[a] - scores[b] || a - b);
    found.length = Math.min(count, found.length);
    if (found.length === count) limit = scores[found[count - 1]];
  };
  for (let k = 0; k < edges.length; k++) {
    // One that only equals the last of those found comes after it.
    if (!(scores[edges[k]] < limit)) continue;
    found.push(edges[k]);
    if (found.length === 2 * count) cut();
  }
  cut();
  return found;
}
