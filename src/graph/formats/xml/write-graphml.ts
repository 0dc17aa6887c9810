import { takeIds, XML_EDGE_ID } from "../../attributes/edge-ids.js";
import type { Attributes, GraphDataset } from "../../dataset.js";
import { toAttributedGraph } from "../../graphology/to-attributed-graph.js";
import { encodeLines } from "../text/encode-lines.js";
import { escapeXml } from "./escape-xml.js";
import { inferXmlType, xmlValueText } from "./xml-value.js";

type Owner = "graph" | "node" | "edge";

/**
 * Writes GraphML. Attributes are keys of type boolean, long (whole numbers), double or string, an edge's text `id` its id; a value that is none of these (as the array of
 * features) is written as its JSON text, null and undefined not at all.
 *
 * Complexity: O(V F + E).
 *
 * @throws InputError where a name or value holds characters that XML cannot
 */
export function writeGraphml(dataset: GraphDataset): Uint8Array {
  const { directed, attributes, vertices, edges } = toAttributedGraph(dataset);
  const tagged = takeIds(
    edges.map(({ attributes }) => attributes),
    XML_EDGE_ID,
  );
  const keys = [
    declareKeys("graph", [attributes]),
    declareKeys(
      "node",
      vertices.map(({ attributes }) => attributes),
    ),
    declareKeys("edge", tagged.attributes),
  ];
  const [graphData, nodeData, edgeData] = keys.map(({ data }) => data);
  const names = vertices.map(({ name }) => escapeXml(name));
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...keys.flatMap(({ declarations }) => declarations),
    `<graph edgedefault="${directed ? "directed" : "undirected"}">${graphData(attributes)}`,
    ...vertices.map(({ attributes }, k) => element(`node id="${names[k]}"`, "node", nodeData(attributes))),
    ...edges.map(({ source, target }, e) => {
      const id = tagged.ids?.[e];
      const start = `edge${id === undefined ? "" : ` id="${escapeXml(id)}"`} source="${names[source]}" target="${names[target]}"`;
      return element(start, "edge", edgeData(tagged.attributes[e]));
    }),
    "</graph>",
    "</graphml>",
  ];
  return encodeLines(lines);
}

function element(start: string, name: Owner, data: string): string {
  return data === "" ? `<${start}/>` : `<${start}>${data}</${name}>`;
}

/** Keys for all attributes that some record has, and the data of a record by them. */
function declareKeys(owner: Owner, records: readonly Attributes[]) {
  const values = new Map<string, unknown[]>();
  for (const record of records)
    for (const [name, value] of Object.entries(record)) {
      if (value === undefined || value === null) continue;
      const list = values.get(name);
      if (list === undefined) values.set(name, [value]);
      else list.push(value);
    }
  const ids = new Map([...values.keys()].map((name, k) => [name, `${owner}${k}`]));
  return {
    declarations: [...values].map(
      ([name, list]) =>
        `<key id="${ids.get(name)}" for="${owner}" attr.name="${escapeXml(name)}" attr.type="${inferXmlType(list, name)}"/>`,
    ),
    data: (record: Attributes) =>
      Object.entries(record)
        .filter(([, value]) => value !== undefined && value !== null)
        .map(([name, value]) => `<data key="${ids.get(name)}">${escapeXml(xmlValueText(value))}</data>`)
        .join(""),
  };
}
