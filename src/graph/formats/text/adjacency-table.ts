import { FormatError } from "../../../errors.js";
import { buildAdjacency } from "../../adjacency.js";
import { compactNames } from "../../attributes/vertex-names.js";
import { bareDataset } from "../../bare-dataset.js";
import type { GraphDataset } from "../../dataset.js";
import { OBJECT_BYTES, takeObjects } from "../../read-budget.js";
import { fieldText, forEachRow, type Separator } from "./delimited-rows.js";
import { isDecimal } from "./edge-list-header.js";

/** Square tables of fewer rows may well be lists of edges, with a weight. */
const FEWEST_ROWS = 4;

/** What a reader of a table is told. */
interface TableOptions {
  readonly name: string;
  /** default false */
  readonly directed?: boolean | undefined;
}

/**
 * Whether the first two rows can be those of an adjacency matrix with names: over the columns, with or without a corner, and before
 * each row; the second row is the first vertex's.
 */
export function mayBeAdjacencyTable(
  first: readonly string[],
  second: readonly string[] | undefined,
): boolean {
  if (second === undefined || second.length < 2) return false;
  const names = namesOver(first, second.length);
  // A corner that is a number, over numbers, is no corner: the table is a list of edges.
  const plain = first.length === second.length && isDecimal(first[0]) && names.every(isDecimal);
  return (
    !plain && names.length === second.length - 1 && names[0] === second[0] && second.slice(1).every(isEntry)
  );
}

/**
 * Reads a square table of numbers with the vertices' names over its columns and, in the same order, before its rows (as pandas and R
 * write adjacency matrices): a number other than 0 in row i and column j is the edge from i to j, with it as weight unless all are 1; an
 * empty field is 0. Of a symmetric matrix without directions every edge is read once.
 *
 * Complexity: O(characters).
 *
 * @returns undefined where the rows are not those of such a matrix
 */
export function readAdjacencyTable(
  text: string,
  separator: Separator,
  { name, directed = false }: TableOptions,
): GraphDataset | undefined {
  const rows: string[][] = [];
  let first: string[] | undefined;
  const differs = Symbol("another table");
  try {
    forEachRow(text, separator, (row) => {
      takeObjects(row.count, OBJECT_BYTES.text + 8, "fields");
      const fields = Array.from({ length: row.count }, (_, field) => fieldText(text, row, field));
      if (first === undefined) first = fields;
      else {
        const names = namesOver(first, fields.length);
        if (
          names.length + 1 !== fields.length ||
          names[rows.length] !== fields[0] ||
          !fields.slice(1).every(isEntry)
        )
          throw differs;
        rows.push(fields);
      }
    });
  } catch (reason) {
    if (reason === differs || reason instanceof FormatError) return undefined;
    throw reason;
  }
  const names = rows.map(([vertex]) => vertex);
  if (rows.some((row) => row.length !== rows.length + 1) || new Set(names).size < names.length)
    return undefined;
  const entry = (i: number, j: number) => Number(rows[i][j + 1]);
  const symmetric = rows.every((_, i) => rows.every((_, j) => entry(i, j) === entry(j, i)));
  const sources: number[] = [];
  const targets: number[] = [];
  const weights: number[] = [];
  for (let i = 0; i < rows.length; i++)
    for (let j = symmetric && !directed ? i : 0; j < rows.length; j++) {
      const weight = entry(i, j);
      if (weight === 0) continue;
      sources.push(i);
      targets.push(j);
      weights.push(weight);
    }
  const weighted = weights.some((weight) => weight !== 1);
  return bareDataset({
    name,
    vertexNames: compactNames(names),
    ...buildAdjacency({
      vertexCount: names.length,
      sources,
      targets,
      weights: weighted ? weights : null,
      directed,
    }),
    notices: [
      `read as the adjacency matrix of ${names.length} vertices, ${symmetric ? "symmetric" : "not symmetric"}`,
    ],
  });
}

/**
 * Refuses a table of numbers that has as many rows as columns, and more than a list of edges is likely to have.
 *
 * @throws FormatError that says how it can be read
 */
export function refuseSquareTable(columns: number, rows: number): void {
  if (columns === rows && rows >= FEWEST_ROWS)
    throw new FormatError(
      `a table of ${rows} x ${columns} numbers looks like an adjacency matrix; write the vertices' names over its columns and before its rows, or choose the columns of a list of edges (source=1, target=2)`,
    );
}

function namesOver(first: readonly string[], width: number): readonly string[] {
  return first.length === width ? first.slice(1) : first;
}

function isEntry(field: string): boolean {
  return field === "" || (isDecimal(field) && Number.isFinite(Number(field)));
}
