import { FormatError } from "../../../errors.js";
import { withNotices } from "../../attributes/with-notices.js";
import type { GraphDataset } from "../../dataset.js";
import type { AttributedReadOptions } from "../../graphology/attributed-graph.js";
import { fromAttributedGraph } from "../../graphology/from-attributed-graph.js";
import { decodeText } from "../text/decode-text.js";
import {
  assembleXmlGraph,
  requiredAttribute,
  type XmlAttribute,
  type XmlOwner,
} from "./assemble-xml-graph.js";
import { scanXml, type XmlElement, xmlPlace } from "./scan-xml.js";
import { castXmlValue } from "./xml-value.js";

/** What only elements of dynamic graphs have. */
const TIMES = ["start", "end", "startopen", "endopen", "timestamp", "timestamps", "intervals"];
const DYNAMIC =
  "a dynamic graph: all that ever was is one graph, times are left aside, of values over time the last one stays";

/**
 * Reads GEXF 1.1 to 1.3: nodes, edges, their attribute values with types and defaults; `label`, `weight` and `kind`; size,
 * position, colour and shape of the viz module as `size`, `x`, `y`, `z`, `color`, `shape`; the entries of `meta` as graph attributes; ids of
 * edges, where they do more than number them, as their attribute `id`. Hierarchies are read flat; of dynamic values the last one stays, which a
 * notice says.
 *
 * Source: GEXF 1.3 (gexf.net). Complexity: O(bytes).
 *
 * @throws FormatError with line and column where the document is malformed, or an edge names an unknown node
 */
export function readGexf(bytes: Uint8Array, options: AttributedReadOptions): GraphDataset {
  const text = decodeText(bytes);
  const declared = { graph: new Map(), node: new Map(), edge: new Map() } satisfies Record<
    XmlOwner["kind"],
    Map<string, XmlAttribute>
  >;
  const graphAttributes = new Map<string, unknown>();
  const path: string[] = [];
  const open: XmlOwner[] = [];
  const owners: XmlOwner[] = [];
  let graph: XmlElement | undefined;
  let declaredFor: "node" | "edge" = "node";
  let declaring: XmlAttribute | undefined;
  let content = "";
  let isDynamic = false;

  const openElement = (element: XmlElement) => {
    const { name, attributes } = element;
    const owner = open.at(-1);
    const cast = (type: string, value: string) => castXmlValue(type, value, () => xmlPlace(text, element.at));
    isDynamic ||= name === "spell" || TIMES.some((time) => attributes.has(time));
    if (name === "graph") {
      if (graph !== undefined)
        throw new FormatError("gexf: expected one <graph>, got a second one", xmlPlace(text, element.at));
      graph = element;
    } else if (name === "attributes") declaredFor = attributes.get("class") === "edge" ? "edge" : "node";
    else if (name === "attribute") {
      const id = requiredAttribute(text, element, "id");
      const type = attributes.get("type") ?? "string";
      declaring = { title: attributes.get("title") ?? id, type, fallback: undefined };
      declared[declaredFor].set(id, declaring);
    } else if (name === "node" || name === "edge") {
      const next: XmlOwner = { kind: name, element, attributes: new Map(tagAttributes(element, cast)) };
      open.push(next);
      owners.push(next);
    } else if (name === "attvalue" && owner !== undefined) {
      const id = attributes.get("for") ?? requiredAttribute(text, element, "id");
      const { title, type } = declared[owner.kind].get(id) ?? { title: id, type: "string" };
      const value = requiredAttribute(text, element, "value");
      // Some programs write null for a number that an element lacks.
      if (value !== "null" || type === "string") owner.attributes.set(title, cast(type, value));
    } else if (owner !== undefined && path.at(-1) === owner.kind)
      for (const [key, value] of vizAttributes(element, cast)) owner.attributes.set(key, value);
  };

  scanXml(text, {
    open(element) {
      if (path.length === 0 && element.name !== "gexf")
        throw new FormatError("gexf: expected <gexf>", xmlPlace(text, element.at));
      openElement(element);
      content = "";
      path.push(element.name);
    },
    text(part) {
      content += part;
    },
    close(name) {
      path.pop();
      if (name === "default" && declaring !== undefined) declaring.fallback = content;
      else if (path.at(-1) === "meta" && content.trim() !== "") graphAttributes.set(name, content);
      else if (open.at(-1)?.kind === name) open.pop();
      content = "";
    },
  });

  if (graph === undefined) throw new FormatError("gexf: expected a <graph>, got none");
  const edgeType = graph.attributes.get("defaultedgetype") ?? "undirected";
  const dataset = fromAttributedGraph(
    assembleXmlGraph({
      text,
      owners,
      declared: (kind) => declared[kind].values(),
      attributes: Object.fromEntries(graphAttributes),
      isUndirected: ({ attributes }) => (attributes.get("type") ?? edgeType) !== "directed",
      directed: edgeType === "directed",
    }),
    options,
  );
  return withNotices(dataset, isDynamic ? [DYNAMIC] : []);
}

type Cast = (type: string, value: string) => unknown;

/** What stands in the tag of a node or an edge itself. */
function tagAttributes({ attributes }: XmlElement, cast: Cast): [key: string, value: unknown][] {
  return [...attributes]
    .filter(([key]) => key === "label" || key === "kind" || key === "weight")
    .map(([key, value]) => [key, key === "weight" ? cast("double", value) : value]);
}

function vizAttributes({ name, attributes }: XmlElement, cast: Cast): [key: string, value: unknown][] {
  if (name === "color") {
    const [red, green, blue] = ["r", "g", "b"].map((channel) => attributes.get(channel));
    const alpha = attributes.get("a");
    const numbers =
      alpha === undefined ? `rgb(${red},${green},${blue})` : `rgba(${red},${green},${blue},${alpha})`;
    const color = attributes.get("hex") ?? (red === undefined ? undefined : numbers);
    return color === undefined ? [] : [["color", color]];
  }
  const shape = name === "shape" ? attributes.get("value") : undefined;
  if (shape !== undefined) return [["shape", shape]];
  const keys =
    name === "position" ? ["x", "y", "z"] : name === "size" || name === "thickness" ? ["value"] : [];
  return keys.flatMap((key): [string, unknown][] => {
    const value = attributes.get(key);
    return value === undefined ? [] : [[key === "value" ? name : key, cast("double", value)]];
  });
}
