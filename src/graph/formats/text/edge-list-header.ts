import { FormatError } from "../../../errors.js";

/** Names of the two columns of edges that no one gives to vertices, lower case, letters and digits only; source before target. */
const PAIRS: readonly (readonly [string, string])[] = [
  ["source", "target"],
  ["from", "to"],
  ["src", "dst"],
  ["src", "dest"],
  ["head", "tail"],
  ["subject", "object"],
  ["sourceid", "targetid"],
  ["fromid", "toid"],
  ["fromnode", "tonode"],
  ["fromnodeid", "tonodeid"],
  ["citing", "cited"],
];

/** Names that columns of edges have, and vertices as well. */
const AMBIGUOUS_PAIRS: typeof PAIRS = [
  ["start", "end"],
  ["node1", "node2"],
  ["nodea", "nodeb"],
  ["nodeid1", "nodeid2"],
  ["id1", "id2"],
  ["vertex1", "vertex2"],
  ["v1", "v2"],
  ["u", "v"],
  ["i", "j"],
];

/** The columns that decide how a list of edges is read, each by its name in the header or, from 1, its number. */
export interface EdgeColumns {
  /** with `target`; default: known by their names, else the first two */
  readonly source?: string | undefined;
  readonly target?: string | undefined;
  /** default: the column named `weight` or `w`; without a header the third, where it is a number */
  readonly weight?: string | undefined;
}

/** What a reader of a list of edges is told of its columns. */
export interface ColumnChoice {
  readonly columns?: EdgeColumns | undefined;
  /** the column of the edges' types */
  readonly edgeType?: string | undefined;
}

/** Which field is what. */
export interface ColumnPlan {
  /** [2] the fields of source and target */
  readonly ends: readonly [number, number];
  readonly weight: number | undefined;
  readonly type: number | undefined;
  /** all others: attributes of the edges, under distinct names */
  readonly attributes: readonly { readonly field: number; readonly name: string }[];
}

/**
 * The fields of the columns named source and target, from and to, head and tail, u and v, ..., in any case; of several such pairs the one
 * that begins first. Undefined where there is none.
 */
export function namedEnds(
  names: readonly string[],
): { ends: [number, number]; ambiguous: boolean } | undefined {
  const plain = names.map(plainName);
  const found = [PAIRS, AMBIGUOUS_PAIRS].flatMap((pairs, ambiguous) =>
    pairs.map(([source, target]) => ({
      ends: [plain.indexOf(source), plain.indexOf(target)] as [number, number],
      ambiguous: ambiguous === 1,
    })),
  );
  return found.filter(({ ends }) => ends[0] >= 0 && ends[1] >= 0).sort((a, b) => a.ends[0] - b.ends[0])[0];
}

/**
 * Names for the columns of edges that a reader cannot mistake: the first known pair of which neither is in use. Undefined where all are.
 *
 * @param used names of vertices and of other columns
 */
export function headerNames(used: Iterable<string>): readonly [string, string] | undefined {
  const taken = new Set<string>();
  const known = new Set(PAIRS.flat());
  for (const name of used) {
    const plain = name.length > 40 ? name : plainName(name);
    if (known.has(plain)) taken.add(plain);
  }
  return PAIRS.find((pair) => !pair.some((name) => taken.has(name)));
}

/** Whether a header's name is that of the weight. */
export function isWeightName(name: string): boolean {
  return /^(weight|w)$/i.test(name);
}

/**
 * Which field is what, by the names of the columns (null: they have none), the first row of data, and what the caller chose.
 *
 * @throws FormatError where a chosen column is not there, or chosen twice
 */
export function planColumns(
  names: readonly string[] | null,
  row: readonly string[],
  { columns = {}, edgeType }: ColumnChoice,
): ColumnPlan {
  const count = row.length;
  const type = edgeType === undefined ? undefined : chosenField(names, count, edgeType, "edge types");
  const chosen = (name: string | undefined, what: string) =>
    name === undefined ? undefined : chosenField(names, count, name, what);
  const source = chosen(columns.source, "sources");
  const target = chosen(columns.target, "targets");
  const chosenWeight = chosen(columns.weight, "weights");
  const known = names === null ? undefined : namedEnds(names)?.ends;
  const free = row
    .map((_, field) => field)
    .filter((field) => field !== type && field !== chosenWeight && !(names?.[field] === "" && field === 0));
  const ends =
    source !== undefined && target !== undefined
      ? ([source, target] as const)
      : known?.every((field) => free.includes(field))
        ? ([known[0], known[1]] as const)
        : ([free[0], free[1]] as const);
  const weight = chosenWeight ?? impliedWeight(names, row, ends, type);
  const taken = [...ends, weight, type].filter((field) => field !== undefined);
  if (new Set(taken).size < taken.length)
    throw new FormatError(
      `expected different columns for sources, targets, weights and edge types, got column ${taken.find((field, k) => taken.indexOf(field) < k)! + 1} twice`,
    );
  return { ends, weight, type, attributes: attributeColumns(names, count, taken) };
}

