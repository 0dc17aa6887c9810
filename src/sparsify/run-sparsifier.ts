import { InputError } from "../errors.js";
import type { Adjacency } from "../graph/adjacency.js";
import { checkGraph } from "./orders/check-graph.js";
import { orderOfSample } from "./orders/edge-sample.js";
import { limitOrder } from "./orders/limit-order.js";
import { orderByScore } from "./orders/order-by-score.js";
import type { RemovalOrder } from "./orders/removal-order.js";
import { resumeOrder } from "./orders/resume-order.js";
import type {
  MethodSettings,
  OrderOptions,
  SampleMethod,
  ScoreMethod,
  Sparsifier,
} from "./orders/sparsifier.js";
import { resolveParameters } from "./resolve-parameters.js";

/**
 * Runs a method, whichever kind it is: scores are filtered here, samples stand as an order that can be cut at one place.
 *
 * @throws InputError for a graph that the method cannot take, and options that it refuses
 */
export function runSparsifier(
  name: string,
  sparsifier: Sparsifier,
  adjacency: Adjacency,
  options: OrderOptions,
): RemovalOrder {
  if ("trains" in sparsifier)
    throw new InputError(
      `${name}: expected features and labels to train a network on, got a graph alone; see ${name} of seprank/evaluate`,
    );
  if (adjacency.directed && sparsifier.directed !== true)
    throw new InputError(`${name}: expected an undirected graph, got a directed one; read it as undirected`);
  if (!("order" in sparsifier) || sparsifier.weights !== undefined)
    checkGraph(name, adjacency, sparsifier.weights);
  const { seed = 0, onProgress = () => undefined } = options;
  const settings = { seed, onProgress, parameters: resolveParameters(name, options.parameters) };
  if ("sample" in sparsifier) return sampleOrder(name, sparsifier, adjacency, settings, options);
  if ("scores" in sparsifier) return scoreOrder(name, sparsifier, adjacency, settings, options);
  const { removed, ...others } = { ...options, ...settings };
  return removed === undefined
    ? sparsifier.order(adjacency, others)
    : resumeOrder(adjacency, removed, others, sparsifier.order);
}

/** Scores are those of the whole graph, also where some edges are removed already: the order goes on without these. */
function scoreOrder(
  method: string,
  { scores }: ScoreMethod,
  adjacency: Adjacency,
  settings: MethodSettings,
  { removed, ...limits }: OrderOptions,
): RemovalOrder {
  const edges = orderByScore(scores(adjacency, settings));
  if (removed === undefined) return limitOrder(adjacency, { method, edges }, limits);
  return resumeOrder(adjacency, removed, limits, (pruned, prunedLimits) => {
    const gone = new Uint8Array(adjacency.edgeCount);
    for (const e of removed) gone[e] = 1;
    const place = new Uint32Array(adjacency.edgeCount);
    for (let e = 0, k = 0; e < place.length; e++) if (gone[e] === 0) place[e] = k++;
    const rest = edges.filter((e) => gone[e] === 0).map((e) => place[e]);
    return limitOrder(pruned, { method, edges: rest }, prunedLimits);
  });
}

function sampleOrder(
  method: string,
  { sample }: SampleMethod,
  { edgeCount, ...adjacency }: Adjacency,
  settings: MethodSettings,
  { remove, protect = [], keepDegree = 0, removed }: OrderOptions,
): RemovalOrder {
  if (protect.length > 0 || keepDegree > 0 || removed !== undefined)
    throw new InputError(
      `${method}: expected no protected edges, degree to keep or edges removed already, as it chooses the edges of each level anew`,
    );
  if (remove === undefined)
    throw new InputError(
      `${method}: expected the number of edges to remove, as it makes one edge set for each level`,
    );
  if (!(Number.isInteger(remove) && remove >= 0 && remove <= edgeCount))
    throw new InputError(`edges to remove: expected 0 to ${edgeCount}, got ${remove}`);
  return orderOfSample(method, edgeCount, sample({ ...adjacency, edgeCount }, edgeCount - remove, settings));
}
