import type { TopLevelSpec } from "vega-lite";
import type { Axis, Figure, Panel, Series } from "../../figure.js";
import { methodStyles } from "./method-style.js";
import { COLOURS, INK, PANEL_TITLE, placeColour, SHAPES, THEME } from "./theme.js";
import { thinned } from "./thinned.js";

/** Size of a panel's plot in pixels, by the number of panels side by side: all pictures are about as wide as the text of a page. */
const PLOTS = [
  { width: 480, height: 300 },
  { width: 350, height: 250 },
  { width: 225, height: 210 },
] as const;
/** What an axis with its title takes beside a plot. */
const AXIS = 75;
/** Panels side by side: a wider picture cannot be read at the width of a page. */
const MOST_BESIDE = PLOTS.length;
/** Error bars of more points than this in a panel make a comb: bands take their place. */
const MOST_BARS = 24;
/** More points of a line than this add bytes, not detail. */
const MOST_POINTS = 400;
/** Width of a character against its height, as Vega takes it for where it cannot measure: it keeps so much room free. */
const CHARACTER = 0.8;
/** Height of letters, in pixels. */
const LETTERS = { subtitle: 12, panel: PANEL_TITLE.fontSize, legend: 12 };
/** Pixels of a legend's symbol with its margins. */
const SYMBOL = 34;
/** Numbers on a scale of colours: long ones as powers of ten. */
const POWERS =
  "datum.value >= 1e4 ? replace(format(datum.value, '.0e'), 'e+', 'e') : format(datum.value, '~g')";
/** Below the plots; where there are colours of numbers and marks of names, one below the other. */
const LEGENDS = {
  ...{ orient: "bottom", offset: 12, rowPadding: 4, columnPadding: 14 },
  layout: { bottom: { direction: "vertical", anchor: "start" } },
};
/** Colours of numbers, and of more names than the palette has: its lightest end does not show on white. */
const GRADED = { name: "viridis", extent: [0, 0.93] };

/** What a panel's drawing needs to know of the figure. */
interface Layout {
  readonly plot: { readonly width: number; readonly height: number };
  /** pixels that a legend has */
  readonly legendWidth: number;
  readonly legend: "once" | "each";
}

/** A point of a series, as it stands in a chart's data. */
interface ChartPoint {
  /** its place in the series */
  readonly index: number;
  readonly x: number;
  readonly y: number;
  readonly low?: number;
  readonly high?: number;
  /** null where the scale of colours cannot show it */
  readonly colour?: number | null;
}

/**
 * A figure with panels as a Vega-Lite specification: one plot a panel, side by side, one legend entry a name, below the plots. It is as
 * wide as a page's text, whatever the number of panels.
 *
 * Points that an axis cannot show (not finite, or not positive on a logarithmic axis) are left out. Long lines are thinned, keeping
 * their extremes. All points stand in `datasets`, and what the figure says of them in `usermeta.figure`: {@link figureOfChart} makes the figure
 * of it again.
 */
export function figureChart(figure: Figure): TopLevelSpec {
  const { title, subtitle, panels } = figure;
  const columns = Math.min(
    figure.columns ?? (panels.length === 4 ? 2 : MOST_BESIDE),
    MOST_BESIDE,
    panels.length,
  );
  const plot = PLOTS[columns - 1];
  const legend = legendOf(panels);
  const whole = columns * (plot.width + AXIS);
  const layout: Layout = { plot, legend, legendWidth: legend === "once" ? whole : plot.width };
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    background: "white",
    padding: 16,
    title: { text: title, subtitle: linesOf(subtitle, charactersIn(whole, LETTERS.subtitle)) },
    columns,
    spacing: 30,
    concat: panels.map((panel, k) => panelChart(panel, k, stylesOf(panel, panels, legend), layout)),
    resolve: {
      scale:
        legend === "once"
          ? { color: "shared", shape: "shared" }
          : { color: "independent", shape: "independent" },
    },
    config: { ...THEME, legend: { ...THEME.legend, ...LEGENDS } },
    usermeta: { figure: describedFigure(figure) },
    datasets: Object.fromEntries(
      panels.flatMap((panel, k) =>
        panel.series.map((series, n) => [seriesName(k, n), pointsOf(series, panel)] as const),
      ),
    ),
    // Its types know no mark that is made of records put together.
  } as unknown as TopLevelSpec;
}

/**
 * One legend for the whole figure, where its panels tell names apart by the same few colours; else each panel has its own. Of one name a
 * panel's title says it all.
 */
function legendOf(panels: readonly Panel[]): "once" | "each" {
  const names = new Set(panels.flatMap(namesOf));
  const isPlain = panels.every(({ colour }) => colour === undefined);
  const isShared = panels.filter((panel) => namesOf(panel).length > 1).length > 1;
  return isPlain && isShared && (names.size <= COLOURS.length || methodsOf(panels) !== undefined)
    ? "once"
    : "each";
}

