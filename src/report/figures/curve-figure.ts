import type { SummaryRow } from "../../evaluate/summaries/summary.js";
import { html, type Markup } from "../wording/markup.js";
import { counted, fixed, grouped, percentInterval, percentSpread, pValue } from "../wording/numbers.js";
import { methodTitle, modelTitle, percentTitle } from "../wording/titles.js";
import { accuracyDomain } from "./accuracy-domain.js";
import { axisTicks } from "./axis-ticks.js";
import { markerPath } from "./marker-path.js";
import { type MethodStyle, methodStyles } from "./method-style.js";
import { methodShift, spreadShape } from "./spread-shape.js";

/** A drawing's size and its plot's edges, in pixels of the drawing. */
interface Frame {
  readonly name: "wide" | "narrow";
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** percent from one tick to the next */
  readonly step: number;
}

/** For a page's width, and for a phone's, on which the letters of the first would be too small to read. */
const FRAMES: readonly Frame[] = [
  { name: "wide", width: 960, height: 470, left: 46, right: 940, top: 40, bottom: 424, step: 10 },
  { name: "narrow", width: 380, height: 400, left: 40, right: 374, top: 36, bottom: 352, step: 20 },
];

/** Where things stand in a drawing. */
interface Scales {
  readonly frame: Frame;
  readonly x: (row: Pick<SummaryRow, "sparsity" | "shared">, shift: number) => number;
  readonly y: (accuracy: number) => number;
  readonly ticks: readonly number[];
}

/** The most that neighbouring methods are set apart at one level, in pixels. */
const MOST_SHIFT = 7;

/** Half the width of an error bar's cap. */
const CAP = 2.5;

/** What the drawing of one series needs. */
interface Series {
  readonly method: string;
  readonly style: MethodStyle;
  readonly rows: readonly SummaryRow[];
  /** among the methods, 0 in the middle */
  readonly place: number;
}

/**
 * One model's accuracy-sparsity curves as a drawing that needs no script: a line for each method, a marker for each level, bars of one
 * standard deviation and, hidden until asked for, of the 95 % confidence interval of the mean. The page's script adds the hover.
 *
 * Neighbouring methods are set slightly apart, so that no bar hides another; where one trial serves all methods, lines meet in one
 * neutral marker. What each marker says stands in its `data-tip`.
 *
 * @param rows of one model, see {@link summarize}; at least one
 * @param edges of the input
 */
export function curveFigure(rows: readonly SummaryRow[], edges: number, baseline: string): Markup {
  const methods = [...new Set(rows.map((row) => row.method))];
  const styles = methodStyles(methods);
  const shape = spreadShape(rows);
  const series = methods.map((method, k) => ({
    method,
    style: styles[k],
    rows: rows.filter((row) => row.method === method),
    place: k - (methods.length - 1) / 2,
  }));
  const { model } = rows[0];
  const seeds = rows.reduce((most, row) => Math.max(most, row.accuracy.n), 0);
  const tip = (row: SummaryRow) => tipOf(row, edges, baseline);
  const label = `${modelTitle(model)}: test accuracy in percent against edges removed in percent, a curve for each of ${methods.map(methodTitle).join(", ")}. The arrow keys go from point to point; all numbers are in the tables below.`;
  return html`<figure class="curves">
<div class="controls">
<div class="legend" role="group" aria-label="Curves shown">${series.map(legendEntry)}</div>
<label class="choice">${shape === "bars" ? "Bars" : "Bands"} <select class="bars-shown"><option value="sd" selected>standard deviation</option><option value="ci">95 % confidence interval</option></select></label>
</div>
${FRAMES.map((frame) => drawing(frame, { rows, series, shape, label, tip }))}
<div class="tip" role="status" hidden></div>
<figcaption>Test accuracy (mean over ${counted(seeds, "seed")}) against the share of edges removed. ${seeds < 2 ? "One seed has no spread." : html`${shape === "bars" ? "Bars" : "Bands"}: <span class="bars-name">one standard deviation</span>.`} ${shape === "bars" ? "Methods are set slightly apart at each level, so that their bars can be told; the" : "The"} neutral points, where all edges or none are removed, serve all methods.</figcaption>
</figure>`;
}

/** What is drawn in every frame. */
interface Curves {
  readonly rows: readonly SummaryRow[];
  readonly series: readonly Series[];
  readonly shape: "bars" | "bands";
  readonly label: string;
  readonly tip: Tip;
}

