import { FormatError } from "../../../errors.js";
import { buildAdjacency } from "../../adjacency.js";
import { createEdgeEnds } from "../../attributes/edge-ends.js";
import { edgeTypesFromNames } from "../../attributes/edge-types.js";
import type { GraphDataset } from "../../dataset.js";
import { decodeText } from "./decode-text.js";
import { type DelimitedRow, describe, fieldText, forEachRow, type Separator } from "./delimited-rows.js";
import { isDecimal, isHeader, isTypeColumn } from "./edge-list-header.js";

export interface EdgeListOptions {
  readonly name: string;
  /** default false */
  readonly directed?: boolean | undefined;
  /** the column of the edges' types: its name in the header or, from 1, its number; default: edges have no types */
  readonly edgeType?: string | undefined;
  /** default: what separates the first row, of those in the order of `prefer` */
  readonly separator?: Separator | undefined;
  /** separators to look for, the most likely one first; default tab, comma, semicolon, blanks */
  readonly prefer?: readonly Separator[] | undefined;
}

/**
 * Reads a list of edges: a row for each edge, two vertex names in its first two fields (the first two others than `edgeType`).
 *
 * - Comments, blank lines, quotes: see {@link forEachRow}. Header: see {@link isHeader}.
 * - Every row has as many fields as the first one, at least two.
 * - The third field is the weight where it is a number in the first row (or the header calls it `weight`), unless the header calls it
 *   `type` or it is `edgeType`; it then has to be a finite number in every row.
 * - The field `edgeType` is the edge's type, see {@link edgeTypesFromNames}; a first row that has this name is a header. Beside it, the
 *   weight is the third field only where that comes before it, or the field that the header calls `weight`. Other fields are not read.
 * - Vertices are numbered by first appearance; where all names are integers (0, 1, 2, ... without sign or leading zeros,
 *   at most 15 digits), by ascending number, so that ids 0 .. V-1 are the vertex indices.
 *
 * Complexity: O(characters), and O(V log V) where numeric ids have large gaps.
 *
 * @throws FormatError with line and column where a row is malformed; where the bytes are no UTF-8 text, or have no column `edgeType`
 */
export function readEdgeList(bytes: Uint8Array, options: EdgeListOptions): GraphDataset {
  const text = decodeText(bytes);
  const separator = options.separator ?? findSeparator(text, options.prefer ?? ["\t", ",", ";", " "]);
  const ends = createEdgeEnds();
  const weights: number[] = [];
  const {
    header,
    fields,
    ends: endFields,
    weightField,
    typeField,
  } = inspectFirstRows(text, separator, options.edgeType);
  const typeNames: string[] = [];
  let rowIndex = 0;
  forEachRow(text, separator, (row) => {
    if (row.count !== fields) throw wrongFieldCount(text, row, fields, separator);
    if (header && rowIndex++ === 0) return;
    for (const field of endFields) {
      const start = row.starts[field];
      if (start === row.ends[field] && !row.quoted[field])
        throw new FormatError("expected a vertex name, got nothing", placeOf(row, start));
      if (row.quoted[field]) ends.addName(fieldText(text, row, field));
      else ends.add(text, start, row.ends[field]);
    }
    if (typeField !== undefined) {
      const type = fieldText(text, row, typeField);
      if (type === "")
        throw new FormatError("expected an edge type, got nothing", placeOf(row, row.starts[typeField]));
      typeNames.push(type);
    }
    if (weightField === undefined) return;
    const weight = fieldText(text, row, weightField);
    if (!isDecimal(weight) || !Number.isFinite(Number(weight)))
      throw new FormatError(
        `expected a finite number as the weight, got ${JSON.stringify(weight.slice(0, 40))}`,
        placeOf(row, row.starts[weightField]),
      );
    weights.push(Number(weight));
  });
  const { vertexNames, ...pairs } = ends.finish();
  const { types, ...named } = typeField === undefined ? { types: null } : edgeTypesFromNames(typeNames);
  const { adjacency, dropped } = buildAdjacency({
    ...pairs,
    types,
    weights: weightField === undefined ? null : weights,
    directed: options.directed,
  });
  return {
    name: options.name,
    adjacency,
    vertexNames,
    vertexAttributes: null,
    edgeAttributes: null,
    ...named,
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
  /** the fields of the vertices */
  readonly ends: readonly number[];
  readonly weightField: number | undefined;
  readonly typeField: number | undefined;
}

/** What the first two rows say; they are read once more with the others. */
function inspectFirstRows(text: string, separator: Separator, edgeType: string | undefined): FirstRows {
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
  const [first, second] = rows;
  if (first === undefined)
    return { header: false, fields: 0, ends: [], weightField: undefined, typeField: undefined };
  const header =
    isHeader(first, second) ||
    (edgeType !== undefined && first.includes(edgeType, 1) && !isInteger(edgeType));
  const typeField = edgeType === undefined ? undefined : fieldOfType(first, header, edgeType);
  return {
    header,
    fields: first.length,
    ends: [0, 1, 2].filter((field) => field !== typeField).slice(0, 2),
    weightField: fieldOfWeight(header ? first : null, header ? second : first, typeField),
    typeField,
  };
}

function fieldOfWeight(
  names: readonly string[] | null,
  row: readonly string[] | undefined,
  typeField: number | undefined,
): number | undefined {
  const isWeight = (name = "") => /^(weight|w)$/i.test(name);
  if (typeField !== undefined && typeField < 3) {
    const named = names?.findIndex((name, field) => field > typeField && isWeight(name)) ?? -1;
    return named < 0 ? undefined : named;
  }
  const third = row?.[2];
  if (third === undefined || isTypeColumn(names?.[2] ?? "")) return undefined;
  return isDecimal(third) || isWeight(names?.[2]) ? 2 : undefined;
}

/** @throws FormatError where there is no such column, or none is left for a vertex */
function fieldOfType(first: readonly string[], header: boolean, edgeType: string): number {
  const named = header ? first.indexOf(edgeType) : -1;
  const field = named < 0 && isInteger(edgeType) ? Number(edgeType) - 1 : named;
  if (field < 1 || field >= first.length || first.length < 3)
    throw new FormatError(
      `expected a column of edge types ${JSON.stringify(edgeType)} beside two of vertices, got ${header ? `the columns ${first.join(", ")}` : `${first.length} columns without names`}`,
    );
  return field;
}

function isInteger(text: string): boolean {
  return /^[1-9]\d{0,5}$/.test(text);
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
