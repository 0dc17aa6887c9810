import { FormatError } from "../../../errors.js";
import { buildAdjacency } from "../../adjacency.js";
import { createEdgeEnds, type EdgeEnds, numberedEnds } from "../../attributes/edge-ends.js";
import { edgeTypesFromNames } from "../../attributes/edge-types.js";
import { bareDataset } from "../../bare-dataset.js";
import type { GraphDataset } from "../../dataset.js";
import { MOST_COLUMNS, OBJECT_BYTES, takeBytes } from "../../read-budget.js";
import { mayBeAdjacencyTable, readAdjacencyTable, refuseSquareTable } from "./adjacency-table.js";
import { type ColumnValues, numberColumn, textColumn } from "./column-values.js";
import { decodeText } from "./decode-text.js";
import {
  type DelimitedRow,
  describe,
  fieldText,
  findSeparator,
  firstLine,
  forEachRow,
  type Separator,
} from "./delimited-rows.js";
import { isEdgeDict, readEdgeDicts } from "./edge-dicts.js";
import {
  type ColumnPlan,
  type EdgeColumns,
  type HeaderSigns,
  isDecimal,
  planColumns,
  signsOfHeader,
} from "./edge-list-header.js";
import { wholeNumberRows } from "./whole-number-rows.js";

export interface EdgeListOptions {
  readonly name: string;
  /** default false */
  readonly directed?: boolean | undefined;
  /** the column of the edges' types: its name in the header or, from 1, its number; default: edges have no types */
  readonly edgeType?: string | undefined;
  /** the columns of sources, targets and weights; default: by their names, else by their places */
  readonly columns?: EdgeColumns | undefined;
  /** whether the first row names the columns; default: where it cannot be an edge */
  readonly header?: boolean | undefined;
  /** default: what separates the first row, of those in the order of `prefer` */
  readonly separator?: Separator | undefined;
  /** separators to look for, the most likely one first; default tab, comma, semicolon, blanks */
  readonly prefer?: readonly Separator[] | undefined;
}

/**
 * Reads a list of edges: a row for each edge.
 *
 * - Comments, blank lines, quotes: see {@link forEachRow}. Every row has as many fields as the first one, at least two.
 * - The first row is a header where it cannot be an edge: it has the names of two columns of edges (source and target, from and to, u and
 *   v, ...) that no vertex has, or something else than a number over a column of numbers, while no vertex has its names. `header` decides.
 * - The ends of an edge are the columns of these names, else the first two; `columns` decides.
 * - The weight is the column named `weight` or `w`; without a header the third, where its first field is a number. It is a finite number
 *   in every row. A column of the edges' types is used where `edgeType` says so, see {@link edgeTypesFromNames}.
 * - All other columns become attributes of the edges: of numbers where a 64-bit float holds every field as it stands, else of texts. A
 *   first column without a name that counts the rows (the index of pandas) is left out.
 * - Vertices are numbered by first appearance; where all names are integers (0, 1, 2, ... without sign or leading zeros,
 *   at most 15 digits), by ascending number, so that ids 0 .. V-1 are the vertex indices.
 * - A table of numbers with the same names over its columns and before its rows is an adjacency matrix, see {@link readAdjacencyTable}.
 *   Python dictionaries behind the ends (networkx) are attributes, see {@link readEdgeDicts}.
 *
 * What was taken for granted stands in `notices`. Complexity: O(characters), and O(V log V) where numeric ids have large gaps.
 *
 * @throws FormatError with line and column where a row is malformed; where the bytes are no UTF-8 text, have no column that was chosen, or
 *   are a square table of numbers without names
 */
