import { FONT_FAMILY, INK } from "../figures/theme.js";
import { html, Markup } from "../wording/markup.js";
import { type Colouring, edgeColoursOf } from "./colouring.js";
import type { Graph, Remainder } from "./graph.js";
import { EDGE_OPACITY, edgeWidth, GREY_COLOUR, PAPER_COLOURS, vertexRadius } from "./theme.js";

/** One drawing of a graph, with what is said above it. */
export interface GraphPanel {
  /** such as "2-WIS, 39 of 78 edges removed" */
  readonly title: string;
  readonly remainder: Remainder;
  readonly colouring: Colouring;
}

/** What of a graph is drawn, and how. */
export interface GraphSvgOptions {
  /** what the whole picture shows, for those who do not see it */
  readonly description: string;
  /** what the colours tell, such as "walk index" */
  readonly colourTitle: string;
  /** whether removed edges are drawn faintly; default false */
  readonly ghosts?: boolean | undefined;
}

/** Sizes in pixels: of one drawing's side, between drawings, of lines of text. */
const SIDE = 480;
const GAP = 28;
const MARGIN = 12;
const LINE = 20;
/** Room for an entry of the legend: so much a character, and so much beside it. */
const CHARACTER = 7.4;
const ENTRY = 30;

/**
 * A graph, what is left of it, one drawing or several side by side, as an SVG document for papers: on white, with the colours' meaning below.
 *
 * Edges of one colour are one path, so that 100,000 edges take some 4 MB.
 *
 * Complexity: O(panels (V + E)).
 */
export function graphSvg(
  graph: Graph,
  panels: readonly GraphPanel[],
  { description, colourTitle, ghosts = false }: GraphSvgOptions,
): string {
  const width = 2 * MARGIN + panels.length * SIDE + (panels.length - 1) * GAP;
  const legend = legendOf(panels, colourTitle, width);
  const height = 2 * MARGIN + LINE + SIDE + legend.height;
  const top = MARGIN + LINE;
  return html`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="${FONT_FAMILY}" font-size="13" fill="${INK}">
<title>${description}</title>
<rect width="${width}" height="${height}" fill="#FFFFFF"/>
${panels.map((panel, k) => {
  const left = MARGIN + k * (SIDE + GAP);
  return html`<text x="${left + SIDE / 2}" y="${MARGIN + 12}" text-anchor="middle">${panel.title}</text>
${drawing(graph, panel, { left, top }, ghosts)}`;
})}
<g transform="translate(0 ${top + SIDE})">${legend.markup}</g>
</svg>
`.text;
}

function drawing(
  graph: Graph,
  { remainder, colouring }: GraphPanel,
  { left, top }: { readonly left: number; readonly top: number },
  ghosts: boolean,
): Markup {
  const { vertexCount, edgeCount, sources, targets } = graph;
  // The largest dots stay within the frame.
  const inset = 8;
  const scale = (SIDE - 2 * inset) / 65535;
  const x = Array.from({ length: vertexCount }, (_, t) => rounded(left + inset + scale * graph.x[t]));
  const y = Array.from({ length: vertexCount }, (_, t) => rounded(top + SIDE - inset - scale * graph.y[t]));
  const edgeColours = edgeColoursOf(graph, colouring);
  const removed: string[] = [];
  const paths = new Map<number, string[]>();
  for (let e = 0; e < edgeCount; e++) {
    const [s, t] = [sources[e], targets[e]];
    const line = `M${x[s]} ${y[s]}L${x[t]} ${y[t]}`;
    if (remainder.gone[e] === 1) {
      if (ghosts) removed.push(line);
    } else addTo(paths, edgeColours[e], line);
  }
  const isolated: string[] = [];
  const dots = new Map<number, string[]>();
  for (let t = 0; t < vertexCount; t++) {
    const isIsolated = remainder.degrees[t] === 0;
    const dot = `<circle cx="${x[t]}" cy="${y[t]}" r="${rounded(vertexRadius(vertexCount, isIsolated))}"/>`;
    if (isIsolated) isolated.push(dot);
    else addTo(dots, colouring.vertices[t], dot);
  }
  const byColour = <T>(groups: Map<number, T>) => [...groups].sort(([a], [b]) => a - b);
  return html`<g stroke-width="${rounded(edgeWidth(edgeCount))}" fill="none">
${removed.length === 0 ? null : html`<path stroke="${PAPER_COLOURS.edge}" stroke-opacity="${EDGE_OPACITY.removed}" d="${removed.join("")}"/>`}
${byColour(paths).map(([colour, lines]) =>
  colour === GREY_COLOUR
    ? html`<path stroke="${PAPER_COLOURS.edge}" stroke-opacity="${EDGE_OPACITY.between}" d="${lines.join("")}"/>`
    : html`<path stroke="${PAPER_COLOURS.vertex(colour)}" stroke-opacity="${EDGE_OPACITY.within}" d="${lines.join("")}"/>`,
)}
</g>
<g fill="${PAPER_COLOURS.isolated}">${circles(isolated)}</g>
${byColour(dots).map(([colour, group]) => html`<g fill="${PAPER_COLOURS.vertex(colour)}">${circles(group)}</g>`)}`;
}

function legendOf(panels: readonly GraphPanel[], colourTitle: string, width: number) {
  // What any of the drawings has.
  const entries = new Map<number, Set<string>>();
  for (const { colouring } of panels)
    for (const { name, colour } of colouring.entries) {
      const names = entries.get(colour) ?? new Set();
      entries.set(colour, names.add(name));
    }
  const isolated = panels.some(({ remainder }) => remainder.isolated > 0);
  const shown = [
    ...[...entries]
      // Grey, the others, comes last.
      .sort(([a], [b]) => Number(a === GREY_COLOUR) - Number(b === GREY_COLOUR) || a - b)
      .map(([colour, names]) => ({ name: [...names].join(" / "), fill: PAPER_COLOURS.vertex(colour) })),
    ...(isolated ? [{ name: "without an edge", fill: PAPER_COLOURS.isolated }] : []),
  ];
  let [at, row] = [MARGIN + CHARACTER * colourTitle.length + ENTRY / 2, 0];
  const marks = shown.map(({ name, fill }) => {
    const room = CHARACTER * name.length + ENTRY;
    if (at + room > width && at > MARGIN) [at, row] = [MARGIN, row + 1];
    const y = (row + 1) * LINE;
    const mark = html`<circle cx="${rounded(at + 6)}" cy="${y - 4.5}" r="5" fill="${fill}"/><text x="${rounded(at + 16)}" y="${y}">${name}</text>
`;
    at += room;
    return mark;
  });
  return {
    height: shown.length === 0 ? 0 : (row + 1) * LINE + 8,
    markup:
      shown.length === 0
        ? null
        : html`<text x="${MARGIN}" y="${LINE}" font-weight="bold">${colourTitle}</text>${marks}`,
  };
}

function circles(dots: readonly string[]): Markup {
  return Markup.trusted(dots.join(""));
}

function addTo(groups: Map<number, string[]>, colour: number, text: string): void {
  const group = groups.get(colour);
  if (group === undefined) groups.set(colour, [text]);
  else group.push(text);
}

/** Tenths of a pixel are enough. */
function rounded(value: number): number {
  return Math.round(10 * value) / 10;
}
