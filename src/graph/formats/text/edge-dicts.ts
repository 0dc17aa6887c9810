import { FormatError } from "../../../errors.js";
import { createEdgeEnds } from "../../attributes/edge-ends.js";
import type { Attributes, GraphDataset } from "../../dataset.js";
import type { AttributedEdge, AttributedReadOptions } from "../../graphology/attributed-graph.js";
import { fromAttributedGraph } from "../../graphology/from-attributed-graph.js";
import { OBJECT_BYTES, takeObjects } from "../../read-budget.js";

// Names and blanks are bounded, so that no line takes quadratic time.
const EDGE_DICT = /^[ \t]*([^\s{]{1,1000}?)([,;]|[ \t]{1,1000})([^\s{]{1,1000}?)\2[ \t]*(\{.*\})[ \t\r]*$/;

/** Whether a line is one of networkx's `write_edgelist`: two ends and a dictionary. */
export function isEdgeDict(line: string): boolean {
  return line.includes("{") && EDGE_DICT.test(line);
}

/**
 * Reads a list of edges as networkx's `write_edgelist` writes it: two ends and a Python dictionary of attributes in every row, as
 * `0 1 {'weight': 7}`. Values are numbers, strings, `True`, `False` and `None` (left out); `weight` is the weight.
 *
 * Complexity: O(characters).
 *
 * @throws FormatError with its line where a row is no such row, or holds another value
 */
export function readEdgeDicts(text: string, options: AttributedReadOptions): GraphDataset {
  const ends = createEdgeEnds();
  const records: Attributes[] = [];
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines++;
  takeObjects(lines, OBJECT_BYTES.text, "lines");
  text.split("\n").forEach((content, k) => {
    if (/^\s*([#%]|$)/.test(content)) return;
    const row = EDGE_DICT.exec(content);
    if (row === null)
      throw new FormatError(
        `expected two vertices and a dictionary as in the first row, got ${JSON.stringify(content.slice(0, 60))}`,
        { line: k + 1 },
      );
    takeObjects(1, 4 * OBJECT_BYTES.record + 2 * row[4].length, "edges");
    ends.addName(row[1]);
    ends.addName(row[3]);
    records.push(dictionary(row[4], k + 1));
  });
  const { vertexCount, sources, targets, vertexNames } = ends.finish();
  const names = vertexNames ?? Array.from({ length: vertexCount }, (_, vertex) => `${vertex}`);
  const edges = records.map(
    (attributes, e): AttributedEdge => ({ source: sources[e], target: targets[e], attributes }),
  );
  const { directed } = options;
  return fromAttributedGraph(
    { directed: true, attributes: {}, vertices: names.map((name) => ({ name, attributes: {} })), edges },
    { ...options, directed },
  );
}

const ITEM =
  /\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*:\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|True|False|None|[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)\s*(,|$)/y;
const CONSTANTS: Readonly<Record<string, boolean | undefined>> = {
  True: true,
  False: false,
  None: undefined,
};
const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };

/** The entries of a Python dictionary of plain values. */
function dictionary(source: string, line: number): Attributes {
  const inner = source.slice(1, -1);
  const entries: [string, unknown][] = [];
  for (ITEM.lastIndex = 0; inner.slice(ITEM.lastIndex).trim() !== ""; ) {
    const at = ITEM.lastIndex;
    const item = ITEM.exec(inner);
    if (item === null)
      throw new FormatError(
        `expected a dictionary of numbers, strings, True, False and None, got ${JSON.stringify(inner.slice(at, at + 60))}; write GraphML (nx.write_graphml)`,
        { line },
      );
    const value = literalValue(item[2]);
    if (value !== undefined) entries.push([`${literalValue(item[1])}`, value]);
    if (item[3] === "") break;
  }
  return Object.fromEntries(entries);
}

function literalValue(source: string): unknown {
  if (/^['"]/.test(source))
    return source
      .slice(1, -1)
      .replace(/\\(x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|.)/g, (_whole, code: string) =>
        code.length > 1 ? String.fromCodePoint(Number.parseInt(code.slice(1), 16)) : (ESCAPES[code] ?? code),
      );
  return Object.hasOwn(CONSTANTS, source) ? CONSTANTS[source] : Number(source);
}
