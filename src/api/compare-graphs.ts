import type { AbstractGraph } from "graphology-types";
import { InputError } from "../errors.js";
import { type Adjacency, buildAdjacency } from "../graph/adjacency.js";
import { checkGraph } from "../graph/check-argument.js";
import { checkOptions } from "../graph/check-options.js";
import { type IndexedGraph, indexGraph } from "../graph/graphology/index-graph.js";
import type { ExactCount } from "../walks/exact-count.js";
import { walkIndices } from "../walks/walk-index.js";
import { type GraphFacts, graphFacts } from "./graph-facts.js";
import { type NodePartition, partitionOfNodes } from "./node-sets.js";

/** Options of {@link compareGraphs}. */
export interface CompareGraphsOptions {
  /** L - 1 >= 0, the length of the walks; default 2 */
  readonly walkLength?: number | undefined;
  /** sets of nodes whose walk indices are compared, see {@link partitions}; default none */
  readonly partitions?: readonly NodePartition[] | undefined;
  /** `false` reads directed edges as undirected; default: directed edges are refused */
  readonly directed?: false | undefined;
}

/** One of two graphs that are compared. */
export interface ComparedGraph extends Omit<GraphFacts, "vertices"> {
  readonly nodes: number;
  /** the walk index of each partition, in the order given; exact */
  readonly partitions: ExactCount[];
}

/** How two graphs differ. */
export interface GraphComparison {
  /** edges in both graphs, in the first alone, and in the second alone; parallel edges count once, self-loops not at all */
  readonly edges: { readonly shared: number; readonly removed: number; readonly added: number };
  readonly before: ComparedGraph;
  readonly after: ComparedGraph;
}

/**
 * Compares a graph with what is left of it: edges, isolated nodes, components, degrees, walk indices, the growth of walks, and algebraic
 * connectivity.
 *
 * Edges are the same where they join the same nodes, whatever their keys. Parallel edges count once, self-loops not at all; weights play
 * no part.
 *
 * @param before a graph of any class; not changed
 * @param after a graph of some or all of its nodes; those it lacks count as isolated; not changed
 * @param options walk length (default 2), and sets of nodes whose walk indices are compared
 *
 * Complexity: O(E^1.5) for walk length 2, and the iterations for spectral radius and algebraic connectivity.
 * @throws InputError for anything but Graphology graphs, an unknown option or node, directed edges unless `directed` is false, or where
 *   `after` has a node that `before` has not
 *
 * @example
 * ```ts
 * import { UndirectedGraph } from "graphology";
 * import { compareGraphs, sparsify } from "seprank";
 *
 * const graph = new UndirectedGraph();
 * for (const [a, b] of [["a", "b"], ["b", "c"], ["c", "a"], ["c", "d"]]) graph.mergeEdge(a, b);
 * const { edges, after } = compareGraphs(graph, sparsify(graph, { method: "1-wis", remove: { count: 1 } }));
 * edges; // => { shared: 3, removed: 1, added: 0 }
 * after.isolated; // => 0
 * ```
 */
export function compareGraphs(
  before: AbstractGraph,
  after: AbstractGraph,
  options: CompareGraphsOptions = {},
): GraphComparison {
  checkGraph(before, "compareGraphs");
  checkGraph(after, "compareGraphs");
  checkOptions("compareGraphs", options, ["walkLength", "partitions", "directed"]);
  const { walkLength = 2, partitions = [] } = options;
  const first = readUndirected(before, options);
  const second = onNodesOf(first, readUndirected(after, options));
  const edges = new Set(edgePairs(first.adjacency));
  const others = edgePairs(second);
  const shared = others.filter((pair) => edges.has(pair)).length;
  const sets = partitions.map((partition) => partitionOfNodes(first, partition));
  const compared = (adjacency: Adjacency): ComparedGraph => {
    const { vertices, ...facts } = graphFacts(adjacency, walkLength);
    return { nodes: vertices, ...facts, partitions: walkIndices(adjacency, walkLength, sets) };
  };
  return {
    edges: { shared, removed: edges.size - shared, added: others.length - shared },
    before: compared(first.adjacency),
    after: compared(second),
  };
}

function readUndirected(graph: AbstractGraph, { directed }: CompareGraphsOptions): IndexedGraph {
  const arcs = graph.directedSize - graph.directedSelfLoopCount;
  if (arcs > 0 && directed !== false)
    throw new InputError(
      `compareGraphs: expected undirected graphs, got one with ${arcs} directed edges; pass directed: false to read them as undirected`,
    );
  return indexGraph(graph, { directed: false, getEdgeWeight: null });
}

/** The second graph with the first one's vertices in their order. */
function onNodesOf({ nodes, vertexOf }: IndexedGraph, after: IndexedGraph): Adjacency {
  const vertices = after.nodes.map((node) => {
    const vertex = vertexOf.get(node);
    if (vertex === undefined)
      throw new InputError(
        `compareGraphs: expected nodes of the first graph in the second, got ${JSON.stringify(node)}`,
      );
    return vertex;
  });
  return buildAdjacency({
    vertexCount: nodes.length,
    sources: after.adjacency.sources.map((s) => vertices[s]),
    targets: after.adjacency.targets.map((t) => vertices[t]),
  }).adjacency;
}

function edgePairs({ vertexCount, sources, targets }: Adjacency): number[] {
  return Array.from(sources, (s, e) => Math.min(s, targets[e]) * vertexCount + Math.max(s, targets[e]));
}
