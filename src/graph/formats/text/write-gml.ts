import { InputError } from "../../../errors.js";
import type { Attributes, GraphDataset } from "../../dataset.js";
import { toAttributedGraph } from "../../graphology/to-attributed-graph.js";
import { encodeTexts } from "./encode-lines.js";

const LIST_START = "_networkx_list_start";
const MOST_INTEGER = 2 ** 31;

/**
 * Writes GML as networkx reads it: a vertex has an `id` from 0 and its name as `label`, its class as `class`; characters beyond ASCII, `"` and
 * `&` are entities. Booleans become 0 and 1, integers beyond 32 bits texts, lists repeated keys.
 *
 * Complexity: O(V F + E).
 *
 * @throws InputError where the name of an attribute is no key of GML, or one that GML uses itself
 */
export function writeGml(dataset: GraphDataset): Uint8Array {
  const { directed, attributes, vertices, edges } = toAttributedGraph(dataset, { label: "class" });
  const multigraph = dataset.adjacency.types !== null;
  function* texts() {
    yield `graph [\n${directed ? "  directed 1\n" : ""}${multigraph ? "  multigraph 1\n" : ""}`;
    yield pairs(attributes, 1, ["node", "edge", "directed", "multigraph"]);
    for (const [k, vertex] of vertices.entries())
      yield `  node [\n    id ${k}\n    label ${quoted(vertex.name)}\n${pairs(vertex.attributes, 2, ["id", "label"])}  ]\n`;
    for (const { source, target, attributes: own } of edges)
      yield `  edge [\n    source ${source}\n    target ${target}\n${pairs(own, 2, ["source", "target"])}  ]\n`;
    yield "]\n";
  }
  return encodeTexts(texts());
}

function pairs(record: Attributes, depth: number, taken: readonly string[]): string {
  return Object.entries(record)
    .map(([key, value]) => {
      if (!/^[A-Za-z][0-9A-Za-z_]*$/.test(key) || taken.includes(key))
        throw new InputError(
          `attribute ${JSON.stringify(key)}: ${taken.includes(key) ? "gml uses this key itself" : "gml has keys of letters and digits only"}; rename it, or write graphml or json`,
        );
      return pair(key, value, depth);
    })
    .join("");
}

function pair(key: string, value: unknown, depth: number): string {
  const line = (text: string) => `${"  ".repeat(depth)}${key} ${text}\n`;
  if (value === undefined || value === null) return "";
  if (typeof value === "number") return line(numberText(value));
  if (typeof value === "boolean") return line(value ? "1" : "0");
  const list = ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value;
  if (Array.isArray(list))
    return `${list.length < 2 ? line(quoted(LIST_START)) : ""}${list.map((item) => pair(key, item, depth)).join("")}`;
  if (typeof list === "object")
    return line(`[\n${pairs(list as Attributes, depth + 1, [])}${"  ".repeat(depth)}]`);
  return line(quoted(`${list}`));
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return "+NAN";
  if (!Number.isFinite(value)) return value > 0 ? "+INF" : "-INF";
  if (Number.isInteger(value) && !Object.is(value, -0) && Math.abs(value) < 1e21)
    return Math.abs(value) < MOST_INTEGER ? `${value}` : quoted(`${value}`);
  const text = Object.is(value, -0) ? "-0.0" : `${value}`.toUpperCase();
  return text.includes(".") ? text : text.replace("E", ".0E");
}

/** `"` and `&` by name, as igraph reads them; others beyond ASCII by number, as only networkx does: it refuses them as they are. */
function quoted(text: string): string {
  return `"${text.replace(/[^ -~]|["&]/gu, (character) =>
    character === '"' ? "&quot;" : character === "&" ? "&amp;" : `&#${character.codePointAt(0)};`,
  )}"`;
}
