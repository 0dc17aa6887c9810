import { lineCount, type Table } from "./table.js";

/**
 * Cells as text in columns, a rule under the header.
 *
 * @param header [C]
 * @param rows each [C]
 * @param align [C] default: the first column left, the others right
 * @returns lines without trailing spaces, joined by newlines, no newline at the end
 */
export function textTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  align: readonly ("left" | "right")[] = header.map((_, column) => (column === 0 ? "left" : "right")),
): string {
  const widths = header.map((title, column) =>
    rows.reduce((width, row) => Math.max(width, row[column].length), title.length),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, k) => (align[k] === "left" ? cell.padEnd(widths[k]) : cell.padStart(widths[k])))
      .join("  ")
      .trimEnd();
  return [line(header), widths.map((width) => "-".repeat(width)).join("  "), ...rows.map(line)].join("\n");
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
  const blocks = inWidth(printed, width).map((block) =>
    textTable(
      block.map(({ title }) => title),
      rows.map((row) => block.map(({ cells }) => cells[row])),
      block.map(({ align }) => align),
    ),
  );
  const note = table.note === undefined ? [] : [linesOf(plain(table.note), Math.min(width, 110)).join("\n")];
  return [plain(table.caption), ...blocks, ...note].join("\n\n");
}

interface Printed {
  readonly title: string;
  readonly align: "left" | "right";
  readonly cells: readonly string[];
}

function inWidth(columns: readonly Printed[], most: number): Printed[][] {
  const [first, ...others] = columns;
  const widthOf = ({ title, cells }: Printed) =>
    2 + cells.reduce((width, cell) => Math.max(width, cell.length), title.length);
  const blocks = [[first]];
  let width = widthOf(first);
  for (const column of others) {
    const last = blocks[blocks.length - 1];
    if (last.length > 1 && width + widthOf(column) > most + 2) {
      blocks.push([first, column]);
      width = widthOf(first) + widthOf(column);
    } else {
      last.push(column);
      width += widthOf(column);
    }
  }
  return blocks;
}

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