function charactersIn(width: number, height: number): number {
  return Math.floor(width / (CHARACTER * height));
}

/** A text in lines of at most so many characters, as far as its words allow. */
function linesOf(text: string, length: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= length)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function panelChart(panel: Panel, place: number, styles: Styles, layout: Layout): object {
  return {
    title: {
      ...PANEL_TITLE,
      text: linesOf(panel.title, charactersIn(1.1 * (layout.plot.width + AXIS), LETTERS.panel)),
      frame: "group",
    },
    ...layout.plot,
    layer: panel.series.flatMap((series, n) =>
      seriesLayers(series, panel, styles, layout).map((layer) => ({
        data: { name: seriesName(place, n) },
        transform: [{ calculate: JSON.stringify(series.name), as: "name" }],
        ...layer,
      })),
    ),
  };
}

function seriesLayers(series: Series, panel: Panel, styles: Styles, layout: Layout): object[] {
  const x = channel("x", panel.x);
  const y = channel("y", panel.y);
  const color = colourOf(series, panel, styles, layout);
  const clip = panel.x.domain !== undefined || panel.y.domain !== undefined;
  const mark = series.mark ?? "line";
  if (mark === "bars") {
    const base = panel.y.scale === "log" ? { y2: { value: "height" } } : {};
    return [
      {
        mark: { type: "bar", ...barsOf(series, panel, layout), opacity: 0.85, clip },
        encoding: {
          x,
          y: { ...y, stack: null, ...(panel.y.scale === "log" ? {} : { scale: { zero: true } }) },
          ...base,
          color,
        },
      },
    ];
  }
  const layers: object[] = [];
  if (series.low !== undefined && series.high !== undefined)
    layers.push({
      mark: isComb(panel)
        ? { type: "area", fillOpacity: 0.12, clip }
        : { type: "rule", strokeWidth: 1.4, clip },
      encoding: { x, y: { ...y, field: "low" }, y2: { field: "high" }, color },
    });
  if (mark !== "points")
    layers.push({
      mark: {
        type: "line",
        strokeWidth: 1.8,
        clip,
        ...(mark === "dashed-line" ? { strokeDash: [5, 4] } : {}),
      },
      encoding: { x, y, color, order: { field: "index", type: "quantitative" } },
    });
  if (mark === "points" || mark === "line-points")
    layers.push({
      mark: { type: "point", filled: true, size: 46, opacity: 1, stroke: "white", strokeWidth: 0.8, clip },
      encoding: { x, y, color, shape: shapeOf(series, styles, layout) },
    });
  return layers;
}

/** How wide a series' bars are, and how far they stand from their place, in pixels, so that bars of several series stand side by side. */
function barsOf(
  series: Series,
  { series: all, x }: Panel,
  { plot }: Layout,
): { width: number; xOffset: number } {
  const barred = all.filter(({ mark }) => mark === "bars");
  const places = [...new Set(barred.flatMap((one) => [...Array.from(one.x)]))].sort((a, b) => a - b);
  const [low, high] = x.domain ?? [places[0], places[places.length - 1]];
  const gap = places
    .slice(1)
    .reduce((least, place, k) => Math.min(least, place - places[k]), high - low || 1);
  const share = (0.8 * gap * plot.width) / ((high - low || 1) * barred.length);
  return {
    width: Math.max(1.5, Math.min(40, share)),
    xOffset: share * (barred.indexOf(series) - (barred.length - 1) / 2),
  };
}

/** Whether a panel's error bars would stand too close to be told. */
function isComb({ series }: Panel): boolean {
  const spread = series.filter(({ low, mark }) => low !== undefined && mark !== "points" && mark !== "bars");
  return spread.length > 1 && spread.reduce((count, { x }) => count + x.length, 0) > MOST_BARS;
}

/** The names in a panel's legend, in the order of its series. */
function namesOf(panel: Panel): string[] {
  return [...new Set(panel.series.map(({ name }) => name))].filter((name) => name !== "");
}

/** The colour and the shape of each name, in the order of the legend. */
type Styles = ReadonlyMap<string, { readonly colour: string; readonly shape: string }>;

/**
 * A name keeps its colour and shape through all panels, as far as there are colours for all names of a figure; a method keeps those that
 * it has in every picture.
 */
function stylesOf(panel: Panel, panels: readonly Panel[], legend: "once" | "each"): Styles {
  const all = [...new Set(panels.flatMap(namesOf))];
  const names = legend === "once" ? all : namesOf(panel);
  const methods = methodsOf(panels);
  if (methods !== undefined) {
    const styles = methodStyles(all.map((name) => methods.get(name) as string));
    return new Map(
      names.map((name) => {
        const { colour, shape } = styles[all.indexOf(name)];
        return [name, { colour: placeColour(colour), shape }];
      }),
    );
  }
  return new Map(
    names.map((name, k) => {
      const place = legend === "each" && all.length > COLOURS.length ? k : all.indexOf(name);
      return [name, { colour: COLOURS[place % COLOURS.length], shape: SHAPES[place % SHAPES.length] }];
    }),
  );
}

