import type { AbstractGraph, Attributes, EdgeMapper } from "graphology-types";
import { InputError } from "../../errors.js";
import { type Adjacency, buildAdjacency } from "../adjacency.js";

/**
 * Where the weights of a Graphology graph's edges are, as in graphology's standard library: the name of an attribute, a function of an
 * edge, or null where all edges weigh the same.
 */
export type GetEdgeWeight<N extends Attributes = Attributes, E extends Attributes = Attributes> =
  | (keyof E & string)
  | EdgeMapper<number, N, E>
  | null;

/** How {@link indexGraph} reads a graph. */
export interface IndexGraphOptions<N extends Attributes = Attributes, E extends Attributes = Attributes> {
  /** whether edges keep their direction; default: where the graph has edges with a direction */
  readonly directed?: boolean | undefined;
  /** default: the attribute `weight`, where an edge has it */
  readonly getEdgeWeight?: GetEdgeWeight<N, E> | undefined;
}

/** A Graphology graph as an {@link Adjacency}, with the way back from its indices to the graph's keys. */
export interface IndexedGraph {
  readonly adjacency: Adjacency;
  /** [V] the graph's nodes in its order: vertex t is `nodes[t]` */
  readonly nodes: readonly string[];
  readonly vertexOf: ReadonlyMap<string, number>;
  /** [M] the keys of all edges in the graph's order, self-loops included */
  readonly keys: readonly string[];
  /** [M] the edge of `adjacency` that a key is part of (of a mixed graph read with directions: from its source to its target), -1 for a self-loop */
  readonly edgeOf: Int32Array;
  /** [M] the weight of every key, null where there are none */
  readonly weights: Float64Array | null;
  /** whether some edges have a direction and some have none, and directions are kept: an edge without one is two edges of `adjacency` */
  readonly isMixed: boolean;
}

/**
 * A Graphology graph of any class as an {@link Adjacency}: vertices and edges in the graph's order.
 *
 * Edges between the same two nodes are one edge, at the place of the first; its weight is the sum of theirs. Read without directions,
 * `a -> b` and `b -> a` are such edges. Self-loops are left out, as every vertex has one implied. In a mixed graph that is read with
 * directions, an edge without one is an edge both ways.
 *
 * Weights: where no edge has the attribute `weight`, there are none; where some have, the others weigh 1.
 *
 * Complexity: O(V + M log d), d the highest degree.
 *
 * @throws InputError where a weight is not a finite number, no edge has the attribute named, or directions are asked for and there are none
 */
export function indexGraph<N extends Attributes, E extends Attributes, G extends Attributes>(
  graph: AbstractGraph<N, E, G>,
  { directed: asked, getEdgeWeight }: IndexGraphOptions<N, E> = {},
): IndexedGraph {
  const nodes = graph.nodes();
  const vertexOf = new Map(nodes.map((node, vertex) => [node, vertex]));
  const arcs = graph.directedSize - graph.directedSelfLoopCount;
  const lines = graph.undirectedSize - graph.undirectedSelfLoopCount;
  if (asked === true && arcs === 0 && lines > 0)
    throw new InputError("directed: expected a graph with directed edges, got undirected edges only");
  const directed = asked ?? arcs > 0;
  const isMixed = directed && arcs > 0 && lines > 0;

  const keys: string[] = [];
  /** [M] the first pair of each key, -1 for a self-loop */
  const pairOf: number[] = [];
  /** [pairs] the key of each pair */
  const keyOf: number[] = [];
  const sources: number[] = [];
  const targets: number[] = [];
  graph.forEachEdge((key, _attributes, source, target) => {
    keys.push(key);
    if (source === target) {
      pairOf.push(-1);
      return;
    }
    const [s, t] = [vertexOf.get(source) as number, vertexOf.get(target) as number];
    pairOf.push(sources.length);
    const isBothWays = isMixed && graph.isUndirected(key);
    for (const [from, to] of isBothWays
      ? [
          [s, t],
          [t, s],
        ]
      : [[s, t]]) {
      keyOf.push(keys.length - 1);
      sources.push(from);
      targets.push(to);
    }
  });
  const { adjacency } = buildAdjacency({ vertexCount: nodes.length, sources, targets, directed });
  const edgeOfPair = Int32Array.from(sources, (s, p) => edgeBetween(adjacency, s, targets[p]));
  const weights = weightsOf(graph, getEdgeWeight);
  const sums = weights === null ? null : new Float64Array(adjacency.edgeCount);
  if (weights !== null && sums !== null)
    edgeOfPair.forEach((e, pair) => {
      sums[e] += weights[keyOf[pair]];
    });
  return {
    adjacency: { ...adjacency, weights: sums },
    nodes,
    vertexOf,
    keys,
    edgeOf: Int32Array.from(pairOf, (pair) => (pair < 0 ? -1 : edgeOfPair[pair])),
    weights,
    isMixed,
  };
}

/** The index of the edge between two vertices that are joined, by binary search in the first one's row. */
function edgeBetween({ offsets, neighbors, edges }: Adjacency, source: number, target: number): number {
  let [low, high] = [offsets[source], offsets[source + 1] - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (neighbors[middle] < target) low = middle + 1;
    else high = middle;
  }
  return edges[low];
}

/** [M] The weight of every key, null where there are none. */
function weightsOf<N extends Attributes, E extends Attributes, G extends Attributes>(
  graph: AbstractGraph<N, E, G>,
  getEdgeWeight: GetEdgeWeight<N, E> | undefined,
): Float64Array | null {
  if (getEdgeWeight === null || graph.size === 0) return null;
  const isMissing = (value: unknown) => value === undefined || value === null;
  const read: EdgeMapper<unknown, N, E> =
    typeof getEdgeWeight === "function"
      ? getEdgeWeight
      : (_key, attributes) => attributes[getEdgeWeight ?? DEFAULT_WEIGHT];
  const values = graph.mapEdges((...edge) => ({ key: edge[0], value: read(...edge) }));
  if (typeof getEdgeWeight !== "function" && values.every(({ value }) => isMissing(value))) {
    if (getEdgeWeight === undefined) return null;
    throw new InputError(
      `getEdgeWeight: expected an attribute of the edges, got ${JSON.stringify(getEdgeWeight)}, which no edge has; null for no weights`,
    );
  }
  return Float64Array.from(values, ({ key, value }) => {
    if (typeof getEdgeWeight !== "function" && isMissing(value)) return 1;
    if (typeof value !== "number" || !Number.isFinite(value))
      throw new InputError(
        `getEdgeWeight: expected a finite number, got ${typeof value === "string" ? JSON.stringify(value) : String(value)} for edge ${JSON.stringify(key)}`,
      );
    return value;
  });
}

/** The attribute that holds an edge's weight, unless another is named: graphology's own default. */
export const DEFAULT_WEIGHT = "weight";
