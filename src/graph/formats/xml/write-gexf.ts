import type { Attributes, GraphDataset } from "../../dataset.js";
import { toAttributedGraph } from "../../graphology/to-attributed-graph.js";
import { encodeLines } from "../text/encode-lines.js";
import { escapeXml } from "./escape-xml.js";
import { inferXmlType, xmlValueText } from "./xml-value.js";

/**
 * Writes GEXF 1.3. A vertex's `label`, an edge's `weight` and `label` are attributes of the tag; all others (an edge's `kind` too, which networkx would not read there) are
 * attribute values of type boolean, double, listdouble or string, an array or object that is none of these as its JSON
 * text. Of the graph's attributes those are written, as text in `meta`, that are plain values under a name that can be a tag.
 *
 * Complexity: O(V F + E).
 *
 * @throws InputError where a name or value holds characters that XML cannot
 */
export function writeGexf(dataset: GraphDataset): Uint8Array {
  const { directed, attributes, vertices, edges } = toAttributedGraph(dataset);
  const node = declareAttributes(
    "node",
    ["label"],
    vertices.map(({ attributes }) => attributes),
  );
  const edge = declareAttributes(
    "edge",
    ["weight", "label"],
    edges.map(({ attributes }) => attributes),
  );
  const names = vertices.map(({ name }) => escapeXml(name));
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gexf xmlns="http://gexf.net/1.3" version="1.3">',
    `<meta>${metaOf(attributes)}</meta>`,
    `<graph defaultedgetype="${directed ? "directed" : "undirected"}">`,
    ...node.declarations,
    ...edge.declarations,
    "<nodes>",
    ...vertices.map(({ attributes }, k) => node.element(`node id="${names[k]}"`, attributes)),
    "</nodes>",
    "<edges>",
    ...edges.map(({ source, target, attributes }, e) =>
      edge.element(`edge id="${e}" source="${names[source]}" target="${names[target]}"`, attributes),
    ),
    "</edges>",
    "</graph>",
    "</gexf>",
  ];
  return encodeLines(lines);
}

function metaOf(attributes: Attributes): string {
  return Object.entries(attributes)
    .filter(
      ([name, value]) => /^[A-Za-z_][\w.-]*$/.test(name) && /^(string|number|boolean)$/.test(typeof value),
    )
    .map(([name, value]) => `<${name}>${escapeXml(`${value}`)}</${name}>`)
    .join("");
}

/** The attributes that some record has; those of `tag` stand in the tag where they are plain strings or numbers. */
function declareAttributes(owner: "node" | "edge", tag: readonly string[], records: readonly Attributes[]) {
  const values = new Map<string, unknown[]>();
  for (const record of records)
    for (const [name, value] of Object.entries(record)) {
      if (value === undefined || value === null) continue;
      const list = values.get(name);
      if (list === undefined) values.set(name, [value]);
      else list.push(value);
    }
  const inTag = tag.filter((name) =>
    values
      .get(name)
      ?.every((value) => typeof value === "number" || (name !== "weight" && typeof value === "string")),
  );
  const ids = new Map(
    [...values.keys()].filter((name) => !inTag.includes(name)).map((name, k) => [name, `${k}`]),
  );
  const declarations = [...ids].map(
    ([name, id]) =>
      `<attribute id="${id}" title="${escapeXml(name)}" type="${typeOf(values.get(name) ?? [])}"/>`,
  );
  const text = (value: unknown) => escapeXml(xmlValueText(value));
  return {
    declarations:
      declarations.length === 0 ? [] : [`<attributes class="${owner}">`, ...declarations, "</attributes>"],
    element(start: string, record: Attributes): string {
      const present = Object.entries(record).filter(([, value]) => value !== undefined && value !== null);
      const own = present
        .filter(([name]) => inTag.includes(name))
        .map(([name, value]) => ` ${name}="${text(value)}"`);
      const other = present.filter(([name]) => ids.has(name));
      const attvalues = other.map(
        ([name, value]) => `<attvalue for="${ids.get(name)}" value="${text(value)}"/>`,
      );
      const head = `<${start}${own.join("")}`;
      return other.length === 0
        ? `${head}/>`
        : `${head}><attvalues>${attvalues.join("")}</attvalues></${owner}>`;
    },
  };
}

function typeOf(values: readonly unknown[]): string {
  const isNumbers = (value: unknown) =>
    Array.isArray(value) && value.every((item) => typeof item === "number");
  return values.every(isNumbers) ? "listdouble" : inferXmlType(values);
}
