import { MultiUndirectedGraph } from "graphology";
import forceAtlas2Module from "graphology-layout-forceatlas2";
import type { PicturedGraph } from "../experiments/removal-picture.js";
import { createRandom } from "../random.js";

// A CommonJS module's default export is the function itself; its types say otherwise.
const forceAtlas2 = forceAtlas2Module as unknown as typeof forceAtlas2Module.default;

/** Iterations: fewer for larger graphs, so that a layout takes seconds. */
const ITERATIONS = { most: 400, least: 100, work: 1_600_000 };
const SEED = 0;
/** Of the picture's radius. In a disc that is filled evenly it would be 0.71. */
const HALF_WITHIN = 0.55;

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
  return spreadOut(
    Float64Array.from({ length: vertexCount }, (_, t) => places[t].x),
    Float64Array.from({ length: vertexCount }, (_, t) => places[t].y),
  );
}

/**
 * Draws in what lies far out: small components, which nothing but gravity holds, would leave the others a dense spot in the middle.
 * Distances r from the middle become r^p, with p such that half of the vertices are within {@link HALF_WITHIN} of the picture's radius.
 */
function spreadOut(x: Float64Array, y: Float64Array): Layout {
  const [middleX, middleY] = [median(x), median(y)];
  const radii = x.map((_, t) => Math.hypot(x[t] - middleX, y[t] - middleY));
  const largest = radii.reduce((a, b) => Math.max(a, b), 0);
  const half = median(radii) / largest;
  if (!(half > 0 && half < HALF_WITHIN)) return { x, y };
  const power = Math.log(HALF_WITHIN) / Math.log(half);
  const factor = (t: number) => (radii[t] === 0 ? 0 : (radii[t] / largest) ** power / radii[t]);
  return {
    x: x.map((value, t) => factor(t) * (value - middleX)),
    y: y.map((value, t) => factor(t) * (value - middleY)),
  };
}

/** 0 of no values. */
function median(values: Float64Array): number {
  return values.toSorted()[values.length >> 1] ?? 0;
}