export function readEdgeList(bytes: Uint8Array, options: EdgeListOptions): GraphDataset {
  const numbered = readNumberedEdges(bytes, options);
  if (numbered !== undefined) return numbered;
  const text = decodeText(bytes);
  const separator = options.separator ?? findSeparator(text, options.prefer ?? ["\t", ",", ";", " "]) ?? " ";
  const { columns, edgeType, header } = options;
  const plainly = header === undefined && columns === undefined && edgeType === undefined;
  if (plainly && isEdgeDict(firstLine(text))) return readEdgeDicts(text, options);
  const [first, second] = firstRows(text, separator);
  if (first === undefined)
    return bareDataset({
      name: options.name,
      ...buildAdjacency({ vertexCount: 0, sources: [], targets: [] }),
    });
  if (plainly && mayBeAdjacencyTable(first, second)) {
    const dataset = readAdjacencyTable(text, separator, options);
    if (dataset !== undefined) return dataset;
  }
  const signs = header === undefined ? signsOfHeader(first, second, options) : undefined;
  const textFields = new Set<number>();
  let named = header ?? signs !== undefined;
  for (;;) {
    const plan = planColumns(named ? first : null, (named ? second : undefined) ?? first, options);
    const table = readRows(text, separator, { plan, named, fields: first.length, textFields });
    if (table === undefined) continue;
    if (!named || signs === undefined || isConfirmed(signs, first, { plan, textFields }, table)) {
      if (plainly && first.every(isDecimal) && textFields.size === 0)
        refuseSquareTable(first.length, table.rows);
      return finish(table, plan, named ? first : null, options);
    }
    named = false;
    textFields.clear();
  }
}

/** Smaller files are read in no time as they are. */
const LEAST_BYTES = 2 ** 16;
/** The first rows stand here, behind comments. */
const HEAD_BYTES = 2 ** 16;

/**
 * A large list of pairs of whole numbers, which is read without strings, to the same result. Undefined where it is something else.
 *
 * @param least bytes of the smallest list that is read so; for tests
 */
