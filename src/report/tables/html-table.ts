import { type Content, html, type Markup } from "../wording/markup.js";

/** One cell of a table. */
export interface Cell {
  readonly content: Content;
  /** what the column is sorted by; default the content's text */
  readonly value?: number | null;
}

export interface HtmlTable {
  readonly caption: string;
  readonly header: readonly string[];
  /** each [C] */
  readonly rows: readonly (readonly Cell[])[];
  /** what the numbers mean */
  readonly note?: Content;
  /** how many of the columns, from the left, are words; default 1 */
  readonly words?: number;
}

/** A number as it is printed, sorted by its full precision; an empty cell for null. */
export function numberCell(value: number | null | undefined, content: (value: number) => Content): Cell {
  return value === null || value === undefined
    ? { content: "", value: null }
    : { content: content(value), value };
}

/** A table whose header sorts it, by the page's script. */
export function htmlTable({ caption, header, rows, note = null, words = 1 }: HtmlTable): Markup {
  const kind = (column: number) => (column < words ? "word" : "number");
  return html`<figure class="table"><div class="scroll" tabindex="0" role="group" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr>${header.map((title, c) => html`<th scope="col" class="${kind(c)}"><button type="button">${title}</button></th>`)}</tr></thead>
<tbody>
${rows.map(
  (cells) => html`<tr>${cells.map((cell, c) => tableCell(cell, kind(c), c === 0))}</tr>
`,
)}</tbody>
</table></div>${note === null ? null : html`<figcaption>${note}</figcaption>`}</figure>`;
}

function tableCell({ content, value }: Cell, kind: string, isHead: boolean): Markup {
  const sortedBy = value === undefined || value === null ? null : html` data-value="${value}"`;
  return isHead
    ? html`<th scope="row" class="${kind}"${sortedBy}>${content}</th>`
    : html`<td class="${kind}"${sortedBy}>${content}</td>`;
}
