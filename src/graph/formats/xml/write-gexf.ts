import { takeUniqueIds, XML_EDGE_ID } from "../../attributes/edge-ids.js";
import type { Attributes, GraphDataset } from "../../dataset.js";
import { toAttributedGraph } from "../../graphology/to-attributed-graph.js";
import { encodeLines } from "../text/encode-lines.js";
import { escapeXml } from "./escape-xml.js";
import { inferXmlType, xmlValueText } from "./xml-value.js";

/**
 * Writes GEXF 1.3. A vertex's `label`, an edge's `weight` and `label` are attributes of the tag; all others (an edge's `kind` too, which networkx would not read there) are
 * attribute values of type boolean, long (whole numbers), double, liststring (an array, as its JSON text) or string, an object as its JSON text. An edge's id is its text `id` where every edge has one and all differ, else its number. Where a vertex has numbers `x` and `y`, it and its
 * edges are drawn by programs that know the viz module: `x`, `y`, `z`, `size`, `color`, `thickness` stand there as well. Of the graph's attributes those are written, as text in `meta`, that are plain values under a name that can be a tag.
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
  const { ids, attributes: edgeAttributes } = takeUniqueIds(
    edges.map(({ attributes }) => attributes),
    XML_EDGE_ID,
  );
  const edge = declareAttributes("edge", ["weight", "label"], edgeAttributes);
  const names = vertices.map(({ name }) => escapeXml(name));
  const isDrawn = vertices.some(({ attributes }) => isNumber(attributes.x) && isNumber(attributes.y));
  const drawn = (attributes: Attributes, keys: readonly string[]) => (isDrawn ? vizOf(attributes, keys) : "");
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<gexf xmlns="http://gexf.net/1.3"${isDrawn ? ' xmlns:viz="http://gexf.net/1.3/viz"' : ""} version="1.3">`,
    `<meta>${metaOf(attributes)}</meta>`,
    `<graph defaultedgetype="${directed ? "directed" : "undirected"}">`,
    ...node.declarations,
    ...edge.declarations,
    "<nodes>",
    ...vertices.map(({ attributes }, k) =>
      node.element(`node id="${names[k]}"`, attributes, drawn(attributes, ["size", "color"])),
    ),
    "</nodes>",
    "<edges>",
    ...edges.map(({ source, target }, e) => {
      const start = `edge id="${escapeXml(ids?.[e] ?? `${e}`)}" source="${names[source]}" target="${names[target]}"`;
      return edge.element(start, edgeAttributes[e], drawn(edgeAttributes[e], ["thickness", "color"]));
    }),
    "</edges>",
    "</graph>",
    "</gexf>",
  ];
  return encodeLines(lines);
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

/** Elements of the viz module: a position, sizes that are numbers, a colour in CSS's notation of numbers. */
function vizOf(attributes: Attributes, keys: readonly string[]): string {
  const { x, y, z } = attributes;
  const position =
    keys.includes("size") && isNumber(x) && isNumber(y)
      ? `<viz:position x="${x}" y="${y}"${isNumber(z) ? ` z="${z}"` : ""}/>`
      : "";
  const others = keys.map((key) => {
    const value = attributes[key];
    if (key === "color") return vizColor(value);
    return isNumber(value) ? `<viz:${key} value="${value}"/>` : "";
  });
  return position + others.join("");
}

function vizColor(value: unknown): string {
  if (typeof value !== "string") return "";
  const hex = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(value);
  const decimal = /^rgba?\((\d{1,3}),\s*(\d{1,3}),\s*(\d{1,3})(?:,\s*([\d.]+))?\)$/.exec(value);
  const [r, g, b, a] =
    hex === null ? (decimal?.slice(1) ?? []) : hex.slice(1).map((part) => `${Number.parseInt(part, 16)}`);
  return r === undefined
    ? ""
    : `<viz:color r="${r}" g="${g}" b="${b}"${a === undefined ? "" : ` a="${a}"`}/>`;
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
      `<attribute id="${id}" title="${escapeXml(name)}" type="${typeOf(name, values.get(name) ?? [])}"/>`,
  );
  const text = (value: unknown) => escapeXml(xmlValueText(value));
  return {
    declarations:
      declarations.length === 0 ? [] : [`<attributes class="${owner}">`, ...declarations, "</attributes>"],
    element(start: string, record: Attributes, viz: string): string {
      const present = Object.entries(record).filter(([, value]) => value !== undefined && value !== null);
      const own = present
        .filter(([name]) => inTag.includes(name))
        .map(([name, value]) => ` ${name}="${text(value)}"`);
      const other = present.filter(([name]) => ids.has(name));
      const attvalues = other.map(
        ([name, value]) => `<attvalue for="${ids.get(name)}" value="${text(value)}"/>`,
      );
      const head = `<${start}${own.join("")}`;
      const list = other.length === 0 ? "" : `<attvalues>${attvalues.join("")}</attvalues>`;
      return list + viz === "" ? `${head}/>` : `${head}>${list}${viz}</${owner}>`;
    },
  };
}

function typeOf(name: string, values: readonly unknown[]): string {
  // The only list that networkx reads; the text of one is JSON, which gives its items their types back.
  return values.every(Array.isArray) ? "liststring" : inferXmlType(values, name);
}
