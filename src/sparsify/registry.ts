import { algebraicDistanceScores } from "./methods/algebraic-distance.js";
import { degreeScores } from "./methods/degree.js";
import { disparityScores } from "./methods/disparity.js";
import { effectiveResistanceScores } from "./methods/effective-resistance.js";
import { forestFireScores } from "./methods/forest-fire.js";
import { jaccardScores } from "./methods/jaccard.js";
import { kNeighborScores } from "./methods/k-neighbor.js";
import { leverages } from "./methods/leverages.js";
import { localDegreeScores } from "./methods/local-degree.js";
import { localSimilarityScores } from "./methods/local-similarity.js";
import { randomOrder } from "./methods/random.js";
import { randomNodeEdgeOrder } from "./methods/random-node-edge.js";
import { rankDegreeOrder } from "./methods/rank-degree.js";
import { scanScores } from "./methods/scan.js";
import { simmelianScores } from "./methods/simmelian.js";
import { spannerSample } from "./methods/spanner-sample.js";
import { spanningForestOrder } from "./methods/spanning-forest.js";
import { spectralScores } from "./methods/spectral.js";
import { spectralReweighted } from "./methods/spectral-reweighted.js";
import { triangleScores } from "./methods/triangle.js";
import { limitOrder } from "./orders/limit-order.js";
import { orderByScore } from "./orders/order-by-score.js";
import type { MethodSettings, Sparsifier } from "./orders/sparsifier.js";
import { anyWis } from "./wis/any-wis.js";
import { gwis } from "./wis/gwis.js";
import { singletonPartitions } from "./wis/singleton-partitions.js";

