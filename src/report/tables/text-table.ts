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
    Math.max(title.length, ...rows.map((row) => row[column].length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, k) => (align[k] === "left" ? cell.padEnd(widths[k]) : cell.padStart(widths[k])))
      .join("  ")
      .trimEnd();
  return [line(header), widths.map((width) => "-".repeat(width)).join("  "), ...rows.map(line)].join("\n");
}
