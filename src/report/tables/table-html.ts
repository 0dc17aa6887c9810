import { html, type Markup } from "../wording/markup.js";
import { type Column, lineCount, type Table } from "./table.js";

/** A table whose header sorts it, by the page's script; a column is sorted by its full precision. */
export function tableHtml(table: Table): Markup {
  const { caption, note } = table;
  const columns = table.columns.filter(({ title }) => title !== undefined);
  const rows = Array.from({ length: lineCount(table) }, (_, row) => row);
  return html`<figure class="table"><div class="scroll" tabindex="0" role="group" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr>${columns.map(({ title, kind }) => html`<th scope="col" class="${kind}"><button type="button">${title!}</button></th>`)}</tr></thead>
<tbody>
${rows.map(
  (row) => html`<tr>${columns.map((column, c) => tableCell(column, row, c === 0))}</tr>
`,
)}</tbody>
</table></div>${note === undefined ? null : html`<figcaption>${note}</figcaption>`}</figure>`;
}

function tableCell({ kind, values, cells }: Column, row: number, isHead: boolean): Markup {
  const { text, seeds, starred } = cells[row];
  const value = values[row];
  const sortedBy = typeof value === "number" ? html` data-value="${value}"` : null;
  const count = seeds === undefined ? null : html` <small>n=${seeds}</small>`;
  const star = starred === true ? html`<abbr class="star" title="see the note below">*</abbr>` : null;
  return isHead
    ? html`<th scope="row" class="${kind}"${sortedBy}>${text}${count}${star}</th>`
    : html`<td class="${kind}"${sortedBy}>${text}${count}${star}</td>`;
}
