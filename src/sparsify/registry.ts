import type { BuiltInMethod, METHODS } from "./catalog.js";
import { algebraicDistanceScores } from "./methods/algebraic-distance.js";
import { degreeScores } from "./methods/degree.js";
import { disparityScores } from "./methods/disparity.js";
import { dsparScores } from "./methods/dspar.js";
import { edgeBetweennessScores } from "./methods/edge-betweenness.js";
import { effectiveResistanceScores } from "./methods/effective-resistance.js";
import { forestFireScores } from "./methods/forest-fire.js";
import { formanScores } from "./methods/forman.js";
import { highSalienceScores } from "./methods/high-salience.js";
import { jaccardScores } from "./methods/jaccard.js";
import { kNeighborScores } from "./methods/k-neighbor.js";
import { localDegreeScores } from "./methods/local-degree.js";
import { localSimilarityScores } from "./methods/local-similarity.js";
import { metricBackboneScores, ultrametricBackboneScores } from "./methods/metric-backbone.js";
import { noiseCorrectedScores } from "./methods/noise-corrected.js";
import { proxyDeleteOrder } from "./methods/proxy-delete.js";
import { randomOrder } from "./methods/random.js";
import { randomNodeEdgeOrder } from "./methods/random-node-edge.js";
import { rankDegreeOrder } from "./methods/rank-degree.js";
import { scanScores } from "./methods/scan.js";
import { simmelianScores } from "./methods/simmelian.js";
import { spannerSample } from "./methods/spanner-sample.js";
import { maximumSpanningForest, randomSpanningForest } from "./methods/spanning-forest.js";
import { spectralScores } from "./methods/spectral.js";
import { spectralReweighted } from "./methods/spectral-reweighted.js";
import { triangleScores } from "./methods/triangle.js";
import type { GraphResult, SparsifierFunction } from "./orders/sparsifier.js";
import { anyGwis, anyOneWis, anyTwoWis, anyWis } from "./wis/any-wis.js";

type Facts = typeof METHODS;
/** Methods that train a network have their function in `seprank/evaluate`. */
type GraphMethod = {
  [N in BuiltInMethod]: Facts[N]["result"] extends GraphResult ? N : never;
}[BuiltInMethod];
type FunctionOf<N extends GraphMethod> = SparsifierFunction<
  Extract<Facts[N]["result"], GraphResult>,
  Facts[N]["parameters"][number]["name"]
>;

/** The function of every method of the catalogue that needs a graph only. */
export const sparsifiers: { readonly [N in GraphMethod]: FunctionOf<N> } = Object.freeze({
  "1-wis": anyOneWis,
  "2-wis": anyTwoWis,
  wis: anyWis,
  gwis: anyGwis,
  random: randomOrder,
  "random-node-edge": randomNodeEdgeOrder,
  "k-neighbor": kNeighborScores,
  "rank-degree": rankDegreeOrder,
  "forest-fire": forestFireScores,
  "local-degree": localDegreeScores,
  dspar: dsparScores,
  degree: degreeScores,
  triangle: triangleScores,
  jaccard: jaccardScores,
  "local-similarity": localSimilarityScores,
  scan: scanScores,
  simmelian: simmelianScores,
  forman: formanScores,
  disparity: disparityScores,
  "noise-corrected": noiseCorrectedScores,
  "maximum-spanning-forest": maximumSpanningForest,
  "metric-backbone": metricBackboneScores,
  "ultrametric-backbone": ultrametricBackboneScores,
  "high-salience": highSalienceScores,
  "edge-betweenness": edgeBetweennessScores,
  "spanning-forest": randomSpanningForest,
  spanner: spannerSample,
  "algebraic-distance": algebraicDistanceScores,
  "effective-resistance": effectiveResistanceScores,
  spectral: spectralScores,
  "spectral-reweighted": spectralReweighted,
  "proxy-delete": proxyDeleteOrder,
});

/** A method's function with what it returns: what runs it tells by `result` how. */
export type AnySparsifier = {
  [R in GraphResult]: { readonly result: R; readonly run: SparsifierFunction<R, never> };
}[GraphResult];

const known = new Map<string, unknown>(Object.entries(sparsifiers));

/** A method's function, by its name and result in the catalogue. */
export function sparsifierFunction(method: string, result: GraphResult): AnySparsifier {
  const run = known.get(method);
  if (run === undefined) throw new Error(`no function for ${method} in the registry`);
  return { result, run } as AnySparsifier;
}

/** Adds the function of a method of the user's own; `registerSparsifier` checks it. */
export function addSparsifierFunction(method: string, run: unknown): void {
  known.set(method, run);
}