/** The methods by the names of their series; undefined where some series is of none. */
function methodsOf(panels: readonly Panel[]): Map<string, string> | undefined {
  const methods = new Map<string, string>();
  for (const { name, method } of panels.flatMap(({ series }) => series)) {
    if (name === "") continue;
    if (method === undefined) return undefined;
    methods.set(name, method);
  }
  return methods;
}

function colourOf(series: Series, panel: Panel, styles: Styles, layout: Layout): object {
  if (panel.colour !== undefined) {
    if (series.colour === undefined) return { value: INK };
    const { title, scale = "linear", domain } = panel.colour;
    return {
      field: "colour",
      type: "quantitative",
      title,
      scale: { type: scale, scheme: GRADED, ...(domain === undefined ? {} : { domain }) },
      legend: {
        gradientLength: Math.min(200, layout.legendWidth),
        ...(scale === "log" ? { labelExpr: POWERS, tickCount: 4 } : {}),
      },
    };
  }
  if (series.name === "") return { value: INK };
  const names = [...styles.keys()];
  return {
    field: "name",
    type: "nominal",
    title: null,
    scale: {
      domain: names,
      ...(names.length > COLOURS.length && series.method === undefined
        ? { scheme: { ...GRADED, count: names.length } }
        : { range: [...styles.values()].map(({ colour }) => colour) }),
    },
    // One entry needs no legend: the panel's title says it.
    legend: names.length < 2 && layout.legend === "each" ? null : namesLegend(names, layout),
  };
}

/** As many entries side by side as there is room for. */
function namesLegend(names: readonly string[], { legendWidth }: Layout): object {
  const longest = Math.max(...names.map(({ length }) => length));
  const entry = SYMBOL + CHARACTER * LETTERS.legend * longest;
  return {
    columns: Math.max(1, Math.floor(legendWidth / entry)),
    labelLimit: 1.4 * legendWidth,
    symbolOpacity: 1,
  };
}

/** Names are told by shape too, in the legend as in the plot. */
function shapeOf({ name }: Series, styles: Styles, layout: Layout): object {
  const own = styles.get(name);
  if (own === undefined || styles.size < 2) return { value: own?.shape ?? SHAPES[0] };
  return {
    field: "name",
    type: "nominal",
    title: null,
    scale: { domain: [...styles.keys()], range: [...styles.values()].map(({ shape }) => shape) },
    legend: namesLegend([...styles.keys()], layout),
  };
}

function channel(field: "x" | "y", { title, scale = "linear", domain }: Axis): object {
  return {
    field,
    type: "quantitative",
    title,
    scale: {
      type: scale,
      ...(scale === "linear" ? { zero: false } : {}),
      ...(domain === undefined ? { nice: field === "y" } : { domain, nice: false }),
    },
    axis: scale === "log" ? { format: "~g", tickCount: 5 } : { tickCount: 5 },
  };
}

/** The name of a series' points among a chart's data sets. */
export function seriesName(panel: number, series: number): string {
  return `panel ${panel + 1}, series ${series + 1}`;
}

/** What a figure says of its points, without the points. */
function describedFigure({ panels, ...figure }: Figure): object {
  return {
    ...figure,
    panels: panels.map(({ series, ...panel }) => ({
      ...panel,
      series: series.map(({ x: _, y: __, low: ___, high: ____, colour: _____, ...said }) => said),
    })),
  };
}

function pointsOf(series: Series, { x, y, colour }: Panel): ChartPoint[] {
  const shown = (value: number, { scale }: Axis) => Number.isFinite(value) && (scale !== "log" || value > 0);
  const kept: number[] = [];
  for (let k = 0; k < series.x.length; k++) if (shown(series.x[k], x) && shown(series.y[k], y)) kept.push(k);
  const short = series.mark === "bars" ? kept : thinned(kept, series.y, MOST_POINTS);
  return short.map((k, index) => ({
    index,
    x: rounded(series.x[k]),
    y: rounded(series.y[k]),
    ...(series.low === undefined || series.high === undefined
      ? {}
      : { low: rounded(series.low[k]), high: rounded(series.high[k]) }),
    ...(series.colour === undefined || colour === undefined
      ? {}
      : { colour: shown(series.colour[k], colour) ? rounded(series.colour[k]) : null }),
  }));
}

/** Nine digits are more than a picture shows. */
function rounded(value: number): number {
  return Number(value.toPrecision(9));
}