function drawing(frame: Frame, { rows, series, shape, label, tip }: Curves): Markup {
  const scales = scalesOf(frame, rows, series.length);
  const shared = series[0].rows.filter((row) => row.shared);
  return html`<svg class="chart show-sd ${shape} ${frame.name}" viewBox="0 0 ${frame.width} ${frame.height}" role="group" tabindex="0" aria-label="${label}">
<g class="axis">${axes(scales)}</g>
${fullGraphLine(rows, scales)}
${shape === "bands" ? series.map((one) => bands(one, scales)) : null}
${series.map((one) => curve(one, scales, tip))}
<g class="series shared">${shared.map((row) => pointOf(row, { place: 0, shape: "circle" }, scales, tip))}</g>
</svg>`;
}

/** The axis begins a little inside the plot, so that markers at 0 % are not cut off. */
const INSET = 0.03;

function scalesOf(frame: Frame, rows: readonly SummaryRow[], methodCount: number): Scales {
  const { low, high } = accuracyDomain(rows);
  const inset = INSET * (frame.right - frame.left);
  const width = frame.right - frame.left - 2 * inset;
  const apart = width * methodShift(rows, methodCount, MOST_SHIFT / width);
  return {
    frame,
    // Where all methods meet they are not set apart.
    x: ({ sparsity, shared }, place) => frame.left + inset + sparsity * width + (shared ? 0 : place * apart),
    y: (accuracy) => frame.bottom - ((accuracy - low) / (high - low)) * (frame.bottom - frame.top),
    ticks: axisTicks(low, high, 7).filter((tick) => tick >= low && tick <= high),
  };
}

function legendEntry({ method, style }: Series): Markup {
  const dash = style.dashed ? "5 3" : "none";
  return html`<button type="button" class="${seriesClass(style)}" aria-pressed="true" data-series="${method}"><svg viewBox="0 0 30 14" width="30" height="14" aria-hidden="true"><path class="line" stroke-dasharray="${dash}" d="M1,7H29"/><path class="marker" d="${markerPath(style.shape, 15, 7)}"/></svg>${methodTitle(method)}</button>`;
}

function curve({ method, style, rows, place }: Series, scales: Scales, tip: Tip): Markup {
  const { x, y } = scales;
  const own = rows.filter((row) => !row.shared);
  const line = rows.map((row) => `${coordinate(x(row, place))},${coordinate(y(row.accuracy.mean))}`);
  return html`<g class="series ${seriesClass(style)}" data-series="${method}">
<path class="line" stroke-dasharray="${style.dashed ? "6 4" : "none"}" d="M${line.join("L")}"/>
${own.map((row) => pointOf(row, { place, shape: style.shape }, scales, tip))}</g>
`;
}

/** The spread around a line, of the standard deviation and of the confidence interval: shown one at a time. */
function bands({ method, style, rows }: Series, { frame, x, y }: Scales): Markup {
  const inPlot = (at: number) => coordinate(Math.min(frame.bottom, Math.max(frame.top, at)));
  const band = (kind: string, of: (row: SummaryRow) => { low: number; high: number } | null) => {
    const spread = rows.flatMap((row) => {
      const ends = of(row);
      return ends === null
        ? []
        : [{ x: coordinate(x(row, 0)), low: inPlot(y(ends.low)), high: inPlot(y(ends.high)) }];
    });
    if (spread.length < 2) return null;
    const upper = spread.map((end) => `${end.x},${end.high}`);
    const lower = spread.map((end) => `${end.x},${end.low}`).reverse();
    return html`<path class="band ${kind}" d="M${[...upper, ...lower].join("L")}Z"/>`;
  };
  return html`<g class="series ${seriesClass(style)}" data-series="${method}">${band("sd", ({ accuracy: { mean, deviation } }) => (deviation === null ? null : { low: mean - deviation, high: mean + deviation }))}${band("ci", ({ interval }) => interval)}</g>
`;
}

type Tip = (row: SummaryRow) => string;

