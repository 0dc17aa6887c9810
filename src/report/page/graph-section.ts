import type { RemovalPicture } from "../../evaluate/structure/removal-picture.js";
import type { SummaryRow } from "../../evaluate/summaries/summary.js";
import { html, jsonData, type Markup } from "../wording/markup.js";
import { grouped, percent } from "../wording/numbers.js";
import { methodTitle, percentTitle } from "../wording/titles.js";
import { pictureData } from "./picture-data.js";

/**
 * Two pictures of the graph side by side, with a slider over the removal order, for the page's script to bring to life.
 *
 * @param picture or, in words, why there is none
 * @param id of the section within the page
 */
export function graphSection(
  picture: RemovalPicture | string,
  rows: readonly SummaryRow[],
  id: string,
): Markup {
  if (typeof picture === "string") return html`<p class="absent">${picture}</p>`;
  if (picture.orders.length === 0)
    return html`<p class="absent">The graph is not drawn: there is no removal order to draw it by.</p>${missingOrders(picture)}`;
  const data = pictureData(picture, rows);
  const { edgeCount, levels } = data;
  const start = nearest(
    levels.filter((level) => level > 0 && level < edgeCount),
    edgeCount / 2,
  );
  const options = [
    html`<option value="-1">all edges (before)</option>`,
    ...data.orders.map(({ title }, k) => html`<option value="${k}">${title}</option>`),
  ];
  const panel = (name: string, side: string) => html`<div class="panel" data-side="${side}">
<label class="choice">${name} <select class="method" id="${id}-${side}">${options}</select></label>
<div class="drawing" tabindex="0" role="img" aria-label="The graph with the edges that are kept"></div>
<dl class="counts" aria-live="off">
<div><dt>edges kept</dt><dd data-count="kept">${grouped(edgeCount)}</dd></div>
<div><dt>edges removed</dt><dd data-count="removed">0</dd></div>
<div><dt>isolated vertices</dt><dd data-count="isolated"></dd></div>
<div><dt>components</dt><dd data-count="components"></dd></div>
<div><dt>largest one</dt><dd data-count="largest"></dd></div>
<div class="wide"><dt>test accuracy</dt><dd data-count="accuracy"></dd></div>
</dl></div>`;
  return html`<div class="picture" data-picture="${id}-data">
<noscript><p class="absent">The picture of the graph needs JavaScript.</p></noscript>
<div class="slider"><label for="${id}-slider">Edges removed</label>
<input type="range" id="${id}-slider" min="0" max="${edgeCount}" step="1" value="${start}" aria-describedby="${id}-help">
<output for="${id}-slider" class="position">${grouped(start)} of ${grouped(edgeCount)} (${percent(start / Math.max(1, edgeCount))} %)</output></div>
<div class="jumps" role="group" aria-label="Levels measured">${levels.map((level) => html`<button type="button" data-level="${level}">${percentTitle(levelFraction(level, rows))} %</button>`)}</div>
<div class="panels">${panel("Left", "left")}${panel("Right", "right")}</div>
<div class="controls"><div class="classes"></div>
<label class="choice"><input type="checkbox" class="ghosts"> show removed edges faintly</label>
<div class="zoom" role="group" aria-label="Zoom"><button type="button" data-zoom="in" aria-label="Zoom in">+</button><button type="button" data-zoom="out" aria-label="Zoom out">\u2212</button><button type="button" data-zoom="reset">whole graph</button></div></div>
<p class="help" id="${id}-help">The slider moves along each method's removal order: arrow keys by one edge, Page Up and Page Down by a tenth. Drag a picture to move it; the wheel zooms once a picture is clicked. Vertices stay where they are; those without an edge turn pale. An edge has the colour of its ends where they are of one class, else it is grey.</p>
</div>${missingOrders(picture)}${jsonData(`${id}-data`, data)}`;
}

function missingOrders({ missing }: RemovalPicture): Markup | null {
  if (missing.length === 0) return null;
  return html`<p class="absent">Not in the picture: ${missing.map(({ method, reason }) => `${methodTitle(method)} (${reason})`).join("; ")}.</p>`;
}

function levelFraction(level: number, rows: readonly SummaryRow[]): number {
  return rows.find(({ removed }) => removed === level)!.sparsity;
}

/** The value nearest to a goal, of two the lower; the goal's floor where there is none. */
function nearest(values: readonly number[], goal: number): number {
  return values.reduce(
    (best, value) => (Math.abs(value - goal) < Math.abs(best - goal) ? value : best),
    values[0] ?? Math.floor(goal),
  );
}
