import { FormatError } from "../../../errors.js";
import { withNotices } from "../../attributes/with-notices.js";
import type { GraphDataset } from "../../dataset.js";
import type { AttributedReadOptions } from "../../graphology/attributed-graph.js";
import { fromAttributedGraph } from "../../graphology/from-attributed-graph.js";
import { decodeText } from "../text/decode-text.js";
import {
  assembleXmlGraph,
  defaultsOf,
  requiredAttribute,
  type XmlAttribute,
  type XmlOwner,
} from "./assemble-xml-graph.js";
import { scanXml, type XmlElement, xmlPlace } from "./scan-xml.js";
import { castXmlValue } from "./xml-value.js";

export interface GraphmlReadOptions extends AttributedReadOptions {
  /** the id of the graph to read; needed where there are several */
  readonly graph?: string | undefined;
}

/**
 * Reads GraphML: nodes, edges and their data; the graph's direction and data; graphs nested in nodes are read as one with it. Of several
 * graphs beside each other `graph` chooses one by its id.
 *
 * Keys give attributes their name and type (boolean, int, long, float, double, string) and a default. Ports are not read,
 * hyperedges refused; elements within data (yEd's drawings) are left aside, which a notice says. Edges may stand before the nodes they name.
 *
 * Source: GraphML 1.0 (Brandes et al., 2002). Complexity: O(bytes).
 *
 * @throws FormatError with line and column where the document is malformed, holds several graphs of which none is chosen, or an edge names an unknown node
 */
export function readGraphml(
  bytes: Uint8Array,
  { graph: wanted, ...options }: GraphmlReadOptions,
): GraphDataset {
  const text = decodeText(bytes);
  const graphs: XmlElement[] = [];
  let skipping = false;
  const keys = new Map<string, XmlAttribute & { readonly owner: string }>();
  const path: string[] = [];
  const open: XmlOwner[] = [];
  const owners: XmlOwner[] = [];
  let key: XmlAttribute | undefined;
  let dataKey = "";
  let content = "";
  const inner = new Set<string>();
  let hasInner = false;

  scanXml(text, {
    open(element) {
      const { name, attributes } = element;
      if (path.length === 0 && name !== "graphml")
        throw new FormatError("graphml: expected <graphml>", xmlPlace(text, element.at));
      if (name === "hyperedge")
        throw new FormatError("graphml: hyperedges are not supported", xmlPlace(text, element.at));
      path.push(name);
      if (name === "graph" && path.length === 2) {
        graphs.push(element);
        skipping = wanted !== undefined && attributes.get("id") !== wanted;
      }
      if (skipping && path[1] === "graph") return;
      if (name === "key") {
        const id = requiredAttribute(text, element, "id");
        const declared = {
          owner: attributes.get("for") ?? "all",
          title: attributes.get("attr.name") ?? id,
          type: attributes.get("attr.type") ?? "string",
          fallback: undefined,
        };
        keys.set(id, declared);
        key = declared;
      } else if (path.at(-2) === "data") {
        inner.add(name);
        hasInner = true;
      } else if (name === "data") {
        dataKey = requiredAttribute(text, element, "key");
        content = "";
        hasInner = false;
      } else if (name === "default") content = "";
      else if (name === "graph" || name === "node" || name === "edge") {
        const owner: XmlOwner = { kind: name, element, attributes: new Map() };
        open.push(owner);
        owners.push(owner);
      }
    },
    text(part) {
      if (skipping && path[1] === "graph") return;
      if (path.at(-1) === "data" || path.at(-1) === "default") content += part;
    },
    close(name) {
      const skipped = skipping && path[1] === "graph";
      path.pop();
      if (skipped) return;
      const owner = open.at(-1);
      if (name === "default" && key !== undefined) key.fallback = content;
      else if (name === "data" && owner !== undefined && path.at(-1) === owner.kind) {
        const { title, type } = keys.get(dataKey) ?? { title: dataKey, type: "string" };
        if (!hasInner || content.trim() !== "")
          owner.attributes.set(
            title,
            castXmlValue(type, content, () => xmlPlace(text, owner.element.at)),
          );
      } else if (owner?.kind === name) open.pop();
    },
  });

  const graph = owners.find(({ kind }) => kind === "graph");
  if (graphs.length === 0) throw new FormatError("graphml: expected a <graph>, got none");
  const ids = graphs
    .map(({ attributes }) => JSON.stringify(attributes.get("id") ?? null))
    .slice(0, 12)
    .join(", ");
  if (graph === undefined)
    throw new FormatError(`graphml: expected a <graph id=${JSON.stringify(wanted)}>, got those of ${ids}`);
  const chosen = owners.filter(({ kind, element }) => kind === "graph" && graphs.includes(element));
  if (chosen.length > 1)
    throw new FormatError(
      `graphml: expected one <graph>, got ${graphs.length} (id ${ids}); choose one by its id (--graph ID), which has to be its own`,
      xmlPlace(text, graphs[1].at),
    );
  const declared = (kind: XmlOwner["kind"]) =>
    [...keys.values()].filter(({ owner }) => owner === kind || owner === "all");
  const directed = graph.element.attributes.get("edgedefault") === "directed";
  const dataset = fromAttributedGraph(
    assembleXmlGraph({
      text,
      owners,
      declared,
      attributes: defaultsOf(text, declared("graph"), 1)(graph),
      isUndirected: ({ attributes }) => (attributes.get("directed") ?? `${directed}`) !== "true",
      directed,
    }),
    options,
  );
  if (inner.size === 0) return dataset;
  const notice = `elements within data are left aside: ${[...inner].slice(0, 8).join(", ")}${inner.size > 8 ? ", ..." : ""}`;
  return withNotices(dataset, [notice]);
}
