import { eastAsianWidth } from "get-east-asian-width";
import { escapeControls } from "../../errors.js";
import { lineCount, type Table } from "./table.js";

/** How a table is laid out as text. */
export interface TextTableOptions {
  /** [C]; default: the first column left, the others right */
  readonly align?: readonly ("left" | "right")[] | undefined;
  /** how many columns of a terminal the table may take; default: any number */
  readonly columns?: number | undefined;
}

/**
 * Cells as text in columns, a rule under the header.
 *
 * Where the whole is wider than the terminal, it becomes several tables, one below the other, each with the first column in front;
 * nothing is left out, so that a single column wider than the terminal stays as wide. Control characters are written as escapes, and
 * widths are those of a terminal: a Chinese letter takes two columns, a combining accent none.
 *
 * @param header [C]
 * @param rows each [C]
 * @returns lines without trailing spaces, joined by newlines, no newline at the end
 */
export function textTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  { align = [], columns = Number.POSITIVE_INFINITY }: TextTableOptions = {},
): string {
  const [titles, ...cells] = [header, ...rows].map((row) => row.map(escapeControls));
  const widths = titles.map((title, k) =>
    cells.reduce((most, row) => Math.max(most, displayWidth(row[k])), displayWidth(title)),
  );
  const padded = (text: string, k: number) => {
    const padding = " ".repeat(widths[k] - displayWidth(text));
    return (align[k] ?? (k === 0 ? "left" : "right")) === "left" ? text + padding : padding + text;
  };
  const table = (block: readonly number[]) => {
    const line = (row: readonly string[]) =>
      block
        .map((k) => padded(row[k], k))
        .join(GAP)
        .trimEnd();
    return [line(titles), block.map((k) => "-".repeat(widths[k])).join(GAP), ...cells.map(line)].join("\n");
  };
  return blocksOf(widths, columns).map(table).join("\n\n");
}

/**
 * A table as text: its caption, its columns, its note. A minus is the keyboard's, so that numbers can be copied into other programs. A
 * table wider than a screen is cut into several of fewer columns, each with the first.
 *
 * @param width of a screen, in characters, as far as two columns allow
 */
export function tableText(table: Table, width = 140): string {
  const columns = table.columns.filter(({ title }) => title !== undefined);
  const rows = Array.from({ length: lineCount(table) }, (_, row) => row);
  const printed = columns.map(({ title, kind, cells }) => ({
    title: plain(title!),
    align: kind === "word" ? ("left" as const) : ("right" as const),
    cells: rows.map((row) => {
      const { text, seeds, starred } = cells[row];
      return `${plain(text)}${seeds === undefined ? "" : ` (n=${seeds})`}${starred === true ? " *" : ""}`;
    }),
  }));
  const body = textTable(
    printed.map(({ title }) => title),
    rows.map((row) => printed.map(({ cells }) => cells[row])),
    { align: printed.map(({ align }) => align), columns: width },
  );
  const note = table.note === undefined ? [] : [linesOf(plain(table.note), Math.min(width, 110)).join("\n")];
  return [plain(table.caption), body, ...note].join("\n\n");
}

const GAP = "  ";

/** Which columns stand side by side: the first one, and as many others as there is space for. */
function blocksOf(widths: readonly number[], columns: number): number[][] {
  const blocks: number[][] = [[0]];
  let taken = widths[0];
  for (let k = 1; k < widths.length; k++) {
    const last = blocks[blocks.length - 1];
    if (taken + GAP.length + widths[k] <= columns || last.length === 1) {
      last.push(k);
      taken += GAP.length + widths[k];
    } else {
      blocks.push([0, k]);
      taken = widths[0] + GAP.length + widths[k];
    }
  }
  return blocks;
}

/** How many columns of a terminal a text takes: letters are counted as one draws them, an emoji of several code points as one. */
function displayWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text))
    width += /^[\p{Mark}\p{Cf}]+$/u.test(segment)
      ? 0
      : /\p{Emoji_Presentation}/u.test(segment)
        ? 2
        : eastAsianWidth(segment.codePointAt(0) as number);
  return width;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Words in lines of at most so many characters, as far as they allow. */
function linesOf(text: string, length: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= length)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function plain(text: string): string {
  return text.replaceAll("\u2212", "-");
}
