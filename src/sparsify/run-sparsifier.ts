import { InputError, TimeoutError } from "../errors.js";
import type { Adjacency } from "../graph/adjacency.js";
import type { MethodSpec } from "./method-spec.js";
import { checkGraphOfMethod } from "./orders/check-graph-of-method.js";
import { orderOfSample } from "./orders/edge-sample.js";
import { limitOrder } from "./orders/limit-order.js";
import { orderByScore } from "./orders/order-by-score.js";
import type { OrderOptions } from "./orders/order-options.js";
import type { RemovalOrder } from "./orders/removal-order.js";
import { resumeOrder } from "./orders/resume-order.js";
import { sparsifierFunction } from "./registry.js";
import { resolveParameters } from "./resolve-parameters.js";

/**
 * Runs a method, whatever its function returns: scores are sorted here, and edge sets stand as an order that can be cut at one place.
 *
 * @throws InputError for a graph that the method cannot take, and parameters that it refuses
 */
export function runSparsifier(
  spec: MethodSpec,
  adjacency: Adjacency,
  { seed = 0, ...options }: OrderOptions,
): RemovalOrder {
  const { name, method, facts } = spec;
  if (facts.result === "training")
    throw new InputError(
      `${name}: expected features and labels to train a network on, got a graph alone; see ${method} of seprank/evaluate`,
    );
  checkGraphOfMethod(name, adjacency, facts);
  const onProgress = progressWithin(name, adjacency, options);
  const settings = { ...resolveParameters(spec, options.parameters), seed, onProgress };
  const { walkLength, partitions, orderBy, batch, parity, protect, keepDegree, removed } = options;
  const limits = { protect, keepDegree };
  const sparsifier = sparsifierFunction(method, facts.result);
  switch (sparsifier.result) {
    case "scores":
      return orderOfScores(name, adjacency, sparsifier.run(adjacency, settings), options);
    case "edge set": {
      const kept = adjacency.edgeCount - edgesToRemove(name, adjacency, options.remove);
      return orderOfSample(name, adjacency.edgeCount, sparsifier.run(adjacency, { ...settings, kept }));
    }
    case "order":
      return goOn(adjacency, removed, limits, (graph, left) =>
        limitOrder(graph, { method: name, edges: sparsifier.run(graph, settings) }, left),
      );
    case "greedy order": {
      const choices = { ...settings, walkLength, partitions, orderBy, batch, parity, ...limits };
      const order = goOn(adjacency, removed, choices, sparsifier.run);
      return { ...order, method: name };
    }
  }
}

/** The caller's `onProgress`, which also ends a method that takes too long. @throws InputError for a timeout that is none */
function progressWithin(
  method: string,
  { edgeCount }: Adjacency,
  { timeout, onProgress = () => undefined }: OrderOptions,
): (ordered: number) => void {
  if (timeout === undefined) return onProgress;
  if (!(timeout > 0)) throw new InputError(`timeout: expected seconds > 0, got ${timeout}`);
  const end = performance.now() + 1000 * timeout;
  return (ordered) => {
    if (performance.now() > end)
      throw new TimeoutError(
        `${method}: expected the order within ${timeout} s, got ${ordered} of ${edgeCount} edges ordered; raise the timeout, or use another method`,
      );
    onProgress(ordered);
  };
}

type Limits = Pick<OrderOptions, "protect" | "keepDegree">;

function goOn<Choices extends Limits>(
  adjacency: Adjacency,
  removed: Uint32Array | undefined,
  choices: Choices,
  order: (adjacency: Adjacency, choices: Choices) => RemovalOrder,
): RemovalOrder {
  return removed === undefined ? order(adjacency, choices) : resumeOrder(adjacency, removed, choices, order);
}

/** Scores are those of the whole graph, also where some edges are removed already: the order goes on without these. */
function orderOfScores(
  method: string,
  adjacency: Adjacency,
  scores: Float64Array,
  { removed, protect, keepDegree }: OrderOptions,
): RemovalOrder {
  const edges = orderByScore(scores);
  const limits = { protect, keepDegree };
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

function edgesToRemove(method: string, { edgeCount }: Adjacency, remove: number | undefined): number {
  if (remove === undefined)
    throw new InputError(
      `${method}: expected the number of edges to remove, as it makes one edge set for each level`,
    );
  if (!(Number.isInteger(remove) && remove >= 0 && remove <= edgeCount))
    throw new InputError(`edges to remove: expected 0 to ${edgeCount}, got ${remove}`);
  return remove;
}
