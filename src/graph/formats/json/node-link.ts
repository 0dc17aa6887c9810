import { FormatError, InputError } from "../../../errors.js";
import { createVertexIndex } from "../../attributes/vertex-index.js";
import { withNotices } from "../../attributes/with-notices.js";
import type { Attributes, GraphDataset } from "../../dataset.js";
import type {
  AttributedEdge,
  AttributedReadOptions,
  AttributedVertex,
} from "../../graphology/attributed-graph.js";
import { fromAttributedGraph } from "../../graphology/from-attributed-graph.js";
import { toAttributedGraph } from "../../graphology/to-attributed-graph.js";
import { OBJECT_BYTES, takeObjects } from "../../read-budget.js";
import { encodeTexts } from "../text/encode-lines.js";
import { type Json, listAt, listed, objectAt } from "./json-values.js";

/**
 * Whether a JSON object is a graph in node-link form, as networkx (`node_link_data`) and d3 have it, rather than Graphology's: it has
 * `links`, or networkx's flags, or nodes with an `id` and no `key`.
 */
export function isNodeLink(root: Json): boolean {
  if (!Array.isArray(root.nodes)) return false;
  if (Array.isArray(root.links)) return true;
  if (!Array.isArray(root.edges)) return false;
  const [first] = root.nodes as readonly unknown[];
  const hasKey = typeof first === "object" && first !== null && Object.hasOwn(first, "key");
  const hasId = typeof first === "object" && first !== null && Object.hasOwn(first, "id");
  return !hasKey && (hasId || typeof root.multigraph === "boolean");
}

/**
 * Reads node-link JSON: `{ directed, multigraph, graph, nodes: [{ id, ... }], links | edges: [{ source, target, ... }] }`.
 *
 * Names are the nodes' `id`, a string, a number, or of networkx's tuples their JSON text. Where no node has one (d3), `source` and `target`
 * are places in `nodes`. All else are attributes; the `key` of a multigraph's edges too.
 *
 * Complexity: O(bytes).
 *
 * @throws FormatError naming the entry where it is of another form, a node is there twice, or an edge names none
 */
export function readNodeLink(root: Json, options: AttributedReadOptions): GraphDataset {
  const key = Array.isArray(root.links) ? "links" : "edges";
  if (key === "links" && Array.isArray(root.edges) && root.edges.length > 0)
    throw new FormatError("json: expected links or edges, got both");
  const nodes = listAt(root, "nodes");
  const links = listAt(root, key);
  takeObjects(nodes.length + links.length, OBJECT_BYTES.record, "nodes and edges");
  const records = nodes.map((entry, k) => objectAt(entry, `nodes[${k}]`));
  const byPlace = records.every((record) => !Object.hasOwn(record, "id"));
  const index = createVertexIndex();
  const vertices = records.map((record, k): AttributedVertex => {
    const { id, ...attributes } = record;
    const name = byPlace ? `${k}` : nameOf(id, `id of nodes[${k}]`);
    index.declare(name);
    return { name, attributes };
  });
  const edges = links.map((entry, k): AttributedEdge => {
    const { source, target, ...attributes } = objectAt(entry, `${key}[${k}]`);
    const end = (value: unknown, which: string) => index.find(nameOf(value, `${which} of ${key}[${k}]`));
    return { source: end(source, "source"), target: end(target, "target"), attributes };
  });
  const graph = {
    directed: root.directed === true,
    attributes: graphAttributes(root),
    vertices,
    edges,
  };
  const dataset = fromAttributedGraph(graph, options);
  const isNamedByPlace = byPlace && nodes.length > 0;
  return withNotices(dataset, isNamedByPlace ? ["nodes without id: called by their places, from 0"] : []);
}

/** networkx has the graph's attributes in `graph`, as a record or, before version 2, a list of pairs; others beside the lists. */
function graphAttributes(root: Json): Attributes {
  const { graph, nodes: _, links: __, edges: ___, directed: ____, multigraph: _____, ...others } = root;
  if (graph === undefined) return others;
  const own = Array.isArray(graph)
    ? Object.fromEntries(graph as [string, unknown][])
    : objectAt(graph, "graph");
  return { ...others, ...own };
}

function nameOf(value: unknown, where: string): string {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return `${value}`;
  const isTuple =
    Array.isArray(value) && value.every((item) => typeof item === "string" || typeof item === "number");
  if (isTuple) return JSON.stringify(value);
  throw new FormatError(`json: expected a string or a number as ${where}`);
}

/**
 * Writes node-link JSON as networkx 3.6 reads it (`node_link_graph`), with `edges`; earlier versions take `edges="edges"`, and d3 has these
 * entries as `links`. Vertices without names have numbers as `id`.
 *
 * Complexity: O(V F + E).
 *
 * @throws InputError where an attribute is called `id`, `source` or `target`, or cannot be JSON
 */
export function writeNodeLink(dataset: GraphDataset): Uint8Array {
  const { directed, attributes, vertices, edges } = toAttributedGraph(dataset);
  const idOf = (vertex: number) => (dataset.vertexNames === null ? vertex : vertices[vertex].name);
  const free = (record: Attributes, ...taken: string[]): Attributes => {
    const clash = taken.find((name) => Object.hasOwn(record, name));
    if (clash !== undefined)
      throw new InputError(
        `node-link: an attribute is called ${clash}, which node-link JSON uses itself; rename it, or write json or graphml`,
      );
    return record;
  };
  const multigraph = dataset.adjacency.types !== null;
  const records = vertices.map(({ attributes: own }, vertex) => ({ ...free(own, "id"), id: idOf(vertex) }));
  function* texts() {
    yield `{"directed":${directed},"multigraph":${multigraph},"graph":${JSON.stringify(attributes)},\n"nodes":`;
    yield* listed(records, (record) => JSON.stringify(record));
    yield ',\n"edges":';
    yield* listed(edges, ({ source, target, attributes: own }) =>
      JSON.stringify({ ...free(own, "source", "target"), source: idOf(source), target: idOf(target) }),
    );
    yield "}\n";
  }
  try {
    return encodeTexts(texts());
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`node-link: cannot write this graph (${(error as Error).message})`, {
      cause: error,
    });
  }
}
