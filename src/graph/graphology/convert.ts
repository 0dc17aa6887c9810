import { DirectedGraph, UndirectedGraph } from "graphology";
import type { AbstractGraph } from "graphology-types";
import { FormatError, InputError } from "../../errors.js";
import { checkDataset, checkGraph } from "../check-argument.js";
import type { GraphDataset } from "../dataset.js";
import type { AttributedReadOptions, AttributeNames } from "./attributed-graph.js";
import { fromAttributedGraph } from "./from-attributed-graph.js";
import { toAttributedGraph } from "./to-attributed-graph.js";

/**
 * The data set of a Graphology graph, vertices and edges in its order, attributes kept.
 *
 * A directed graph is read as an undirected one unless `directed: true`; then an undirected edge of a mixed graph stands
 * for both directions. Parallel edges of a multigraph become one, with the attributes of the first; self-loops are left
 * out; both are counted in `dropped`. Edge keys are not kept. Attributes: see {@link fromAttributedGraph}.
 *
 * Complexity: O(V F + E).
 *
 * @throws InputError where a weight or feature is not a finite number, or a vertex lacks features that others have
 *
 * @example
 * ```ts
 * import { UndirectedGraph } from "graphology";
 * import { fromGraphology } from "seprank";
 *
 * const graph = new UndirectedGraph();
 * graph.mergeEdge("a", "b", { weight: 2 });
 * fromGraphology(graph).adjacency.weights; // => Float64Array.of(2)
 * ```
 */
export function fromGraphology(
  graph: AbstractGraph,
  options: Partial<AttributedReadOptions> = {},
): GraphDataset {
  checkGraph(graph, "fromGraphology");
  const index = new Map<string, number>();
  const vertices = graph.mapNodes((name, attributes) => {
    index.set(name, index.size);
    return { name, attributes };
  });
  const edges = graph.mapEdges((key, attributes, source, target) => ({
    source: index.get(source) as number,
    target: index.get(target) as number,
    attributes,
    undirected: graph.isUndirected(key),
  }));
  const { name = "graph", ...rest } = options;
  try {
    return fromAttributedGraph(
      { directed: graph.type !== "undirected", attributes: { ...graph.getAttributes() }, vertices, edges },
      { name, ...rest },
    );
  } catch (error) {
    throw error instanceof FormatError ? new InputError(error.reason, { cause: error }) : error;
  }
}

/**
 * A data set as a Graphology graph: vertices and edges in its order, with their attributes, weights, labels and features
 * as attributes. A graph with several types of edges is a multigraph.
 *
 * Complexity: O(V F + E).
 *
 * @throws InputError where the features are more than 2^25 numbers, or a vertex has the name of a member that every
 *   JavaScript object has (`toString`, `__proto__`): Graphology's own index takes it for a neighbour
 *
 * @example
 * ```ts
 * import { karate, toGraphology } from "seprank";
 *
 * const graph = toGraphology(karate());
 * graph.degree("33"); // => 17
 * graph.getNodeAttribute("33", "label"); // => "Officer"
 * ```
 */
export function toGraphology(
  dataset: GraphDataset,
  attributeNames: Partial<AttributeNames> = {},
): UndirectedGraph | DirectedGraph {
  checkDataset(dataset, "toGraphology");
  const { directed, attributes, vertices, edges } = toAttributedGraph(dataset, attributeNames);
  const options = { multi: dataset.adjacency.types !== null };
  const graph = directed ? new DirectedGraph(options) : new UndirectedGraph(options);
  graph.replaceAttributes({ ...attributes });
  for (const vertex of vertices) {
    if (vertex.name in Object.prototype)
      throw new InputError(
        `vertex ${JSON.stringify(vertex.name)}: Graphology cannot hold this name; rename the vertex`,
      );
    graph.addNode(vertex.name, { ...vertex.attributes });
  }
  for (const edge of edges)
    graph.addEdge(vertices[edge.source].name, vertices[edge.target].name, { ...edge.attributes });
  return graph;
}
