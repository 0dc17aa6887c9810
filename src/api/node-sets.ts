import { InputError } from "../errors.js";
import type { IndexedGraph } from "../graph/graphology/index-graph.js";
import { nearestName } from "../graph/nearest-name.js";
import type { Partition } from "../walks/walk-index.js";

/** One side of a partition of a graph's nodes into two sides, and for vertex prediction the node that is predicted. */
export interface NodePartition {
  /** what it is called, as by `partitions`; plays no part */
  readonly name?: string | undefined;
  /** the nodes of one side: not none, not all */
  readonly nodes: Iterable<string>;
  /** default: graph prediction */
  readonly target?: string | undefined;
}

/** The vertex of a node. @throws InputError where the graph has no such node */
export function vertexOfNode({ vertexOf, nodes }: IndexedGraph, node: string, option: string): number {
  // As in graphology itself, the number 1 and the text "1" are one node.
  const vertex = vertexOf.get(`${node}`);
  if (vertex !== undefined) return vertex;
  const nearest =
    nodes.length === 0 || nodes.length > MOST_COMPARED
      ? ""
      : `; did you mean ${JSON.stringify(nearestName(`${node}`, nodes))}?`;
  throw new InputError(
    `${option}: expected a node of the graph, got ${JSON.stringify(node) ?? typeof node}${nearest}`,
  );
}

/** The partition in terms of vertices. @throws InputError where a node is unknown or a side is empty */
export function partitionOfNodes(indexed: IndexedGraph, { nodes, target }: NodePartition): Partition {
  if (typeof nodes === "string" || typeof nodes?.[Symbol.iterator] !== "function")
    throw new InputError(
      `nodes: expected a list of nodes, got ${typeof nodes === "string" ? JSON.stringify(nodes) : typeof nodes}`,
    );
  return {
    subset: Uint32Array.from(nodes, (node) => vertexOfNode(indexed, node, "nodes")),
    ...(target === undefined ? {} : { target: vertexOfNode(indexed, target, "target") }),
  };
}

/** Of larger graphs no nearest name is looked for. */
const MOST_COMPARED = 10_000;
