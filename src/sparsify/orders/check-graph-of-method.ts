import { InputError } from "../../errors.js";
import type { Adjacency } from "../../graph/adjacency.js";
import { parallelEdges } from "./simple-graph.js";

/** What a method takes, of the catalogue's facts. */
interface GraphRules {
  readonly directed: boolean;
  readonly parallelEdges: boolean;
  readonly weights: "ignored" | "used" | "required";
}

/**
 * Checks that a method can take a graph: its directions, parallel edges, and, where weights are used, positive ones.
 *
 * Complexity: O(V + E).
 * @throws InputError where it cannot
 */
export function checkGraphOfMethod(method: string, adjacency: Adjacency, rules: GraphRules): void {
  if (adjacency.directed && !rules.directed)
    throw new InputError(
      `${method}: expected an undirected graph, got a directed one; read it as undirected`,
    );
  if (rules.weights === "required" && adjacency.weights === null)
    throw new InputError(`${method}: expected a graph with edge weights, got one without`);
  const e =
    rules.weights === "ignored" ? -1 : (adjacency.weights?.findIndex((w) => !(w > 0 && w < Infinity)) ?? -1);
  if (e >= 0)
    throw new InputError(
      `${method}: expected positive finite edge weights, got ${adjacency.weights?.[e]} at edge ${e}`,
    );
  const parallel = rules.parallelEdges ? null : parallelEdges(adjacency);
  if (parallel !== null)
    throw new InputError(
      `${method}: expected at most one edge between two vertices, got more between ${parallel[0]} and ${parallel[1]}; use random or gwis`,
    );
}
