import type { AbstractGraph, Attributes, EdgeMapper } from "graphology-types";
import { InputError } from "../errors.js";
import { checkGraph } from "../graph/check-argument.js";
import { checkOptions } from "../graph/check-options.js";
import { type GetEdgeWeight, type IndexedGraph, indexGraph } from "../graph/graphology/index-graph.js";
import { methodNames } from "../sparsify/catalog.js";
import { type MethodName, type MethodSpec, parseMethod } from "../sparsify/method-spec.js";
import { removalOrder } from "../sparsify/order-by-method.js";
import { limitOrder } from "../sparsify/orders/limit-order.js";
import { orderByScore } from "../sparsify/orders/order-by-score.js";
import type { OrderOptions } from "../sparsify/orders/order-options.js";
import type { RemovalOrder } from "../sparsify/orders/removal-order.js";
import { type GetNodeLabel, nodeLabels } from "./node-labels.js";
import { type NodePartition, partitionOfNodes } from "./node-sets.js";

/** A method of one's own: the score of an edge, **higher = keep**. Called as graphology calls its edge mappers. */
export type EdgeScore<N extends Attributes = Attributes, E extends Attributes = Attributes> = EdgeMapper<
  number,
  N,
  E
>;

/** How edges are ordered for removal. An option that the method does not take is refused, not ignored. */
export interface RemovalOrderOptions<N extends Attributes = Attributes, E extends Attributes = Attributes>
  extends Pick<
    OrderOptions,
    "seed" | "walkLength" | "orderBy" | "batch" | "parity" | "parameters" | "keepDegree" | "onProgress"
  > {
  /**
   * the method: its name; a function that scores an edge (higher = keep; of parallel edges the highest score counts); or, for a name that
   * is registered, `parseMethod(name)`; default "1-wis"
   */
  readonly method?: MethodName | MethodSpec | EdgeScore<N, E> | undefined;
  /**
   * for methods that use weights: the name of an edge attribute, a function of an edge, or null where all weigh the same; default the
   * attribute `weight`. Of parallel edges the sum counts
   */
  readonly getEdgeWeight?: GetEdgeWeight<N, E> | undefined;
  /** for gwis@label: the class of a node, the name of a node attribute or a function of a node; default the attribute `label` */
  readonly getNodeLabel?: GetNodeLabel<N> | undefined;
  /** for gwis: the sets of nodes whose walk indices are kept, see `partitions`; default every node, itself the target */
  readonly partitions?: readonly NodePartition[] | undefined;
  /** keys of edges that are never removed */
  readonly protect?: Iterable<string> | undefined;
  /** whether edges keep their direction; default: where the graph has edges with a direction */
  readonly directed?: boolean | undefined;
}

/** A graph's edges, ordered. */
export interface OrderedEdges {
  readonly indexed: IndexedGraph;
  readonly order: RemovalOrder;
}

/** The names of the options of {@link RemovalOrderOptions}. */
const OPTIONS = [
  ...["method", "getEdgeWeight", "getNodeLabel", "partitions", "protect", "directed"],
  ...["seed", "walkLength", "orderBy", "batch", "parity", "parameters", "keepDegree", "onProgress"],
];

/** What a function of one's own can be told beside the graph. */
const OPTIONS_OF_SCORES = ["method", "protect", "keepDegree", "directed"];

/** A call of the public functions, checked as far as it can be without the graph's edges. */
export interface RemovalCall<N extends Attributes, E extends Attributes> {
  readonly call: string;
  readonly options: RemovalOrderOptions<N, E>;
  /** undefined for a function of one's own */
  readonly spec: MethodSpec | undefined;
}

/**
 * Checks what can be checked before the edges are read, and parses the method.
 *
 * @param more names of options that the caller takes beside those of {@link RemovalOrderOptions}
 * @throws InputError for anything but a graph, an unknown method or option
 */
