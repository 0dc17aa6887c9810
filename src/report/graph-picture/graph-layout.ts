import { MultiUndirectedGraph } from "graphology";
import forceAtlas2Module from "graphology-layout-forceatlas2";
import type { PicturedGraph } from "../../evaluate/structure/removal-picture.js";
import { createRandom } from "../../random.js";

// A CommonJS module's default export is the function itself; its types say otherwise.
const forceAtlas2 = forceAtlas2Module as unknown as typeof forceAtlas2Module.default;

/** Iterations: fewer for larger graphs, so that a layout takes seconds. */
const ITERATIONS = { most: 400, least: 100, work: 1_600_000 };
const SEED = 0;
/** See {@link drawnIn}. */
const INNER = 0.85;
const SLOPE = 0.35;

/** Places of vertices in a picture. */
export interface Layout {
  /** [V] */
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/**
 * Places the vertices of a graph by forces (ForceAtlas2: M. Jacomy et al., PLoS ONE 9(6), 2014), from a seeded random start, a fixed
 * number of iterations: the same graph, the same layout. The directions and weights of edges do not matter.
 *
 * Complexity: O(iterations (V log V + E)).
 */
export function graphLayout({
  vertexCount,
  edgeCount,
  sources,
  targets,
}: PicturedGraph["adjacency"]): Layout {
  const random = createRandom(SEED, "layout");
  const graph = new MultiUndirectedGraph();
  for (let t = 0; t < vertexCount; t++) graph.addNode(t, { x: random.uniform(), y: random.uniform() });
  for (let e = 0; e < edgeCount; e++) graph.addEdge(sources[e], targets[e]);
  const { most, least, work } = ITERATIONS;
  const iterations = Math.round(Math.max(least, Math.min(most, work / (vertexCount + edgeCount + 1))));
  const places = forceAtlas2(graph, {
    iterations,
    // Weights of edges are not looked for.
    getEdgeWeight: null,
    settings: {
      gravity: 0.6,
      scalingRatio: 4,
      slowDown: 2,
      barnesHutOptimize: vertexCount > 500,
      barnesHutTheta: 0.8,
    },
  });
  return drawnIn(
    Float64Array.from({ length: vertexCount }, (_, t) => places[t].x),
    Float64Array.from({ length: vertexCount }, (_, t) => places[t].y),
  );
}

/**
 * Draws in what lies far out: small components, which nothing but gravity holds, would leave the others a dense spot in the middle.
 * Up to the distance q from the middle within which {@link INNER} of the vertices lie nothing moves; beyond it r becomes
 * q (1 + {@link SLOPE} ln(r / q)).
 */
function drawnIn(x: Float64Array, y: Float64Array): Layout {
  const [middleX, middleY] = [quantile(x, 0.5), quantile(y, 0.5)];
  const radii = x.map((_, t) => Math.hypot(x[t] - middleX, y[t] - middleY));
  const inner = quantile(radii, INNER);
  const factors = radii.map((r) => (r <= inner ? 1 : (inner * (1 + SLOPE * Math.log(r / inner))) / r));
  return {
    x: x.map((value, t) => factors[t] * (value - middleX)),
    y: y.map((value, t) => factors[t] * (value - middleY)),
  };
}

/** 0 of no values. */
function quantile(values: Float64Array, fraction: number): number {
  return values.toSorted()[Math.floor(fraction * values.length)] ?? 0;
}

/** Places as integers from 0 to 65535, one scale for both axes: the wider one fills its range, the other is centred. O(V). */
export function layoutInSquare({ x, y }: Layout): { readonly x: Uint16Array; readonly y: Uint16Array } {
  const [boundsX, boundsY] = [boundsOf(x), boundsOf(y)];
  const span = Math.max(boundsX.high - boundsX.low, boundsY.high - boundsY.low) || 1;
  const spread = (values: Float64Array, { low, high }: Bounds) =>
    Uint16Array.from(values, (value) => Math.round(65535 * ((value - (low + high) / 2) / span + 0.5)));
  return { x: spread(x, boundsX), y: spread(y, boundsY) };
}

interface Bounds {
  readonly low: number;
  readonly high: number;
}

function boundsOf(values: Float64Array): Bounds {
  return {
    low: values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    high: values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
  };
}
