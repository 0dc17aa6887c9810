import { FormatError, InputError } from "../../../errors.js";
import { takeUniqueIds } from "../../attributes/edge-ids.js";
import { createVertexIndex } from "../../attributes/vertex-index.js";
import type { Attributes, GraphDataset } from "../../dataset.js";
import type {
  AttributedEdge,
  AttributedReadOptions,
  AttributedVertex,
} from "../../graphology/attributed-graph.js";
import { fromAttributedGraph } from "../../graphology/from-attributed-graph.js";
import { toAttributedGraph } from "../../graphology/to-attributed-graph.js";
import { OBJECT_BYTES, takeObjects } from "../../read-budget.js";
import { decodeText } from "../text/decode-text.js";
import { encodeTexts } from "../text/encode-lines.js";
import { type Json, listAt, listed, objectAt, parseJson } from "./json-values.js";
import { isNodeLink, readNodeLink } from "./node-link.js";

/** The attribute that the key of an edge becomes, and that is written as its key. */
const EDGE_KEY = "key";
/** What Graphology calls an edge that was added without a key. */
const GENERATED_KEY = /^geid_\d+_\d+$/;

/**
 * Reads JSON: Graphology's, or by its form that of networkx and d3, see `readNodeLink`.
 *
 * Complexity: O(bytes).
 *
 * @throws FormatError where the text is no JSON, or of neither form
 */
export function readJson(bytes: Uint8Array, options: AttributedReadOptions): GraphDataset {
  const root = objectAt(parseJson(decodeText(bytes)), "the file");
  return isNodeLink(root) ? readNodeLink(root, options) : readGraphology(root, options);
}

/**
 * Reads Graphology's serialized JSON: `{ options, attributes, nodes: [{ key, attributes }], edges: [{ source, target,
 * key, attributes, undirected }] }`. The key of an edge becomes its attribute `key`, but for those that Graphology makes itself.
 *
 * Complexity: O(bytes).
 *
 * @throws FormatError naming the entry where it is of another form
 */
function readGraphology(root: Json, options: AttributedReadOptions): GraphDataset {
  const index = createVertexIndex();
  takeObjects(
    listAt(root, "nodes").length + listAt(root, "edges").length,
    OBJECT_BYTES.record,
    "nodes and edges",
  );
  const vertices = listAt(root, "nodes").map((entry, k): AttributedVertex => {
    const node = objectAt(entry, `nodes[${k}]`);
    const name = nameAt(node, "key", `nodes[${k}]`);
    index.declare(name);
    return { name, attributes: attributesAt(node, `nodes[${k}]`) };
  });
  const edges = listAt(root, "edges").map((entry, k): AttributedEdge => {
    const edge = objectAt(entry, `edges[${k}]`);
    const end = (key: string) => index.find(nameAt(edge, key, `edges[${k}]`));
    return {
      source: end("source"),
      target: end("target"),
      attributes: {
        ...keyOf(edge, `edges[${k}]`),
        ...attributesAt(edge, `edges[${k}]`),
      },
      undirected: edge.undirected === true,
    };
  });
  const type = root.options === undefined ? undefined : objectAt(root.options, "options").type;
  const graph = {
    directed: type !== "undirected",
    attributes: attributesAt(root, "the graph"),
    vertices,
    edges,
  };
  return fromAttributedGraph(graph, options);
}

/**
 * Writes Graphology's serialized JSON, a line for each vertex and edge; `Graph.from` of Graphology imports it. The attribute `key` of
 * edges is their key, where every edge has a text there and all differ.
 *
 * @throws InputError where an attribute cannot be JSON, or the text would be longer than a string can be
 */
export function writeGraphologyJson(dataset: GraphDataset): Uint8Array {
  const { directed, attributes, vertices, edges } = toAttributedGraph(dataset);
  const multi = dataset.adjacency.types !== null;
  const keyed = takeUniqueIds(
    edges.map(({ attributes }) => attributes),
    EDGE_KEY,
  );
  const hasKeys = keyed.ids?.every((key) => !GENERATED_KEY.test(key ?? "")) ?? false;
  const options = { type: directed ? "directed" : "undirected", multi, allowSelfLoops: true };
  const withAttributes = (entry: object, record: Attributes) =>
    JSON.stringify(Object.keys(record).length === 0 ? entry : { ...entry, attributes: record });
  const undirected = directed ? {} : { undirected: true };
  function* texts() {
    yield `{"options":${JSON.stringify(options)},"attributes":${JSON.stringify(attributes)},\n"nodes":`;
    yield* listed(vertices, ({ name, attributes }) => withAttributes({ key: name }, attributes));
    yield ',\n"edges":';
    yield* listed(edges, ({ source, target }, e) =>
      withAttributes(
        {
          ...(hasKeys ? { key: keyed.ids?.[e] } : {}),
          source: vertices[source].name,
          target: vertices[target].name,
          ...undirected,
        },
        hasKeys ? keyed.attributes[e] : edges[e].attributes,
      ),
    );
    yield "}\n";
  }
  try {
    return encodeTexts(texts());
  } catch (error) {
    throw new InputError(`json: cannot write this graph (${(error as Error).message})`, { cause: error });
  }
}

function keyOf(edge: Json, where: string): Attributes {
  if (edge.key === undefined || edge.key === null) return {};
  const key = nameAt(edge, "key", where);
  return GENERATED_KEY.test(key) ? {} : { [EDGE_KEY]: key };
}

function nameAt(record: Json, key: string, where: string): string {
  const value = record[key];
  if (typeof value !== "string" && typeof value !== "number")
    throw new FormatError(`json: expected a string or a number as ${key} of ${where}`);
  return `${value}`;
}

function attributesAt(record: Json, where: string): Attributes {
  return record.attributes === undefined ? {} : objectAt(record.attributes, `attributes of ${where}`);
}