export function removalCall<N extends Attributes, E extends Attributes, G extends Attributes>(
  call: string,
  graph: AbstractGraph<N, E, G>,
  options: RemovalOrderOptions<N, E>,
  more: readonly string[],
): RemovalCall<N, E> {
  checkGraph(graph, call);
  checkOptions(call, options, [...OPTIONS, ...more]);
  const { method = "1-wis", getEdgeWeight, getNodeLabel } = options;
  if (typeof method === "function") {
    const refused = OPTIONS.find(
      (name) => options[name as keyof typeof options] !== undefined && !OPTIONS_OF_SCORES.includes(name),
    );
    if (refused !== undefined)
      throw new InputError(`${refused}: expected none for a function as the method; leave it out`);
    return { call, options, spec: undefined };
  }
  const spec = typeof method === "string" ? parseMethod(method) : method;
  if (typeof spec?.facts !== "object")
    throw new InputError(
      `method: expected a name or a function of an edge, got ${typeof method}; names are ${methodNames().join(", ")}`,
    );
  if (getEdgeWeight !== undefined && getEdgeWeight !== null && spec.facts.weights === "ignored")
    throw new InputError(
      `getEdgeWeight: expected none for ${spec.name}, which takes no weights; leave it out`,
    );
  if (getNodeLabel !== undefined && !spec.labelled)
    throw new InputError(
      `getNodeLabel: expected none for ${spec.name}, as it is for gwis@label; leave it out`,
    );
  return { call, options, spec };
}

/**
 * The edges of a graph in the order of their removal.
 *
 * @param remove how many edges are to be removed, for methods that choose the edges of each level anew
 * @throws InputError where the method does not take the graph or an option
 */
export function orderEdges<N extends Attributes, E extends Attributes, G extends Attributes>(
  graph: AbstractGraph<N, E, G>,
  { call, options, spec }: RemovalCall<N, E>,
  remove: ((edgeCount: number) => number) | undefined,
): OrderedEdges {
  const { method, directed, getEdgeWeight, getNodeLabel, partitions, protect, keepDegree } = options;
  const takesWeights = spec !== undefined && spec.facts.weights !== "ignored";
  const indexed = indexGraph(graph, { directed, getEdgeWeight: takesWeights ? getEdgeWeight : null });
  const { adjacency } = indexed;
  if (indexed.isMixed)
    throw new InputError(
      `${call}: expected edges that all have a direction or all have none, got both; pass directed: false to read them all as undirected`,
    );
  if (adjacency.directed && spec !== undefined && !spec.facts.directed)
    throw new InputError(
      `${spec.name}: expected undirected edges, got ${adjacency.edgeCount} with a direction; pass directed: false to read them as undirected`,
    );
  const limits = { protect: protect === undefined ? undefined : edgesOfKeys(indexed, protect), keepDegree };
  if (spec === undefined) {
    const edges = orderByScore(edgeScores(graph, indexed, method as EdgeScore<N, E>));
    return { indexed, order: limitOrder(adjacency, { method: "function", edges }, limits) };
  }
  const { seed, walkLength, orderBy, batch, parity, parameters, onProgress } = options;
  const order = removalOrder(spec, adjacency, {
    ...(seed === undefined ? {} : { seed }),
    ...(onProgress === undefined ? {} : { onProgress }),
    ...limits,
    walkLength,
    orderBy,
    batch,
    parity,
    parameters,
    partitions: partitions?.map((partition) => partitionOfNodes(indexed, partition)),
    labels: spec.labelled ? nodeLabels(graph, getNodeLabel).labels : undefined,
    remove: remove?.(adjacency.edgeCount),
  });
  return { indexed, order };
}

/** The edges of keys. @throws InputError for an unknown key */
function edgesOfKeys({ keys, edgeOf }: IndexedGraph, protect: Iterable<string>): number[] {
  if (typeof protect === "string" || typeof protect[Symbol.iterator] !== "function")
    throw new InputError(`protect: expected a list of edge keys, got ${typeof protect}`);
  const indexOf = new Map(keys.map((key, k) => [key, k]));
  const edges: number[] = [];
  for (const key of protect) {
    const k = indexOf.get(`${key}`);
    if (k === undefined)
      throw new InputError(`protect: expected keys of edges, got ${JSON.stringify(key) ?? typeof key}`);
    // A self-loop is never removed anyway.
    if (edgeOf[k] >= 0) edges.push(edgeOf[k]);
  }
  return edges;
}

/** [E] The highest score of each edge's keys. */
function edgeScores<N extends Attributes, E extends Attributes, G extends Attributes>(
  graph: AbstractGraph<N, E, G>,
  { adjacency, edgeOf }: IndexedGraph,
  score: EdgeScore<N, E>,
): Float64Array {
  const scores = new Float64Array(adjacency.edgeCount).fill(Number.NEGATIVE_INFINITY);
  let k = 0;
  graph.forEachEdge((...edge) => {
    const e = edgeOf[k++];
    if (e < 0) return;
    const value = score(...edge);
    if (typeof value !== "number" || Number.isNaN(value))
      throw new InputError(
        `method: expected a number as the score of edge ${JSON.stringify(edge[0])}, got ${String(value)}`,
      );
    scores[e] = Math.max(scores[e], value);
  });
  return scores;
}