export function readNumberedEdges(
  bytes: Uint8Array,
  options: EdgeListOptions,
  least = LEAST_BYTES,
): GraphDataset | undefined {
  const { columns, edgeType, header, prefer = ["\t", ",", ";", " "] } = options;
  if (bytes.length < least || columns !== undefined || edgeType !== undefined) return undefined;
  const head = bytes.subarray(0, HEAD_BYTES);
  const text = new TextDecoder("latin1").decode(head.subarray(0, head.lastIndexOf(10) + 1));
  if (text.includes('"') || head.some((byte) => byte === 0 || byte > 127)) return undefined;
  const separator = options.separator ?? findSeparator(text, prefer) ?? " ";
  const rows = text.split("\n").filter((line) => !/^[ \t\r]*([#%].*)?$/s.test(line));
  if (rows.length < 3 || !rows[1].trim().includes(separator)) return undefined;
  const [first, second] = firstNumbered(`${rows[0]}\n${rows[1]}\n`, separator);
  if (first.length !== 2 || second.length !== 2) return undefined;
  if (header === undefined && mayBeAdjacencyTable(first, second)) return undefined;
  const signs = header === undefined ? signsOfHeader(first, second, options) : undefined;
  const named = header ?? signs !== undefined;
  const plan = planColumns(named ? first : null, named ? second : first, options);
  if (plan.attributes.length > 0 || plan.weight !== undefined) return undefined;
  if (signs !== undefined && !isOverIntegers(signs, plan)) return undefined;
  const found = wholeNumberRows(bytes, separator, named);
  if (found === null) return undefined;
  const table = { finish: () => numberedEnds(plan.ends[0] === 0 ? found.ends : swapped(found.ends)) };
  const { headerLine } = found;
  return finish(
    { edgeEnds: table, headerLine, weights: [], typeNames: [], attributes: [] },
    plan,
    named ? first : null,
    options,
  );
}

/** The first two rows, none where they are malformed: the reader for all lists says where. */
function firstNumbered(text: string, separator: Separator): string[][] {
  try {
    return firstRows(text, separator);
  } catch (error) {
    if (error instanceof FormatError) return [[], []];
    throw error;
  }
}

/** Whether the evidence for a header suffices where all ends below are integers. */
function isOverIntegers({ certain, named, aboveNumbers }: HeaderSigns, { ends }: ColumnPlan): boolean {
  return certain || named || ends.every((field) => aboveNumbers.includes(field));
}

function swapped(ends: Uint32Array): Uint32Array {
  return ends.map((_, k) => ends[k ^ 1]);
}

/** Whether no row below refutes the evidence for a header. */
function isConfirmed(
  signs: HeaderSigns,
  first: readonly string[],
  { plan, textFields }: Pick<RowPlan, "plan" | "textFields">,
  { edgeEnds }: RowTable,
): boolean {
  const { certain, named, aboveNumbers } = signs;
  const { ends } = plan;
  if (certain) return true;
  const integers = edgeEnds.areIntegers();
  if (!integers && ends.some((field) => !isDecimal(first[field]) && edgeEnds.has(first[field]))) return false;
  if (integers && isOverIntegers(signs, plan)) return true;
  return named || aboveNumbers.some((field) => !ends.includes(field) && !textFields.has(field));
}

/** The rows as read under a plan. */
interface RowTable {
  readonly rows: number;
  /** the line of the header, 0 where there is none */
  readonly headerLine: number;
  readonly edgeEnds: EdgeEnds;
  readonly weights: readonly number[];
  readonly typeNames: readonly string[];
  /** of each of the plan's attributes */
  readonly attributes: readonly ColumnValues[];
}

interface RowPlan {
  readonly plan: ColumnPlan;
  /** whether the first row names the columns */
  readonly named: boolean;
  readonly fields: number;
  /** fields of attributes that are known to hold texts; one that turns out to is added */
  readonly textFields: Set<number>;
}

/** Reads all rows; undefined where a column of numbers turned out to hold texts, and all is to be read once more. */
function readRows(
  text: string,
  separator: Separator,
  { plan, named, fields, textFields }: RowPlan,
): RowTable | undefined {
  const edgeEnds = createEdgeEnds();
  const { ends, weight: weightField, type: typeField } = plan;
  const weights: number[] = [];
  const typeNames: string[] = [];
  const columns = plan.attributes.map(({ field }) => ({
    field,
    values: textFields.has(field) ? textColumn() : numberColumn(),
  }));
  const isText = Symbol("a column of texts");
  // The first row with texts tells most of them, and reading begins anew at once; the second time all others are found before it does.
  const known = textFields.size;
  // Two ends before and after they are numbered, the graph itself, and a number or a short text for every other column.
  const rowBytes = 128 + 24 * (fields - 2) + OBJECT_BYTES.text * textFields.size;
  let rows = 0;
  let headerLine = 0;
  try {
    forEachRow(
      text,
      separator,
      (row) => {
        if (row.count !== fields) throw wrongFieldCount(text, row, fields, separator);
        if (named && headerLine === 0) {
          headerLine = row.line;
          return;
        }
        rows++;
        takeBytes(rowBytes, "rows");
        for (const field of ends) {
          const start = row.starts[field];
          if (start === row.ends[field] && !row.quoted[field])
            throw new FormatError("expected a vertex name, got nothing", placeOf(row, start));
          if (row.quoted[field]) edgeEnds.addName(fieldText(text, row, field));
          else edgeEnds.add(text, start, row.ends[field]);
        }
        if (typeField !== undefined) {
          const type = fieldText(text, row, typeField);
          if (type === "")
            throw new FormatError("expected an edge type, got nothing", placeOf(row, row.starts[typeField]));
          typeNames.push(type);
        }
        if (weightField !== undefined) weights.push(weightAt(text, row, weightField));
        for (const { field, values } of columns)
          if (!values.add(fieldText(text, row, field))) textFields.add(field);
        if (known === 0 && textFields.size > 0) throw isText;
      },
      MOST_COLUMNS,
    );
  } catch (reason) {
    if (reason === isText) return undefined;
    throw reason;
  }
  if (textFields.size > known) return undefined;
  return { rows, headerLine, edgeEnds, weights, typeNames, attributes: columns.map(({ values }) => values) };
}

function finish(
  {
    edgeEnds,
    headerLine,
    weights,
    typeNames,
    attributes,
  }: Omit<RowTable, "rows" | "edgeEnds"> & { readonly edgeEnds: Pick<EdgeEnds, "finish"> },
  plan: ColumnPlan,
  names: readonly string[] | null,
  { name, columns, directed, header }: EdgeListOptions,
): GraphDataset {
  const { ends, weight, type } = plan;
  const { vertexNames, ...pairs } = edgeEnds.finish();
  const { types, ...namedTypes } = type === undefined ? { types: null } : edgeTypesFromNames(typeNames);
  const { adjacency, dropped, kept } = buildAdjacency({
    ...pairs,
    types,
    weights: weight === undefined ? null : weights,
    directed,
  });
  const isIndex = ({ field }: ColumnPlan["attributes"][number], k: number) =>
    field === 0 && names?.[0] === "" && attributes[k].countsRows();
  const edgeAttributes = new Map(
    plan.attributes.flatMap((column, k) =>
      isIndex(column, k) ? [] : [[column.name, attributes[k].finish(kept)] as const],
    ),
  );
  const words = (field: number) => `column ${names === null ? field + 1 : JSON.stringify(names[field])}`;
  const weightsFrom = weight === undefined ? "" : `, weights from ${words(weight)}`;
  return bareDataset({
    name,
    adjacency,
    dropped,
    vertexNames,
    ...namedTypes,
    edgeAttributes: edgeAttributes.size === 0 ? null : edgeAttributes,
    notices: [
      names !== null
        ? `line ${headerLine} read as header: edges from ${words(ends[0])} to ${words(ends[1])}${weightsFrom}`
        : weight !== undefined && columns?.weight === undefined
          ? `${words(weight)} read as the weight`
          : [],
      plan.attributes.some(isIndex) ? "column 1, which counts the rows, left out" : [],
      names === null &&
      header === undefined &&
      weight === undefined &&
      vertexNames !== null &&
      !vertexNames.some(isDecimal) &&
      standsAlone(pairs)
        ? `line 1 read as an edge, of ${JSON.stringify(vertexNames[0])} and ${JSON.stringify(vertexNames[1])}, which no other row names; if it names the columns, say so (--header)`
        : [],
      keptInWords([...edgeAttributes.keys()]),
      roundedInWords(weights),
    ].flat(),
  });
}

/** Whether the first of several edges has two ends that no other edge has: it may be a header of unknown names. Names are in order of appearance. */
function standsAlone({ sources, targets }: { sources: Uint32Array; targets: Uint32Array }): boolean {
  if (sources.length < 2 || sources[0] !== 0 || targets[0] !== 1) return false;
  for (let e = 1; e < sources.length; e++) if (sources[e] < 2 || targets[e] < 2) return false;
  return true;
}

function keptInWords(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const listed = names
    .slice(0, 8)
    .map((name) => (/^column \d+$/.test(name) ? name : `column ${JSON.stringify(name)}`));
  const more = names.length > 8 ? ` and ${names.length - 8} more` : "";
  return [
    `${listed.join(", ")}${more} kept as ${names.length === 1 ? "an edge attribute" : "edge attributes"}`,
  ];
}

/** Beyond 2^53 integers lie closer together than 64-bit floats. */
function roundedInWords(weights: readonly number[]): string[] {
  let count = 0;
  for (const weight of weights) if (Math.abs(weight) > Number.MAX_SAFE_INTEGER) count++;
  return count === 0 ? [] : [`${count} weights beyond 2^53 rounded to 64-bit floats`];
}

function weightAt(text: string, row: DelimitedRow, field: number): number {
  const weight = fieldText(text, row, field);
  const value = isDecimal(weight) ? Number(weight) : Number.NaN;
  if (Number.isFinite(value)) return value;
  throw new FormatError(
    `expected a finite number as the weight, got ${JSON.stringify(weight.slice(0, 40))}`,
    placeOf(row, row.starts[field]),
  );
}

/** The fields of the first two rows; they are read once more with the others. @throws FormatError where a row has one field only */
function firstRows(text: string, separator: Separator): string[][] {
  const rows: string[][] = [];
  const enough = Symbol("two rows");
  try {
    forEachRow(
      text,
      separator,
      (row) => {
        if (row.count < 2) throw wrongFieldCount(text, row, 2, separator);
        rows.push(Array.from({ length: row.count }, (_, field) => fieldText(text, row, field)));
        if (rows.length === 2) throw enough;
      },
      MOST_COLUMNS,
    );
  } catch (reason) {
    if (reason !== enough) throw reason;
  }
  return rows;
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
