import { FormatError } from "../../../errors.js";
import { idAttributes } from "../../attributes/edge-ids.js";
import { createVertexIndex } from "../../attributes/vertex-index.js";
import type { Attributes } from "../../dataset.js";
import type { AttributedEdge, AttributedGraph, AttributedVertex } from "../../graphology/attributed-graph.js";
import { OBJECT_BYTES, takeObjects } from "../../read-budget.js";
import { type XmlElement, xmlPlace } from "./scan-xml.js";
import { castXmlValue } from "./xml-value.js";

/** An element that has attributes, as GraphML and GEXF give them. */
export interface XmlOwner {
  readonly kind: "graph" | "node" | "edge";
  readonly element: XmlElement;
  readonly attributes: Map<string, unknown>;
}

/** An attribute as a file declares it. */
export interface XmlAttribute {
  readonly title: string;
  readonly type: string;
  /** the text of its default */
  fallback: string | undefined;
}

export interface XmlGraph {
  /** the document, for places in messages */
  readonly text: string;
  readonly owners: readonly XmlOwner[];
  /** the attributes declared for a kind of element */
  readonly declared: (kind: XmlOwner["kind"]) => Iterable<XmlAttribute>;
  readonly attributes: Attributes;
  readonly isUndirected: (edge: XmlElement) => boolean;
  readonly directed: boolean;
}

/** The graph of the elements that a reader collected: defaults filled in, edges tied to their nodes. O(V + E). */
export function assembleXmlGraph({
  text,
  owners,
  declared,
  attributes,
  isUndirected,
  directed,
}: XmlGraph): AttributedGraph {
  takeObjects(owners.length, 3 * OBJECT_BYTES.record, "nodes and edges");
  const ofKind = (kind: XmlOwner["kind"]) => {
    const elements = owners.filter((owner) => owner.kind === kind);
    return { elements, fill: defaultsOf(text, declared(kind), elements.length) };
  };
  const nodes = ofKind("node");
  const links = ofKind("edge");
  const index = createVertexIndex();
  const vertices = nodes.elements.map((owner): AttributedVertex => {
    const name = requiredAttribute(text, owner.element, "id");
    located(text, owner.element, () => index.declare(name));
    return { name, attributes: nodes.fill(owner) };
  });
  const idOf = idAttributes(links.elements.map(({ element }) => element.attributes.get("id")));
  const edges = links.elements.map((owner, k): AttributedEdge => {
    const end = (side: string) =>
      located(text, owner.element, () => index.find(requiredAttribute(text, owner.element, side)));
    return {
      source: end("source"),
      target: end("target"),
      attributes: { ...idOf(k), ...links.fill(owner) },
      undirected: isUndirected(owner.element),
    };
  });
  return {
    directed: directed || edges.some(({ undirected }) => !undirected),
    attributes,
    vertices,
    edges,
  };
}

/** Fills in the defaults of declared attributes. @throws FormatError where they would be too many */
export function defaultsOf(
  text: string,
  declared: Iterable<XmlAttribute>,
  count: number,
): (owner: XmlOwner) => Attributes {
  const declaredDefaults = [...declared].filter(({ fallback }) => fallback !== undefined);
  // Every element has them, in a map and in a record; their values are parsed once and shared.
  takeObjects(declaredDefaults.length * count, 2 * OBJECT_BYTES.entry, "defaults of attributes");
  let defaults: { title: string; value: unknown }[] | undefined;
  return ({ element, attributes }) => {
    defaults ??= declaredDefaults.map(({ title, type, fallback }) => ({
      title,
      value: castXmlValue(type, fallback as string, () => xmlPlace(text, element.at)),
    }));
    for (const { title, value } of defaults) if (!attributes.has(title)) attributes.set(title, value);
    return Object.fromEntries(attributes);
  };
}

/** @throws FormatError with line and column where the element lacks the attribute */
export function requiredAttribute(text: string, element: XmlElement, name: string): string {
  const value = element.attributes.get(name);
  if (value === undefined)
    throw new FormatError(`xml: expected <${element.name} ${name}="...">`, xmlPlace(text, element.at));
  return value;
}

/** Adds line and column to an error; they are looked for only then, because each costs a walk through the text. */
function located<T>(text: string, element: XmlElement, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof FormatError) || error.location.line !== undefined) throw error;
    throw new FormatError(error.reason, xmlPlace(text, element.at), { cause: error });
  }
}
