import { FormatError } from "../../errors.js";
import { buildAdjacency } from "../adjacency.js";
import type { GraphDataset } from "../dataset.js";
import { createEdgeEnds } from "../edge-ends.js";
import { type DelimitedRow, describe, fieldText, forEachRow, type Separator } from "./delimited-rows.js";
import { isDecimal, isHeader } from "./edge-list-header.js";
import { decodeText } from "./text.js";

export interface EdgeListOptions {
  readonly name: string;
  /** default false */
  readonly directed?: boolean | undefined;
  /** default: what separates the first row, of those in the order of `prefer` */
  readonly separator?: Separator | undefined;
  /** separators to look for, the most likely one first; default tab, comma, semicolon, blanks */
  readonly prefer?: readonly Separator[] | undefined;
}

/**
 * Reads a list of edges: a row for each edge, two vertex names in its first two fields.
 *
 * - Comments, blank lines, quotes: see {@link forEachRow}. Header: see {@link isHeader}.
 * - Every row has as many fields as the first one, at least two.
 * - The third field is the weight where it is a number in the first row (or the header calls it `weight`); it then has
 *   to be a finite number in every row. Other fields are not read.
 * - Vertices are numbered by first appearance; where all names are integers (0, 1, 2, ... without sign or leading zeros,
 *   at most 15 digits), by ascending number, so that ids 0 .. V-1 are the vertex indices.
 *
 * Complexity: O(characters), and O(V log V) where numeric ids have large gaps.
 *
 * @throws FormatError with line and column where a row is malformed; where the bytes are no UTF-8 text
 */
export function readEdgeList(bytes: Uint8Array, options: EdgeListOptions): GraphDataset {
  const text = decodeText(bytes);
  const separator = options.separator ?? findSeparator(text, options.prefer ?? ["\t", ",", ";", " "]);
  const ends = createEdgeEnds();
  const weights: number[] = [];
  const { header, fields, weighted } = inspectFirstRows(text, separator);
  let rowIndex = 0;
  forEachRow(text, separator, (row) => {
    if (row.count !== fields) throw wrongFieldCount(text, row, fields, separator);
    if (header && rowIndex++ === 0) return;
    for (const field of [0, 1]) {
      const start = row.starts[field];
      if (start === row.ends[field] && !row.quoted[field])
        throw new FormatError("expected a vertex name, got nothing", placeOf(row, start));
      if (row.quoted[field]) ends.addName(fieldText(text, row, field));
      else ends.add(text, start, row.ends[field]);
    }
    if (!weighted) return;
    const weight = fieldText(text, row, 2);
    if (!isDecimal(weight) || !Number.isFinite(Number(weight)))
      throw new FormatError(
        `expected a finite number as the weight, got ${JSON.stringify(weight.slice(0, 40))}`,
        placeOf(row, row.starts[2]),
      );
    weights.push(Number(weight));
  });
  const { vertexNames, ...pairs } = ends.finish();
  const { adjacency, dropped } = buildAdjacency({
    ...pairs,
    weights: weighted ? weights : null,
    directed: options.directed,
  });
  return {
    name: options.name,
    adjacency,
    vertexNames,
    vertexAttributes: null,
    edgeAttributes: null,
    graphAttributes: {},
    features: null,
    labels: null,
    classNames: null,
    splits: [],
    dropped,
  };
}

function findSeparator(text: string, prefer: readonly Separator[]): Separator {
  const first = /^(?![ \t]*(?:[#%].*)?\r?$).+$/m.exec(text)?.[0] ?? "";
  const outsideQuotes = first.replace(/"[^"]*("|$)/g, '"');
  return prefer.find((separator) => outsideQuotes.trim().includes(separator)) ?? " ";
}

interface FirstRows {
  readonly header: boolean;
  readonly fields: number;
  readonly weighted: boolean;
}

/** What the first two rows say; they are read once more with the others. */
function inspectFirstRows(text: string, separator: Separator): FirstRows {
  const rows: string[][] = [];
  const enough = Symbol("two rows");
  try {
    forEachRow(text, separator, (row) => {
      if (row.count < 2) throw wrongFieldCount(text, row, 2, separator);
      rows.push(Array.from({ length: row.count }, (_, field) => fieldText(text, row, field)));
      if (rows.length === 2) throw enough;
    });
  } catch (reason) {
    if (reason !== enough) throw reason;
  }
  if (rows.length === 0) return { header: false, fields: 0, weighted: false };
  const header = isHeader(rows[0], rows[1]);
  const third = rows[header ? 1 : 0]?.[2];
  return {
    header,
    fields: rows[0].length,
    weighted: third !== undefined && (isDecimal(third) || (header && /^(weight|w)$/i.test(rows[0][2] ?? ""))),
  };
}

function wrongFieldCount(
  text: string,
  row: DelimitedRow,
  expected: number,
  separator: Separator,
): FormatError {
  const place = row.count > expected ? row.starts[expected] : row.ends[row.count - 1];
  const content = text.slice(row.starts[0], row.ends[row.count - 1]);
  return new FormatError(
    `expected ${expected} fields separated by ${describe(separator)}, got ${row.count}: ${JSON.stringify(content.slice(0, 60))}`,
    placeOf(row, place),
  );
}

function placeOf(row: DelimitedRow, place: number): { line: number; column: number } {
  return { line: row.line, column: place - row.begin + 1 };
}
