import { FormatError } from "../../../errors.js";
import { createVertexIndex } from "../../attributes/vertex-index.js";
import { withNotices } from "../../attributes/with-notices.js";
import type { GraphDataset } from "../../dataset.js";
import type {
  AttributedEdge,
  AttributedReadOptions,
  AttributedVertex,
} from "../../graphology/attributed-graph.js";
import { fromAttributedGraph } from "../../graphology/from-attributed-graph.js";
import { OBJECT_BYTES, takeObjects } from "../../read-budget.js";
import { decodeText } from "./decode-text.js";

type Value = number | string | Entry[];

interface Entry {
  readonly key: string;
  readonly value: Value;
  /** where the key begins */
  readonly at: number;
}

/** What networkx writes before a list of one item, or of none. */
const LIST_START = "_networkx_list_start";
const MOST_NESTED = 32;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * Reads GML as networkx, igraph, Gephi and Newman's collection write it.
 *
 * Vertices are called by their `label` where every vertex has one and all differ (networkx, Gephi), else by `name` likewise (igraph), else by
 * `id`; `name` stays an attribute. Where names are ids or `name`, `label` is a class as in other formats, else the attribute `class` is. Nested lists become
 * records, repeated keys lists, entities (`&amp;`, `&#233;`) characters; integers beyond 2^53 stay texts.
 *
 * Source: M. Himsolt, "GML: A portable Graph File Format" (1997). Complexity: O(characters).
 *
 * @throws FormatError with line and column where the text is no GML; where there are several graphs, an id is missing or there twice
 */
export function readGml(bytes: Uint8Array, options: AttributedReadOptions): GraphDataset {
  const text = decodeText(bytes);
  const located = <T>(read: () => T, at: number): T => {
    try {
      return read();
    } catch (error) {
      throw error instanceof FormatError ? new FormatError(error.message, placeOf(text, at)) : error;
    }
  };
  const graphs = parse(text).filter(({ key, value }) => key === "graph" && Array.isArray(value));
  if (graphs.length !== 1)
    throw new FormatError(
      `gml: expected one graph, got ${graphs.length === 0 ? "none" : `${graphs.length}`}`,
    );
  const content = graphs[0].value as Entry[];
  const entriesOf = (key: string) =>
    content.filter((entry) => entry.key === key && Array.isArray(entry.value));
  const nodes = entriesOf("node");
  const ids = nodes.map(({ value, at }) => located(() => textAt(value as Entry[], "id", "a node"), at));
  const namedBy = ["label", "name"].find((key) => {
    const names = nodes.map(({ value }) => nameIn(value as Entry[], key));
    return (
      names.length > 0 && names.every((name) => name !== undefined) && new Set(names).size === names.length
    );
  });
  const index = createVertexIndex();
  const vertices = nodes.map(({ value, at }, k): AttributedVertex => {
    located(() => index.declare(ids[k]), at);
    // Only GML calls a label what is a name elsewhere; igraph's `name` stays an attribute, to come back to it.
    const attributes = recordOf(value as Entry[], namedBy === "label" ? ["id", "label"] : ["id"]);
    return {
      name: namedBy === undefined ? ids[k] : (nameIn(value as Entry[], namedBy) as string),
      attributes,
    };
  });
  const edges = entriesOf("edge").map(({ value, at }): AttributedEdge => {
    const end = (key: string) => located(() => index.find(textAt(value as Entry[], key, "an edge")), at);
    return {
      source: end("source"),
      target: end("target"),
      attributes: recordOf(value as Entry[], ["source", "target"]),
    };
  });
  const flag = content.find(({ key }) => key === "directed")?.value;
  const dataset = fromAttributedGraph(
    {
      directed: flag === 1 || flag === "1",
      attributes: recordOf(
        content.filter(({ key, value }) => !(/^(node|edge)$/.test(key) && Array.isArray(value))),
        ["directed", "multigraph"],
      ),
      vertices,
      edges,
    },
    {
      ...options,
      attributeNames: {
        ...(namedBy === "label" ? { label: "class" } : {}),
        ...options.attributeNames,
      },
    },
  );
  const named = namedBy === undefined ? [] : [`vertices are called by their ${namedBy}, not by their id`];
  const strange = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-f]{1,6});)[a-z]\w{1,30};/i.exec(text)?.[0];
  return withNotices(dataset, [
    ...named,
    ...(strange === undefined ? [] : [`entities such as ${strange} are left as they stand`]),
  ]);
}