function pointOf(
  row: SummaryRow,
  { place, shape }: Pick<Series, "place"> & Pick<MethodStyle, "shape">,
  scales: Scales,
  tip: Tip,
): Markup {
  const { accuracy, interval } = row;
  const { frame, y } = scales;
  const x = scales.x(row, place);
  const spread = accuracy.deviation ?? 0;
  const middle = y(accuracy.mean);
  return html`<g class="point" data-x="${coordinate(x)}" data-y="${coordinate(middle)}" data-level="${row.removed}" data-tip="${tip(row)}"><path class="bar sd" d="${bar(frame, x, y(accuracy.mean + spread), y(accuracy.mean - spread))}"/>${interval === null ? null : html`<path class="bar ci" d="${bar(frame, x, y(interval.high), y(interval.low))}"/>`}<path class="marker" d="${markerPath(shape, x, middle)}"/></g>
`;
}

/** An error bar with caps; cut off where it leaves the plot. */
function bar(frame: Frame, x: number, top: number, bottom: number): string {
  const [high, low] = [Math.max(top, frame.top), Math.min(bottom, frame.bottom)];
  const cap = (at: number, y: number) =>
    at === y ? `M${coordinate(x - CAP)},${coordinate(y)}h${2 * CAP}` : "";
  return `M${coordinate(x)},${coordinate(high)}V${coordinate(low)}${cap(top, high)}${cap(bottom, low)}`;
}

/** What the hover says, a line for each fact. */
function tipOf(row: SummaryRow, edges: number, baseline: string): string {
  const { method, sparsity, removed, shared, accuracy, interval, difference, comparison } = row;
  const lines = [
    `${shared ? "all methods" : methodTitle(method)}, ${percentTitle(sparsity)} % removed`,
    `accuracy ${percentSpread(accuracy)} %`,
    ...(interval === null ? [] : [`95 % CI ${percentInterval(interval)}`]),
    `n = ${accuracy.n}`,
    `${grouped(removed)} of ${grouped(edges)} edges removed`,
  ];
  if (difference !== null)
    lines.push(
      `\u2212 ${methodTitle(baseline)}: ${percentSpread(difference, "+")}, n = ${difference.n}`,
      ...(comparison?.interval ? [`95 % CI ${percentInterval(comparison.interval, "+")}`] : []),
      ...(comparison === null || comparison.adjusted.tTest === null
        ? []
        : [`p ${pValue(comparison.adjusted.tTest).replace(/^(?!<)/, "= ")} (paired t, Holm)`]),
    );
  return lines.join("\n");
}

function axes({ frame, x, y, ticks }: Scales): Markup {
  const levels = Array.from({ length: 100 / frame.step + 1 }, (_, k) => frame.step * k);
  return html`<text class="title" x="0" y="16">Test accuracy (%)</text>
${ticks.map(
  (
    tick,
  ) => html`<path class="grid" d="M${frame.left},${coordinate(y(tick))}H${frame.right}"/><text class="tick end" x="${frame.left - 8}" y="${coordinate(y(tick) + 4.5)}">${tickLabel(tick, ticks)}</text>
`,
)}<path class="domain" d="M${frame.left},${frame.bottom}H${frame.right}"/>
${levels.map((level) => {
  const at = coordinate(x({ sparsity: level / 100, shared: true }, 0));
  return html`<path class="domain" d="M${at},${frame.bottom}v5"/><text class="tick middle" x="${at}" y="${frame.bottom + 21}">${level}</text>
`;
})}<text class="title middle" x="${(frame.left + frame.right) / 2}" y="${frame.height - 6}">Edges removed (%)</text>`;
}

/** In percent, with as many decimals as the step between ticks needs. */
function tickLabel(tick: number, ticks: readonly number[]): string {
  const step = ticks.length < 2 ? 1 : 100 * (ticks[1] - ticks[0]);
  return fixed(100 * tick, step >= 1 ? 0 : Math.ceil(-Math.log10(step) - 1e-9));
}

/** Where the full graph stands. */
function fullGraphLine(rows: readonly SummaryRow[], { frame, y }: Scales): Markup | null {
  const full = rows.find((row) => row.removed === 0);
  if (full === undefined) return null;
  const at = coordinate(y(full.accuracy.mean));
  return html`<path class="full" d="M${frame.left},${at}H${frame.right}"/><text class="tick end" x="${frame.right}" y="${Number(at) - 6}">full graph</text>`;
}

function seriesClass({ colour }: MethodStyle): string {
  return colour === null ? "baseline" : `c${colour}`;
}

/** Hundredths of a pixel are enough. */
function coordinate(value: number): string {
  return String(Number(value.toFixed(2)));
}
