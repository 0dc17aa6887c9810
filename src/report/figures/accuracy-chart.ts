import type { TopLevelSpec } from "vega-lite";
import type { InputSummary } from "../../evaluate/summaries/input-summary.js";
import type { SummaryRow } from "../../evaluate/summaries/summary.js";
import { counted } from "../wording/numbers.js";
import { inputTitle, methodTitle, modelTitle } from "../wording/titles.js";
import { accuracyDomain } from "./accuracy-domain.js";
import { methodStyles } from "./method-style.js";
import { methodShift, spreadShape } from "./spread-shape.js";
import { INK, PANEL_TITLE, placeColour, THEME } from "./theme.js";

/** Size of the plot of one model, and the most that neighbouring methods are set apart at one level, in pixels. */
const PANEL = { width: 480, height: 320, dodge: 5 };
/** Entries of the legend in a column, and panels side by side: wider, a picture cannot be read on a page. */
const MOST_IN_COLUMN = 18;
const MOST_BESIDE = 2;

/**
 * Test accuracy against the fraction of edges removed, as a Vega-Lite specification: a line for each method, a panel for each model,
 * the standard deviation to both sides as bars, or as bands where bars would make a comb.
 *
 * Where methods stand at one level, their points are set slightly apart, so that no bar hides another. Where one trial serves all
 * methods (no edge removed, or all) the lines meet in one neutral point.
 *
 * @param summary of one input, with at least one row
 */
export function accuracyChart({ input, rows }: Pick<InputSummary, "input" | "rows">): TopLevelSpec {
  const models = [...new Set(rows.map((row) => row.model))];
  const methods = [...new Set(rows.map((row) => row.method))];
  const most = rows.reduce((n, row) => Math.max(n, row.accuracy.n), 0);
  const shift = 100 * methodShift(rows, methods.length, PANEL.dodge / PANEL.width);
  const keys = keysOf(methods);
  const layer = layersOf(rows, methods);
  // Not a facet: of one Vega makes flows by the data, and loses some of them.
  const panels = models.map((model) => ({
    ...(models.length === 1 ? {} : { title: { text: modelTitle(model), ...PANEL_TITLE } }),
    width: PANEL.width,
    height: PANEL.height,
    data: {
      values: rows.filter((row) => row.model === model).map((row) => pointOf(row, methods, keys, shift)),
    },
    layer,
  }));
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    background: "white",
    padding: 16,
    title: {
      text: `${models.map(modelTitle).join(", ")} on ${inputTitle(input.name)}`,
      subtitle: `test accuracy, mean ± standard deviation over ${counted(most, "seed")}`,
    },
    config: THEME,
    ...(models.length === 1 ? panels[0] : { concat: panels, columns: MOST_BESIDE, spacing: 34 }),
  } as TopLevelSpec;
}

/** In percent; x is shifted by the method's place, unless all methods meet there. */
function pointOf(row: SummaryRow, methods: readonly string[], keys: readonly string[], shift: number) {
  const place = methods.indexOf(row.method);
  const spread = row.accuracy.deviation ?? 0;
  return {
    method: keys[place],
    first: place === 0,
    removed: 100 * row.sparsity + (row.shared ? 0 : shift * (place - (methods.length - 1) / 2)),
    accuracy: 100 * row.accuracy.mean,
    low: 100 * (row.accuracy.mean - spread),
    high: 100 * (row.accuracy.mean + spread),
    n: row.accuracy.n,
    shared: row.shared,
  };
}

/**
 * Methods by titles that differ. Vega looks names up in objects, where "constructor" and its like are found though no one put them
 * there: a zero-width space makes them differ.
 */
function keysOf(methods: readonly string[]): string[] {
  const titles = methods.map(methodTitle).map((title) => (title in {} ? `\u200b${title}` : title));
  return titles.map((title, k) => (titles.indexOf(title) === k ? title : `${title} (${k + 1})`));
}

function layersOf(rows: readonly SummaryRow[], methods: readonly string[]): object[] {
  const domain = keysOf(methods);
  const styles = methodStyles(methods);
  const x = {
    field: "removed",
    type: "quantitative",
    title: "edges removed (%)",
    scale: { domain: [0, 100], nice: false, padding: 12 },
    axis: { values: [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100] },
  };
  const { low, high } = accuracyDomain(rows);
  const y = {
    type: "quantitative",
    title: "test accuracy (%)",
    scale: { domain: [100 * low, 100 * high], nice: false, zero: false },
  };
  const by = (range: readonly unknown[]) => ({
    field: "method",
    type: "nominal",
    title: null,
    scale: { domain, range },
    legend: { symbolOpacity: 1, columns: Math.ceil(methods.length / MOST_IN_COLUMN) },
  });
  const color = by(styles.map(({ colour }) => placeColour(colour)));
  const shape = by(styles.map(({ shape }) => shape));
  // Where there are more methods than colours.
  const strokeDash = styles.some(({ dashed }) => dashed)
    ? { strokeDash: by(styles.map(({ dashed }) => (dashed ? [6, 4] : [1, 0]))) }
    : {};
  const range = { x, y: { ...y, field: "low" }, y2: { field: "high" } };
  const mean = { x, y: { ...y, field: "accuracy" } };
  const own = [{ filter: "!datum.shared" }];
  // One of the equal points that the methods share.
  const shared = [{ filter: "datum.shared && datum.first" }];
  const spread =
    spreadShape(rows) === "bars"
      ? { transform: own, mark: { type: "rule", strokeWidth: 1.4 }, encoding: { ...range, color } }
      : {
          mark: { type: "area", fillOpacity: Math.min(0.16, 0.6 / methods.length) },
          encoding: { ...range, color },
        };
  return [
    spread,
    { mark: { type: "line", strokeWidth: 2 }, encoding: { ...mean, color, ...strokeDash } },
    { transform: own, mark: MARKER, encoding: { ...mean, color, shape } },
    { transform: shared, mark: { type: "rule", strokeWidth: 1.4, color: INK }, encoding: range },
    { transform: shared, mark: { ...MARKER, shape: "circle", color: INK }, encoding: mean },
  ];
}

const MARKER = { type: "point", filled: true, size: 58, opacity: 1, stroke: "white", strokeWidth: 1 };
