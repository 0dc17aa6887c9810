import type { TopLevelSpec } from "vega-lite";
import type { Axis, Figure, Panel, Series } from "../../figure.js";
import { COLOURS, INK, SHAPES, THEME } from "./theme.js";
import { thinned } from "./thinned.js";

/** Size of a panel's plot in pixels. */
const PANEL = { width: 340, height: 260 };
/** More points of a line than this add bytes, not detail. */
const MOST_POINTS = 600;
/** Characters of a subtitle's line for each panel beside another: a longer one would make the picture wider. */
const SUBTITLE_LENGTH = 48;
/** Pixels of a legend's text. */
const LABEL_LIMIT = 320;
/** Colours of numbers, and of more names than the palette has: its lightest end does not show on white. */
const GRADED = { name: "viridis", extent: [0, 0.93] };

/**
 * A figure with panels as a Vega-Lite specification: one plot a panel, side by side, one legend entry a name.
 *
 * Points that an axis cannot show (not finite, or not positive on a logarithmic axis) are left out. Long lines are thinned, keeping
 * their extremes.
 */
export function figureChart(figure: Figure): TopLevelSpec {
  const { title, subtitle, panels, columns = Math.min(panels.length, 3) } = figure;
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    background: "white",
    padding: 16,
    title: { text: title, subtitle: linesOf(subtitle, SUBTITLE_LENGTH * columns) },
    columns,
    spacing: 34,
    concat: panels.map((panel) => panelChart(panel, stylesOf(panel, panels))),
    resolve: { scale: { color: "independent", shape: "independent" } },
    config: THEME,
  } as TopLevelSpec;
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

function panelChart(panel: Panel, styles: Styles): object {
  return {
    title: { text: panel.title, fontSize: 13, fontWeight: "normal", anchor: "middle", offset: 8 },
    width: PANEL.width,
    height: PANEL.height,
    layer: panel.series.flatMap((series) => seriesLayers(series, panel, styles)),
  };
}

function seriesLayers(series: Series, panel: Panel, styles: Styles): object[] {
  const values = pointsOf(series, panel);
  const data = { values };
  const x = channel("x", panel.x);
  const y = channel("y", panel.y);
  const color = colourOf(series, panel, styles);
  const clip = panel.x.domain !== undefined || panel.y.domain !== undefined;
  const mark = series.mark ?? "line";
  if (mark === "bars") {
    const base = panel.y.scale === "log" ? { y2: { value: "height" } } : {};
    const width = Math.max(2, Math.min(40, (0.7 * PANEL.width) / Math.max(1, values.length)));
    return [
      {
        data,
        mark: { type: "bar", width, opacity: 0.8 },
        encoding: { x, y: { ...y, stack: null }, ...base, color },
      },
    ];
  }
  const layers: object[] = [];
  if (series.low !== undefined && series.high !== undefined)
    layers.push({
      data,
      mark: { type: "rule", strokeWidth: 1.4, clip },
      encoding: { x, y: { ...y, field: "low" }, y2: { field: "high" }, color },
    });
  if (mark !== "points")
    layers.push({
      data,
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
      data,
      mark: { type: "point", filled: true, size: 46, opacity: 1, stroke: "white", strokeWidth: 0.8, clip },
      encoding: { x, y, color, shape: shapeOf(series, panel, styles) },
    });
  return layers;
}

/** The names in a panel's legend, in the order of its series. */
function namesOf(panel: Panel): string[] {
  return [...new Set(panel.series.map(({ name }) => name))].filter((name) => name !== "");
}

/** Which colour and shape a name has, counted from 0; in the order of the legend. */
type Styles = ReadonlyMap<string, number>;

/** A name keeps its colour and shape through all panels, as far as there are colours for all names of a figure. */
function stylesOf(panel: Panel, panels: readonly Panel[]): Styles {
  const all = [...new Set(panels.flatMap(namesOf))];
  const names = namesOf(panel);
  return new Map(names.map((name, k) => [name, all.length > COLOURS.length ? k : all.indexOf(name)]));
}

function colourOf(series: Series, panel: Panel, styles: Styles): object {
  if (panel.colour !== undefined) {
    if (series.colour === undefined) return { value: INK };
    const { title, scale = "linear", domain } = panel.colour;
    return {
      field: "colour",
      type: "quantitative",
      title,
      scale: { type: scale, scheme: GRADED, ...(domain === undefined ? {} : { domain }) },
      legend: { gradientLength: 120, ...(scale === "log" ? { format: "~g", tickCount: 4 } : {}) },
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
      ...(names.length > COLOURS.length
        ? { scheme: { ...GRADED, count: names.length } }
        : { range: [...styles.values()].map((style) => COLOURS[style]) }),
    },
    // One entry needs no legend: the panel's title says it.
    legend: names.length < 2 ? null : { labelLimit: LABEL_LIMIT },
  };
}

/** Names are told by shape too; a legend of shapes alone only where colours stand for something else. */
function shapeOf(series: Series, panel: Panel, styles: Styles): object {
  const shape = (style: number) => SHAPES[style % SHAPES.length];
  if (panel.colour === undefined || series.name === "" || styles.size < 2)
    return { value: shape(styles.get(series.name) ?? 0) };
  return {
    field: "name",
    type: "nominal",
    title: null,
    scale: { domain: [...styles.keys()], range: [...styles.values()].map(shape) },
    legend: { labelLimit: LABEL_LIMIT },
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

function pointsOf(series: Series, { x, y, colour }: Panel): object[] {
  const shown = (value: number, { scale }: Axis) => Number.isFinite(value) && (scale !== "log" || value > 0);
  const kept: number[] = [];
  for (let k = 0; k < series.x.length; k++) if (shown(series.x[k], x) && shown(series.y[k], y)) kept.push(k);
  const short = series.mark === "bars" ? kept : thinned(kept, series.y, MOST_POINTS);
  return short.map((k) => ({
    index: k,
    name: series.name,
    x: series.x[k],
    y: series.y[k],
    ...(series.low === undefined || series.high === undefined
      ? {}
      : { low: series.low[k], high: series.high[k] }),
    ...(series.colour === undefined || colour === undefined
      ? {}
      : { colour: shown(series.colour[k], colour) ? series.colour[k] : null }),
  }));
}
