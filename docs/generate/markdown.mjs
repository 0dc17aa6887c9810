/** Text as Markdown shows it: no tags, no interpolation, no emphasis by accident. */
export function escaped(text) {
  return String(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll("{{", "&#123;&#123;")
    .replaceAll("|", "\\|")
    .replaceAll("*", "\\*")
    .replaceAll("_", "\\_")
    .replaceAll("[", "\\[");
}

/** A table. Cells are Markdown; columns of numbers are marked with a colon at the end of their title. */
export function table(titles, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [
    line(titles.map((title) => title.replace(/:$/, ""))),
    line(titles.map((title) => (title.endsWith(":") ? "---:" : "---"))),
    ...rows.map(line),
  ].join("\n");
}

export function code(text) {
  return `\`${text}\``;
}

export function fence(language, text) {
  const ticks = "`".repeat(3);
  return `${ticks}${language}\n${text.replace(/\n$/, "")}\n${ticks}`;
}

/** The records of a csv file by the names in its first row. */
export function csvRecords(text) {
  const [head, ...lines] = text.trim().split(/\r?\n/).map(cellsOf);
  return lines.map((cells) => Object.fromEntries(head.map((name, k) => [name, cells[k]])));
}

function cellsOf(line) {
  return [...line.matchAll(/(?:^|,)("(?:[^"]|"")*"|[^,]*)/g)].map(([, cell]) =>
    cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
  );
}
