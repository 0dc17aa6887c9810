import { html, type Markup } from "../wording/markup.js";
import { axisTicks } from "./axis-ticks.js";
import { markerPath } from "./marker-path.js";
import type { MethodStyle } from "./method-style.js";

/** A small plot that needs no script: its axes, and lines or single points, each of a method. */
export interface PanelDrawing {
  readonly title: string;
  readonly x: PanelAxis;
  readonly y: PanelAxis;
  readonly series: readonly PanelSeries[];
}

export interface PanelAxis {
  readonly title: string;
  /** both ends, low < high; positive on a logarithmic axis */
  readonly domain: readonly [number, number];
  /** default linear */
  readonly scale?: "linear" | "log";
  readonly label: (tick: number) => string;
}

export interface PanelSeries {
  readonly name: string;
  /** "reference": a dotted line that is no method's, without markers */
  readonly style: MethodStyle | "reference";
  /** by ascending x */
  readonly points: readonly PanelPoint[];
  /** those that have a marker; default all */
  readonly marked?: readonly PanelPoint[];
}

export interface PanelPoint {
  readonly x: number;
  readonly y: number;
}

/** In pixels of the drawing. */
const SIZE = { width: 380, height: 260, left: 56, right: 356, top: 34, bottom: 214 };
const MOST_TICKS = 5;

/** Draws a panel. What each point says stands in its title, which a pointer shows and a screen reader reads. */
export function panelDrawing({ title, x, y, series }: PanelDrawing): Markup {
  const [atX, atY] = [scaleOf(x, SIZE.left, SIZE.right), scaleOf(y, SIZE.bottom, SIZE.top)];
  return html`<svg class="panel-chart" viewBox="0 0 ${SIZE.width} ${SIZE.height}" role="img" aria-label="${title}: ${y.title} against ${x.title}">
<text class="title" x="0" y="16">${title}</text>
${ticksOf(y).map(
  (
    tick,
  ) => html`<path class="grid" d="M${SIZE.left},${number(atY(tick))}H${SIZE.right}"/><text class="tick end" x="${SIZE.left - 7}" y="${number(atY(tick) + 4.5)}">${y.label(tick)}</text>
`,
)}<path class="domain" d="M${SIZE.left},${SIZE.bottom}H${SIZE.right}"/>
${ticksOf(x).map(
  (
    tick,
  ) => html`<path class="domain" d="M${number(atX(tick))},${SIZE.bottom}v5"/><text class="tick middle" x="${number(atX(tick))}" y="${SIZE.bottom + 20}">${x.label(tick)}</text>
`,
)}<text class="tick middle" x="${(SIZE.left + SIZE.right) / 2}" y="${SIZE.height - 6}">${x.title}</text>
${series.map(({ name, style, points, marked = points }) => {
  const path = `M${points.map((point) => `${number(atX(point.x))},${number(atY(point.y))}`).join("L")}`;
  if (style === "reference") return html`<path class="full" d="${path}"/>`;
  return html`<g class="${style.colour === null ? "baseline" : `c${style.colour}`}">${points.length < 2 ? null : html`<path class="line" stroke-dasharray="${style.dashed ? "6 4" : "none"}" d="${path}"/>`}${marked.map((point) => html`<path class="marker" d="${markerPath(style.shape, Number(number(atX(point.x))), Number(number(atY(point.y))))}"><title>${name}: ${x.label(point.x)}, ${y.label(point.y)}</title></path>`)}</g>
`;
})}</svg>`;
}

/** The legend of panels, once for all of them; what others are compared with, random removal, comes last. */
export function panelLegend(
  entries: readonly { readonly name: string; readonly style: MethodStyle }[],
): Markup {
  const isLast = ({ style }: { readonly style: MethodStyle }) => Number(style.colour === null);
  const ordered = entries.toSorted((a, b) => isLast(a) - isLast(b));
  return html`<ul class="panel-legend">${ordered.map(({ name, style }) => html`<li class="${style.colour === null ? "baseline" : `c${style.colour}`}"><svg viewBox="0 0 30 14" width="30" height="14" aria-hidden="true"><path class="line" stroke-dasharray="${style.dashed ? "5 3" : "none"}" d="M1,7H29"/><path class="marker" d="${markerPath(style.shape, 15, 7)}"/></svg>${name}</li>`)}</ul>`;
}

function scaleOf(
  { domain: [low, high], scale }: PanelAxis,
  from: number,
  to: number,
): (value: number) => number {
  const along = scale === "log" ? Math.log10 : (value: number) => value;
  return (value) => from + ((along(value) - along(low)) / (along(high) - along(low))) * (to - from);
}

function ticksOf({ domain: [low, high], scale }: PanelAxis): number[] {
  if (scale !== "log") return axisTicks(low, high, MOST_TICKS).filter((tick) => tick >= low && tick <= high);
  const [first, last] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
  const step = Math.max(1, Math.ceil((last - first) / MOST_TICKS));
  return Array.from(
    { length: Math.max(0, Math.floor((last - first) / step) + 1) },
    (_, k) => 10 ** (first + step * k),
  );
}

function number(value: number): string {
  return String(Number(value.toFixed(2)));
}
