/** What a cell holds; null where there is nothing. */
export type Value = string | number | null;

/** How a cell is printed. */
export interface Cell {
  readonly text: string;
  /** number of seeds, where they are fewer than the table's most */
  readonly seeds?: number | undefined;
  /** a star: what the table's note says of it */
  readonly starred?: boolean | undefined;
}

export interface Column {
  /** its name in CSV and Arrow files; without one it is in neither */
  readonly field?: string | undefined;
  /** its heading in text and on pages; without one it is on neither */
  readonly title?: string | undefined;
  readonly kind: "word" | "number";
  /** [lines] in full precision */
  readonly values: readonly Value[];
  /** [lines] of a column with a title */
  readonly cells: readonly Cell[];
}

/** A table, whatever it is rendered as: text, CSV, Arrow or HTML. */
export interface Table {
  readonly caption: string;
  readonly note?: string | undefined;
  /** all of one length */
  readonly columns: readonly Column[];
}

/** A column by what it says of a row. */
export interface ColumnOf<Row> extends Omit<Column, "kind" | "values" | "cells"> {
  /** default number */
  readonly kind?: Column["kind"];
  readonly value: (row: Row) => Value | undefined;
  /** of a row whose value is not null; default: the value as it is */
  readonly text?: (row: Row) => string;
  readonly seeds?: (row: Row) => number | undefined;
  readonly starred?: (row: Row) => boolean;
}

/** A table with a line for each row. O(rows columns). */
export function tableOf<Row>(
  about: Pick<Table, "caption" | "note">,
  rows: readonly Row[],
  columns: readonly ColumnOf<Row>[],
): Table {
  return {
    ...about,
    columns: columns.map(({ field, title, kind = "number", value, text, seeds, starred }) => {
      const values = rows.map((row) => value(row) ?? null);
      const cellOf = (row: Row, k: number): Cell => {
        const held = values[k];
        if (held === null) return { text: "" };
        return { text: text?.(row) ?? String(held), seeds: seeds?.(row), starred: starred?.(row) };
      };
      return { field, title, kind, values, cells: title === undefined ? [] : rows.map(cellOf) };
    }),
  };
}

/** How many lines a table has. */
export function lineCount({ columns }: Table): number {
  return columns[0]?.values.length ?? 0;
}