/** Evidence that the first row names columns; the rows below may refute it. */
export interface HeaderSigns {
  /** what no row can take back: a column was chosen by its name, or the first name is empty */
  readonly certain: boolean;
  /** the names are those of two columns of edges */
  readonly named: boolean;
  /** the fields with something else than a number over a number */
  readonly aboveNumbers: readonly number[];
}

/** The evidence for a header in the first two rows; undefined where there is none. */
export function signsOfHeader(
  first: readonly string[],
  second: readonly string[] | undefined,
  { columns = {}, edgeType }: ColumnChoice,
): HeaderSigns | undefined {
  const isNumber = (field: string | undefined) => field !== undefined && isDecimal(field);
  const { source, target, weight } = columns;
  const pair = namedEnds(first);
  // Names that vertices may have are no header where nothing is below, or a number stands above a number: `u v 0.5`.
  const isData = second === undefined || first.some((field, k) => isNumber(field) && isNumber(second[k]));
  const signs = {
    certain:
      (first[0] === "" && first.length > 2) ||
      [source, target, weight, edgeType].some(
        (name) => name !== undefined && isColumnName(name) && first.includes(name),
      ),
    named: pair !== undefined && !(pair.ambiguous && isData),
    aboveNumbers: first.flatMap((field, k) =>
      field !== "" && !isNumber(field) && isNumber(second?.[k]) ? [k] : [],
    ),
  };
  return signs.certain || signs.named || signs.aboveNumbers.length > 0 ? signs : undefined;
}

/** Whether a field is a decimal number, as `1`, `-0.5`, `1e-3`. */
export function isDecimal(field: string): boolean {
  return /^[+-]?(\d+(?:\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(field);
}

/** Whether a column is chosen by its name, not by its number. */
function isColumnName(column: string): boolean {
  return !/^[1-9]\d{0,5}$/.test(column);
}

function impliedWeight(
  names: readonly string[] | null,
  row: readonly string[],
  ends: readonly [number, number],
  type: number | undefined,
): number | undefined {
  if (names !== null) {
    const named = names.findIndex(
      (name, field) => isWeightName(name) && !ends.includes(field) && field !== type,
    );
    return named < 0 ? undefined : named;
  }
  // Without names only the place tells: the field behind the two ends, where these are the first two and no type comes before it.
  const third = row.length > 2 && isDecimal(row[2]);
  return third && ends[0] === 0 && ends[1] === 1 && (type === undefined || type > 2) ? 2 : undefined;
}

function attributeColumns(
  names: readonly string[] | null,
  count: number,
  taken: readonly number[],
): { field: number; name: string }[] {
  const used = new Set<string>();
  return Array.from({ length: count }, (_, field) => field)
    .filter((field) => !taken.includes(field))
    .map((field) => {
      const numbered = `column ${field + 1}`;
      const own = names?.[field] || numbered;
      const name = used.has(own) ? `${own} (${numbered})` : own;
      used.add(name);
      return { field, name };
    });
}

/** @throws FormatError where there is no such column */
function chosenField(names: readonly string[] | null, count: number, column: string, what: string): number {
  const exact = names?.indexOf(column) ?? -1;
  const named =
    exact >= 0 ? exact : (names?.findIndex((name) => name.toLowerCase() === column.toLowerCase()) ?? -1);
  const field = named < 0 && !isColumnName(column) ? Number(column) - 1 : named;
  const beside = /^(source|target)s$/.test(what) ? "" : " beside two of vertices";
  if (field >= 0 && field < count && (beside === "" || count > 2)) return field;
  throw new FormatError(
    `expected a column of ${what} ${JSON.stringify(column)}${beside}, got ${columnsInWords(names, count)}`,
  );
}

function columnsInWords(names: readonly string[] | null, count: number): string {
  return names === null ? `${count} columns without names` : `the columns ${names.join(", ")}`;
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}