/** Whether a text begins as GML does. */
export function isGml(head: string): boolean {
  return /^(?:#[^\n]*\n\s*|(?:creator|version|comment)\s[^\n]*\n\s*)*graph\s*\[/i.test(head);
}

function parse(text: string): Entry[] {
  let at = 0;
  const fail = (expected: string): FormatError =>
    new FormatError(
      at >= text.length
        ? `gml: expected ${expected}, got the end of the file`
        : `gml: expected ${expected}, got ${JSON.stringify(text.slice(at, at + 20))}`,
      placeOf(text, at),
    );
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const skip = () => {
    while (match(/\s+|#[^\n]*/y) !== undefined);
  };
  const value = (depth: number): Value => {
    skip();
    if (text[at] === "[") {
      at++;
      const list = entries(depth + 1);
      if (text[at] !== "]") throw fail("] or a key");
      at++;
      return list;
    }
    if (text[at] === '"') {
      const end = text.indexOf('"', at + 1);
      if (end < 0) throw fail('a text that ends in "');
      const inner = text.slice(at + 1, end);
      at = end + 1;
      return decodeEntities(inner);
    }
    const number = match(
      /[+-]?(?:\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|inf(?:inity)?|nan)(?![\w.])/iy,
    );
    if (number === undefined) throw fail('a number, a text in " or [');
    return numberOf(number);
  };
  const entries = (depth: number): Entry[] => {
    if (depth > MOST_NESTED) throw fail(`lists nested at most ${MOST_NESTED} deep`);
    const list: Entry[] = [];
    for (;;) {
      skip();
      const begin = at;
      const key = match(/[A-Za-z_][\w.-]*/y);
      if (key === undefined) return list;
      takeObjects(1, OBJECT_BYTES.record, "values of GML");
      list.push({ key, value: value(depth), at: begin });
    }
  };
  const all = entries(0);
  if (at < text.length) throw fail("a key");
  return all;
}

function numberOf(text: string): number | string {
  const lower = text.toLowerCase();
  if (/inf/.test(lower)) return lower.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (/nan/.test(lower)) return Number.NaN;
  const value = Number(text);
  return /^[+-]?\d+$/.test(text) && !Number.isSafeInteger(value) ? text : value;
}

function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(
    /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#[xX]([\da-fA-F]{1,6}));/g,
    (whole, name, decimal, hex) => {
      if (name !== undefined) return ENTITIES[name];
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0x10ffff ? whole : String.fromCodePoint(code);
    },
  );
}

/** Entries as a record: of repeated keys a list. */
function recordOf(entries: readonly Entry[], without: readonly string[]): Record<string, unknown> {
  const groups = new Map<string, unknown[]>();
  for (const { key, value } of entries) {
    if (without.includes(key)) continue;
    const plain = Array.isArray(value) ? recordOf(value, []) : value;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [plain]);
    else group.push(plain);
  }
  return Object.fromEntries(
    Array.from(groups, ([key, group]) => {
      if (group[0] === LIST_START) return [key, group.slice(1)];
      return [key, group.length === 1 ? group[0] : group];
    }),
  );
}

function nameIn(entries: readonly Entry[], key: string): string | undefined {
  const value = entries.find((entry) => entry.key === key)?.value;
  return value === undefined || Array.isArray(value) ? undefined : `${value}`;
}

function textAt(entries: readonly Entry[], key: string, what: string): string {
  const count = entries.filter((entry) => entry.key === key).length;
  if (count > 1) throw new FormatError(`gml: expected ${what} with one ${key}, got ${count}`);
  const text = nameIn(entries, key);
  if (text === undefined) throw new FormatError(`gml: expected ${what} with ${key}, got none`);
  return text;
}

interface Place {
  readonly line: number;
  readonly column: number;
}

// Asked for at errors only: lines are counted from the beginning.
function placeOf(text: string, at: number): Place {
  let line = 1;
  let start = 0;
  for (let end = text.indexOf("\n"); end >= 0 && end < at; end = text.indexOf("\n", end + 1)) {
    line++;
    start = end + 1;
  }
  return { line, column: at - start + 1 };
}
