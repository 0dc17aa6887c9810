import { COLOUR_TITLES, type ColourWay } from "../graph-picture/colour-ways.js";
import { colourWaysOf } from "../graph-picture/colouring.js";
import type { Graph } from "../graph-picture/graph.js";
import { html, type Markup } from "../wording/markup.js";
import { grouped, percent } from "../wording/numbers.js";

/** What the controls of a picture are made for. */
export interface PictureSectionOptions {
  /** what ids within the page begin with */
  readonly id: string;
  /** of files that are saved, without an ending */
  readonly name: string;
  readonly graph: Pick<Graph, "edgeCount" | "labels" | "isSimple">;
  /** names of the orders; none: the graph alone, without a slider */
  readonly orders: readonly string[];
  /** of each drawing, the index of the order that it shows first; -1: all edges */
  readonly drawings: readonly number[];
  /** edges removed at first */
  readonly removed: number;
  readonly colour?: ColourWay | undefined;
  /** levels to jump to, by number of edges removed, and what their buttons say */
  readonly levels?: readonly { readonly removed: number; readonly title: string }[];
  /** whether test accuracies are told beside the counts; default false */
  readonly hasAccuracies?: boolean;
}

/** Drawings of a graph with a slider over its removal orders, for the page's script (`livePicture`) to bring to life. */
export function pictureSection({
  id,
  name,
  graph,
  orders,
  drawings,
  removed,
  colour,
  levels = [],
  hasAccuracies = false,
}: PictureSectionOptions): Markup {
  const { edgeCount } = graph;
  const ways = colourWaysOf(graph);
  const chosen = colour ?? ways[0];
  const sides = drawings.length === 1 ? ["Order"] : ["Left", "Right"];
  const panels = drawings.map((order, k) => panel(sides[k], order, { id, graph, orders, hasAccuracies }));
  const share = percent(removed / Math.max(1, edgeCount));
  return html`<div class="picture" data-picture="${id}-data" data-name="${name}">
<noscript><p class="absent">The picture of the graph needs JavaScript.</p></noscript>
${
  orders.length === 0
    ? null
    : html`<div class="slider"><label for="${id}-slider">Edges removed</label>
<input type="range" id="${id}-slider" min="0" max="${edgeCount}" step="1" value="${removed}" aria-describedby="${id}-help">
<output for="${id}-slider" class="position">${grouped(removed)} of ${grouped(edgeCount)} (${share} %)</output></div>`
}
${
  levels.length === 0
    ? null
    : html`<div class="jumps" role="group" aria-label="Levels measured">${levels.map((level) => html`<button type="button" data-level="${level.removed}">${level.title}</button>`)}</div>`
}
<div class="controls">
<label class="choice">Colours <select class="colour" id="${id}-colour">${ways.map((way) => html`<option value="${way}"${way === chosen ? html` selected` : null}>${COLOUR_TITLES[way]}</option>`)}</select></label>
<label class="choice">Find a vertex <input type="search" class="search" id="${id}-search" autocomplete="off" aria-describedby="${id}-found"></label>
${orders.length === 0 ? null : html`<label class="choice"><input type="checkbox" class="ghosts"> show removed edges faintly</label>`}
</div>
<p class="found" id="${id}-found" role="status"></p>
<div class="panels count-${drawings.length}">${panels}</div>
<div class="controls"><div class="classes"></div>
<div class="zoom" role="group" aria-label="Zoom"><button type="button" data-zoom="in" aria-label="Zoom in">+</button><button type="button" data-zoom="out" aria-label="Zoom out">\u2212</button><button type="button" data-zoom="reset">whole graph</button></div>
<div class="zoom" role="group" aria-label="Save the picture"><button type="button" class="save-svg">save SVG</button><button type="button" class="save-png">save PNG</button></div></div>
<p class="help" id="${id}-help">${orders.length === 0 ? null : "The slider moves along each method's removal order: arrow keys by one edge, Page Up and Page Down by a tenth. "}Drag a drawing to move it; the wheel zooms once a drawing is clicked; with the keyboard, arrows move and + \u2212 0 zoom. Vertices stay where they are; those without an edge turn pale. An edge has the colour of its ends where they have one, else it is grey. Walk index: WI for walks of length 2 of a vertex against all others, in what is left of the graph.</p>
</div>`;
}

function panel(
  side: string,
  order: number,
  {
    id,
    graph,
    orders,
    hasAccuracies,
  }: Pick<PictureSectionOptions, "id" | "graph" | "orders" | "hasAccuracies">,
): Markup {
  const key = side.toLowerCase();
  const options = ["all edges (before)", ...orders].map(
    (title, k) => html`<option value="${k - 1}"${k - 1 === order ? html` selected` : null}>${title}</option>`,
  );
  return html`<div class="panel" data-side="${key}" data-order="${order}">
${orders.length === 0 ? null : html`<label class="choice">${side} <select class="method" id="${id}-${key}">${options}</select></label>`}
<div class="drawing" tabindex="0" role="img" aria-label="The graph with the edges that are kept"><div class="ring" hidden></div><div class="tip" hidden></div></div>
<p class="told absent" role="status" hidden></p>
<dl class="counts" aria-live="off">
<div><dt>edges kept</dt><dd data-count="kept">${grouped(graph.edgeCount)}</dd></div>
<div><dt>edges removed</dt><dd data-count="removed">0</dd></div>
<div><dt>isolated vertices</dt><dd data-count="isolated"></dd></div>
<div><dt>components</dt><dd data-count="components"></dd></div>
<div><dt>largest one</dt><dd data-count="largest"></dd></div>
${hasAccuracies ? html`<div class="wide"><dt>test accuracy</dt><dd data-count="accuracy"></dd></div>` : null}
</dl></div>`;
}