/** All methods by name. To add one: a file with its function, an entry here, a test (see CONTRIBUTING.md). */
export const sparsifiers: Readonly<Record<string, Sparsifier>> = Object.freeze({
  "1-wis": {
    summary: "1-Walk Index Sparsification: keeps WI_{1,t}({t}), from degrees; also directed",
    randomised: false,
    directed: true,
    order: (adjacency, options) => ({ ...anyWis(adjacency, 1, options), method: "1-wis" }),
  },
  "2-wis": {
    summary:
      "2-Walk Index Sparsification: keeps WI_{2,t}({t}), from degrees and triangles, exact; also directed",
    randomised: false,
    directed: true,
    order: (adjacency, options) => ({ ...anyWis(adjacency, 2, options), method: "2-wis" }),
  },
  wis: {
    summary: "Walk Index Sparsification for walks of any length: keeps WI_{L-1,t}({t}), exact; also directed",
    randomised: false,
    directed: true,
    order: (adjacency, options) => ({
      ...anyWis(adjacency, options.walkLength ?? DEFAULT_WALK_LENGTH, options),
      method: "wis",
    }),
  },
  gwis: {
    summary:
      "General Walk Index Sparsification: keeps the walk indices of chosen partitions, exact; also directed",
    randomised: false,
    directed: true,
    order: (adjacency, options) =>
      gwis(
        adjacency,
        options.walkLength ?? DEFAULT_WALK_LENGTH,
        options.partitions ?? singletonPartitions(adjacency),
        options,
      ),
  },
  random: {
    summary: "edges uniformly at random",
    randomised: true,
    directed: true,
    order: (adjacency, { seed = 0, ...limits }) =>
      limitOrder(adjacency, randomOrder(adjacency, seed), limits),
  },
  "random-node-edge": {
    summary: "a random edge at a random vertex, drawn again and again (RNE)",
    randomised: true,
    order: (adjacency, options) =>
      limitOrder(adjacency, randomNodeEdgeOrder(adjacency, options.seed, options.parameters.ratio), options),
  },
  "k-neighbor": {
    summary: "k random edges of every vertex, heavier ones likelier",
    randomised: true,
    weights: "used",
    scores: (adjacency, { seed }) => kNeighborScores(adjacency, seed),
  },
  "rank-degree": {
    summary: "edges towards hubs on walks from random seeds",
    randomised: true,
    order: (adjacency, options) => {
      const { rho, seeds } = options.parameters;
      return limitOrder(adjacency, rankDegreeOrder(adjacency, { seed: options.seed, rho, seeds }), options);
    },
  },
  "forest-fire": {
    summary: "edges that burn most often in random fires",
    randomised: true,
    scores: (adjacency, { seed, parameters: { burn, ratio } }) =>
      forestFireScores(adjacency, { seed, burn, ratio }),
  },
  "local-degree": {
    summary: "every vertex's edges to its neighbours of highest degree",
    randomised: false,
    scores: localDegreeScores,
  },
  degree: {
    summary: "edges between vertices of low degree with neighbours of low degree (TEDDY's score)",
    randomised: false,
    scores: degreeScores,
  },
  triangle: {
    summary: "edges in many triangles",
    randomised: false,
    scores: triangleScores,
  },
  jaccard: {
    summary: "edges between vertices of similar neighbourhoods (G-Spar)",
    randomised: false,
    scores: jaccardScores,
  },
  "local-similarity": {
    summary: "every vertex's edges to its neighbours of most similar neighbourhood (L-Spar)",
    randomised: false,
    scores: localSimilarityScores,
  },
  scan: {
    summary: "edges of high structural similarity (SCAN)",
    randomised: false,
    scores: scanScores,
  },
  simmelian: {
    summary: "edges whose ends agree on their strongest neighbours (Simmelian backbone)",
    randomised: false,
    scores: simmelianScores,
  },
  disparity: {
    summary: "edges of significant weight at an end (multiscale backbone); needs weights",
    randomised: false,
    weights: "required",
    scores: disparityScores,
  },
  "maximum-spanning-forest": {
    summary: "the spanning forest of highest weight, then the heaviest other edges; needs weights",
    randomised: false,
    weights: "required",
    order: (adjacency, options) => {
      const ascending = orderByScore(adjacency.weights as Float64Array);
      const edges = spanningForestOrder(adjacency, ascending);
      return limitOrder(adjacency, { method: "maximum-spanning-forest", edges }, options);
    },
  },
  "spanning-forest": {
    summary: "a random spanning forest, then other edges at random",
    randomised: true,
    order: (adjacency, options) => {
      const edges = spanningForestOrder(adjacency, randomOrder(adjacency, options.seed).edges);
      return limitOrder(adjacency, { method: "spanning-forest", edges }, options);
    },
  },
  spanner: {
    summary: "a greedy spanner: no distance grows more than t-fold; one edge set for each level",
    randomised: true,
    sample: (adjacency, kept, { seed, parameters: { stretch } }) =>
      spannerSample(adjacency, kept, { seed, stretch }),
  },
  "algebraic-distance": {
    summary: "edges within dense parts, by relaxed random vectors",
    randomised: true,
    weights: "used",
    scores: (adjacency, { seed, parameters: { systems, iterations, omega } }) =>
      algebraicDistanceScores(adjacency, { seed, systems, iterations, omega }),
  },
  "effective-resistance": {
    summary: "edges of highest leverage w R: those with the weakest ways around them",
    // Estimates depend on the seed; exact resistances (epsilon 0) do not.
    randomised: true,
    weights: "used",
    scores: (adjacency, settings) => effectiveResistanceScores(adjacency, leverageOptions(settings)),
  },
  spectral: {
    summary: "edges drawn in proportion to their leverage (Spielman and Srivastava), weights as they were",
    randomised: true,
    weights: "used",
    scores: (adjacency, settings) =>
      spectralScores(leverages(adjacency, leverageOptions(settings)), settings.seed),
  },
  "spectral-reweighted": {
    summary: "the same with new weights, which keep x'Lx; one edge set for each level",
    randomised: true,
    weights: "used",
    sample: (adjacency, kept, settings) => {
      const drawn = leverages(adjacency, leverageOptions(settings));
      return spectralReweighted(drawn, adjacency.weights, kept, settings.seed);
    },
  },
  ugs: {
    summary:
      "edges whose weights, trained together with a network, stay large (UGS); needs features and labels",
    randomised: true,
    trains: true,
  },
});

function leverageOptions({ seed, parameters: { epsilon }, onProgress }: MethodSettings) {
  return { seed, epsilon, onStep: () => onProgress(0) };
}

const DEFAULT_WALK_LENGTH = 2;
