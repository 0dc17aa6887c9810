/**
 * Lets a table be sorted by a click on a column's header: numbers first from high to low, words first from A to Z, and the other way
 * at the next click. Empty cells come last either way; rows that tie stay in the order of the page.
 */
export function sortable(table: HTMLTableElement): void {
  const body = table.tBodies[0];
  const original = [...body.rows];
  const headers = [...table.querySelectorAll<HTMLTableCellElement>("thead th")];
  for (const [column, header] of headers.entries()) {
    const button = header.querySelector("button");
    if (button === null) continue;
    const isNumber = header.classList.contains("number");
    button.addEventListener("click", () => {
      const before = header.getAttribute("aria-sort");
      const first = isNumber ? "descending" : "ascending";
      const second = isNumber ? "ascending" : "descending";
      const direction = before === first ? second : first;
      for (const other of headers) other.removeAttribute("aria-sort");
      header.setAttribute("aria-sort", direction);
      body.append(...sorted(original, column, direction === "ascending" ? 1 : -1));
    });
  }
}

function sorted(rows: readonly HTMLTableRowElement[], column: number, sign: number): HTMLTableRowElement[] {
  const keyOf = ({ cells }: HTMLTableRowElement) => {
    const { dataset, textContent } = cells[column];
    const text = textContent?.trim() ?? "";
    return dataset.value === undefined ? text : Number(dataset.value);
  };
  return [...rows].sort((a, b) => {
    const [x, y] = [keyOf(a), keyOf(b)];
    if (x === "" || y === "") return Number(x === "") - Number(y === "");
    if (typeof x === "number" && typeof y === "number") return sign * (x - y);
    return sign * String(x).localeCompare(String(y), "en", { numeric: true });
  });
}
