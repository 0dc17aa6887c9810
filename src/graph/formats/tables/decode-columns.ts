import { FormatError } from "../../../errors.js";
import { MOST_COLUMNS, takeBytes, takeObjects } from "../../read-budget.js";
import { type ColumnPart, integerOf, joinParts, type ListColumn, type TableColumn } from "./table.js";

/** A column as a library gives it: its parts in order, values as in the file. */
export interface DecodedColumn {
  readonly name: string;
  readonly parts: readonly ArrayLike<unknown>[];
}

/**
 * Columns that have numbers, texts, booleans or lists of numbers; of the others a notice says that they are left out. O(values).
 *
 * @throws FormatError where a column has another number of rows than the table, or two columns have one name
 */
export function columnsOf(
  decoded: readonly DecodedColumn[],
  rows: number,
): { readonly columns: TableColumn[]; readonly notices: string[] } {
  checkNames(decoded.map(({ name }) => name));
  const notices: string[] = [];
  const columns = decoded.flatMap(({ name, parts }): TableColumn[] => {
    const found = parts.reduce((sum, part) => sum + part.length, 0);
    if (found !== rows)
      throw new FormatError(`column ${JSON.stringify(name)}: expected ${rows} rows, got ${found}`);
    const first = firstValue(parts);
    if (isList(first)) {
      const list = listColumn(name, parts, rows);
      if (list !== undefined) return [list];
    } else if (typeof first !== "object" && typeof first !== "symbol" && typeof first !== "function") {
      const plain = parts.map(plainPart);
      if (plain.every((part) => part !== undefined))
        return [{ kind: "values", name, values: joinParts(plain as readonly ColumnPart[]) }];
    }
    notices.push(`column ${JSON.stringify(name)} left out: neither numbers, texts nor lists of numbers`);
    return [];
  });
  return { columns, notices };
}

/** @throws FormatError where two columns have one name, or there are too many */
export function checkNames(names: readonly string[], where: { readonly line?: number } = {}): void {
  if (names.length > MOST_COLUMNS)
    throw new FormatError(`expected at most ${MOST_COLUMNS} columns, got ${names.length}`, where);
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name))
      throw new FormatError(`expected columns of different names, got ${JSON.stringify(name)} twice`, where);
    seen.add(name);
  }
}

function firstValue(parts: readonly ArrayLike<unknown>[]): unknown {
  for (const part of parts)
    for (let k = 0; k < part.length; k++) if (part[k] !== undefined && part[k] !== null) return part[k];
  return undefined;
}

/** Numbers as numbers where a float holds them, nothing as undefined; undefined where a value is of another kind. */
function plainPart(part: ArrayLike<unknown>): ColumnPart | undefined {
  if (part instanceof Float64Array) return part;
  if (ArrayBuffer.isView(part) && !(part instanceof BigInt64Array) && !(part instanceof BigUint64Array))
    return Float64Array.from(part as unknown as ArrayLike<number>);
  takeObjects(part.length, 16, "rows");
  const values = new Array<unknown>(part.length);
  let numbers = true;
  for (let k = 0; k < part.length; k++) {
    const value = part[k] ?? undefined;
    const plain = typeof value === "bigint" ? integerOf(value) : value;
    if (plain !== undefined && typeof plain === "object") return undefined;
    if (typeof plain !== "number") numbers = false;
    values[k] = plain;
  }
  return numbers ? Float64Array.from(values as number[]) : values;
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

/** Lists of numbers; undefined where an item is of another kind. A row without a list has an empty one. */
function listColumn(
  name: string,
  parts: readonly ArrayLike<unknown>[],
  rows: number,
): ListColumn | undefined {
  const offsets = new Float64Array(rows + 1);
  let row = 0;
  for (const part of parts)
    for (let k = 0; k < part.length; k++, row++) {
      const list = part[k] ?? [];
      if (!isList(list)) return undefined;
      offsets[row + 1] = offsets[row] + list.length;
    }
  takeBytes(8 * offsets[rows], "lists");
  const values = new Float64Array(offsets[rows]);
  let to = 0;
  for (const part of parts)
    for (let k = 0; k < part.length; k++) {
      const list = (part[k] ?? []) as ArrayLike<unknown>;
      for (let item = 0; item < list.length; item++) {
        const value = list[item];
        if (typeof value === "number") values[to++] = value;
        else if (value === null || value === undefined) values[to++] = Number.NaN;
        else if (typeof value === "bigint" || typeof value === "boolean") values[to++] = Number(value);
        else return undefined;
      }
    }
  return { kind: "lists", name, offsets, values };
}
