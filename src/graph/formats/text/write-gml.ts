import { InputError } from "../../../errors.js";
import type { Attributes, GraphDataset } from "../../dataset.js";
import { toAttributedGraph } from "../../graphology/to-attributed-graph.js";
import { encodeTexts } from "./encode-lines.js";

const LIST_START = "_networkx_list_start";
const MOST_INTEGER = 2 ** 31;

/** Attributes some of whose numbers are no integers of 32 bits, which are all that GML has: all their numbers are written as reals. */
type RealKeys = ReadonlySet<string>;

/**
 * Writes GML as networkx reads it: a vertex has an `id` from 0 and its name as `label`, its class as `class`; characters beyond ASCII, `"` and
 * `&` are entities. Booleans become 0 and 1, lists repeated keys. All numbers of an attribute are reals where one of them is, or is beyond 32
 * bits, so that readers give the attribute one type.
 *
 * Complexity: O(V F + E).
 *
 * @throws InputError where the name of an attribute is no key of GML, or one that GML uses itself
 */
export function writeGml(dataset: GraphDataset): Uint8Array {
  const { directed, attributes, vertices, edges } = toAttributedGraph(dataset, { label: "class" });
  const multigraph = dataset.adjacency.types !== null;
  const records = (of: readonly { readonly attributes: Attributes }[]) => of.map((one) => one.attributes);
  const ofVertices = { depth: 2, taken: ["id", "label"], real: realKeys(records(vertices)) };
  const ofEdges = { depth: 2, taken: ["source", "target"], real: realKeys(records(edges)) };
  function* texts() {
    yield `graph [\n${directed ? "  directed 1\n" : ""}${multigraph ? "  multigraph 1\n" : ""}`;
    yield pairs(attributes, {
      depth: 1,
      taken: ["node", "edge", "directed", "multigraph"],
      real: realKeys([attributes]),
    });
    for (const [k, vertex] of vertices.entries())
      yield `  node [\n    id ${k}\n    label ${quoted(vertex.name)}\n${pairs(vertex.attributes, ofVertices)}  ]\n`;
    for (const { source, target, attributes: own } of edges)
      yield `  edge [\n    source ${source}\n    target ${target}\n${pairs(own, ofEdges)}  ]\n`;
    yield "]\n";
  }
  return encodeTexts(texts());
}

interface Place {
  readonly depth: number;
  /** keys that GML uses itself here */
  readonly taken: readonly string[];
  readonly real: RealKeys;
}

function realKeys(records: readonly Attributes[]): RealKeys {
  const real = new Set<string>();
  const isReal = (value: unknown): boolean =>
    typeof value === "number"
      ? !Number.isInteger(value) || Math.abs(value) >= MOST_INTEGER || Object.is(value, -0)
      : (Array.isArray(value) || ArrayBuffer.isView(value)) && Array.from(value as number[]).some(isReal);
  for (const record of records)
    for (const [key, value] of Object.entries(record)) if (!real.has(key) && isReal(value)) real.add(key);
  return real;
}

function pairs(record: Attributes, place: Place): string {
  const { taken } = place;
  return Object.entries(record)
    .map(([key, value]) => {
      if (!/^[A-Za-z][0-9A-Za-z_]*$/.test(key) || taken.includes(key))
        throw new InputError(
          `attribute ${JSON.stringify(key)}: ${taken.includes(key) ? "gml uses this key itself" : "gml has keys of letters and digits only"}; rename it, or write graphml or json`,
        );
      return pair(key, value, place);
    })
    .join("");
}

function pair(key: string, value: unknown, { depth, real }: Place): string {
  const line = (text: string) => `${"  ".repeat(depth)}${key} ${text}\n`;
  if (value === undefined || value === null) return "";
  if (typeof value === "number") return line(numberText(value, real.has(key)));
  if (typeof value === "boolean") return line(value ? "1" : "0");
  const list = ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value;
  if (Array.isArray(list))
    return `${list.length < 2 ? line(quoted(LIST_START)) : ""}${list.map((item) => pair(key, item, { depth, taken: [], real })).join("")}`;
  if (typeof list === "object")
    return line(
      `[\n${pairs(list as Attributes, { depth: depth + 1, taken: [], real: realKeys([list as Attributes]) })}${"  ".repeat(depth)}]`,
    );
  return line(quoted(`${list}`));
}

function numberText(value: number, isReal: boolean): string {
  if (Number.isNaN(value)) return "+NAN";
  if (!Number.isFinite(value)) return value > 0 ? "+INF" : "-INF";
  if (!isReal) return `${value}`;
  const text = Object.is(value, -0) ? "-0.0" : `${value}`.toUpperCase();
  if (text.includes(".")) return text;
  return text.includes("E") ? text.replace("E", ".0E") : `${text}.0`;
}

/** `"` and `&` by name, as igraph reads them; others beyond ASCII by number, as only networkx does: it refuses them as they are. */
function quoted(text: string): string {
  return `"${text.replace(/[^ -~]|["&]/gu, (character) =>
    character === '"' ? "&quot;" : character === "&" ? "&amp;" : `&#${character.codePointAt(0)};`,
  )}"`;
}
